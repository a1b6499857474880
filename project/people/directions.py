"""Words among words of another direction, where there is no markup to keep them apart."""

from __future__ import annotations

import re

from django.utils.translation import get_language_bidi

#: What stands in quotation marks, and dates in numbers; not what is isolated already.
_EXAMPLE = re.compile("(?<=[“«])[^”»\u2068]+(?=[”»])|(?<!\u2068)[0-9]{4}-[0-9/-]+")


def isolated(words: str) -> str:
    """Within a sentence of a language from right to left, in an isolate of its own (Unicode's
    bidirectional algorithm, UAX 9), since 1949-08 or a sentence in English would turn around.
    """
    return f"\u2068{words}\u2069" if get_language_bidi() else words


def with_isolated_examples(sentence: str) -> str:
    """The sentence with each example in it isolated: what may be typed, or was."""
    return _EXAMPLE.sub(lambda found: isolated(found[0]), sentence)
