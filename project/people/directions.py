"""Words among words of another direction, where there is no markup to keep them apart."""

from __future__ import annotations

from django.utils.translation import get_language_bidi


def isolated(words: str) -> str:
    """Within a sentence of a language from right to left, in an isolate of its own (Unicode's
    bidirectional algorithm, UAX 9), since 1949-08 or a sentence in English would turn around.
    """
    return f"\u2068{words}\u2069" if get_language_bidi() else words
