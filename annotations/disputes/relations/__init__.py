"""How the answers to one question stand to each other. Pure: no ORM, no requests.

To be read in this order:

- ``relating``: how two answers stand to each other, by their values alone;
- ``reasons``: the same with the reason in words, ``words``: what the relations are called;
- ``gathering``: what claims say as distinct answers, with the number of claims and citations;
- ``comparing``: all of them compared, the way in for everybody else;
- ``listings``: in which pairs of lists the pairs of each relation are found;
- ``pairs``: pairs that are counted without being made, ``span_pairs``, ``gap_pairs`` and
  ``set_pairs``: how.

``docs/decisions/0210-conflicts-and-roots.md`` says why pairs are made on demand.
"""
