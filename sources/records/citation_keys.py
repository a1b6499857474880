"""Citation keys from a workspace's pattern: unique, romanised, and never changed by themselves.

The pattern's language is a part of JabRef's (its manual, “Customize the citation key
generator”). Text outside brackets stands as it is; a marker in brackets is one of

    [auth]       family name of the first author, else editor, else the first word of the title
    [authN]      its first N letters
    [authors]    all of them
    [auth.etal]  the first, or two, or the first with “.etal”
    [year]       year of the date, “nd” where there is none;   [shortyear]  its last two digits
    [title]      every word of the title that says something
    [shorttitle] the first three;   [veryshorttitle]  the first
    [journal]    the title of what it is in; [container] is the same
    [volume], [firstpage], [type]

with modifiers behind colons: `:lower`, `:upper`, `:capitalize`, `:abbr` (first letters of the
words), `:truncateN`. Other than in JabRef keys are in lower case unless a modifier says
otherwise: two keys that differ in case alone confuse BibTeX and people.

A romanised form of a name or title, where the source has one, goes before anyascii's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from itertools import count, product
from string import ascii_lowercase
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.records.variants import Form

#: What a citation key may be: letters, digits and the marks that BibTeX and pandoc allow.
PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.-]*\Z")
DEFAULT = "[auth][year]"
#: So that a suffix fits into the 80 characters of a key.
LONGEST = 72
_LONGEST_WORD = 40

_TOKEN = re.compile(r"\[(?P<marker>[^\[\]]*)\]|(?P<text>[A-Za-z0-9_:.-]+)|(?P<wrong>.)", re.DOTALL)
_MARKER = re.compile(r"(?P<name>[a-z.]+?)(?P<number>[1-9][0-9]?)?(?P<modifiers>(:[a-z]+[0-9]*)*)\Z")
_FUNCTION_WORDS = frozenset(
    {"a", "an", "and", "at", "by", "de", "der", "des", "die", "das", "du", "for", "from", "i", "in"}
    | {"la", "le", "les", "o", "of", "on", "or", "the", "to", "und", "v", "with", "y"}
)

Words = list[str]
Csl = Mapping[str, Any]


class InvalidPattern(ValidationError):
    """A pattern that makes no citation keys. `part` is what cannot be read."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(
            _(
                "“%(part)s” cannot stand in a pattern of citation keys. Markers are [auth], "
                "[auth3], [authors], [auth.etal], [year], [shortyear], [title], [shorttitle], "
                "[veryshorttitle], [journal], [volume], [firstpage] and [type], with :lower, "
                ":upper, :capitalize, :abbr or :truncate5 behind them; between them letters, "
                "digits and _ : . - only."
            )
            % {"part": part}
        )


def check_pattern(pattern: str) -> None:
    """Raise `InvalidPattern` for a pattern that makes no citation keys."""
    propose({}, "", pattern=pattern)
    if not any(match["marker"] for match in _TOKEN.finditer(pattern)):
        raise InvalidPattern(pattern)


def propose(
    csl: Csl, date: str, *, pattern: str = DEFAULT, variants: Mapping[str, Any] | None = None
) -> str:
    """A key such as `kasimi1949` from an item, its EDTF date and the pattern.

    Raises `InvalidPattern`.
    """
    made = "".join(_part(match, csl, date, variants or {}) for match in _TOKEN.finditer(pattern))
    return made.lstrip("_:.-")[:LONGEST] or "source"


def free(key: str, taken: Collection[str]) -> str:
    """`key`, or `keya`, `keyb` … `keyaa` …, whichever comes first that is not in `taken`.

    Keys that differ in case alone count as one.
    """
    known = {each.lower() for each in taken}
    if key.lower() not in known:
        return key
    suffixes = ("".join(s) for n in count(1) for s in product(ascii_lowercase, repeat=n))
    return next(key + suffix for suffix in suffixes if (key + suffix).lower() not in known)


def _part(match: re.Match[str], csl: Csl, date: str, variants: Mapping[str, Any]) -> str:
    if match["text"]:
        return match["text"]
    marker = _MARKER.match(match["marker"] or "")
    if match["wrong"] or marker is None or marker["name"] not in _MARKERS:
        raise InvalidPattern(match[0])
    if marker["number"] and marker["name"] != "auth":
        raise InvalidPattern(match[0])
    words = _MARKERS[marker["name"]](csl, date, variants)
    if marker["number"]:
        words = ["".join(words)[: int(marker["number"])]]
    for modifier in filter(None, marker["modifiers"].split(":")):
        words = _modified(words, modifier, match[0])
    return "".join(words)


def _modified(words: Words, modifier: str, part: str) -> Words:
    if cut := re.fullmatch("truncate([1-9][0-9]?)", modifier):
        return ["".join(words)[: int(cut[1])]]
    if modifier not in _MODIFIERS:
        raise InvalidPattern(part)
    return [_MODIFIERS[modifier](word) for word in words]


_MODIFIERS: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "capitalize": str.capitalize,
    "abbr": lambda word: word[:1],
}


def _families(csl: Csl, variants: Mapping[str, Any]) -> Words:
    """One word for each author, else editor."""
    variable = "author" if csl.get("author") else "editor"
    names = csl.get(variable) or []
    further = [*variants.get(variable, []), *([] for _each in names)]
    found = [
        _family(_romanised(forms, "name") or name)
        for name, forms in zip(names, further, strict=False)
    ]
    return [word for word in found if word]


def _family(name: Mapping[str, Any]) -> str:
    # A family name is one word in the key; of an institution the first will do.
    if name.get("literal"):
        return "".join(_words(name["literal"])[:1])
    return "".join(_words(name.get("family", "")))[:_LONGEST_WORD]


def _auth(csl: Csl, _date: str, variants: Mapping[str, Any]) -> Words:
    title = _title_words(csl, variants) or _words(csl.get("title", ""))
    return (_families(csl, variants) or title or ["source"])[:1]


def _authors(csl: Csl, date: str, variants: Mapping[str, Any]) -> Words:
    return _families(csl, variants) or _auth(csl, date, variants)


def _etal(csl: Csl, date: str, variants: Mapping[str, Any]) -> Words:
    found = _authors(csl, date, variants)
    return [found[0], ".etal"] if len(found) > 2 else [".".join(found)]


def _year(_csl: Csl, date: str, _variants: Mapping[str, Any]) -> Words:
    year = re.search(r"-?\d{4}", date)
    return [year.group().lstrip("-") if year else "nd"]


def _title_words(csl: Csl, variants: Mapping[str, Any], variable: str = "title") -> Words:
    title = _romanised(variants.get(variable, []), "text") or csl.get(variable, "")
    return [word for word in _words(title) if word not in _FUNCTION_WORDS]


_MARKERS: dict[str, Callable[[Csl, str, Mapping[str, Any]], Words]] = {
    "auth": _auth,
    "authors": _authors,
    "auth.etal": _etal,
    "year": _year,
    "shortyear": lambda csl, date, variants: [_year(csl, date, variants)[0][-2:]],
    "title": lambda csl, _date, variants: _title_words(csl, variants),
    "shorttitle": lambda csl, _date, variants: _title_words(csl, variants)[:3],
    "veryshorttitle": lambda csl, _date, variants: _title_words(csl, variants)[:1],
    "journal": lambda csl, _date, variants: _title_words(csl, variants, "container-title"),
    "container": lambda csl, _date, variants: _title_words(csl, variants, "container-title"),
    "volume": lambda csl, _date, _variants: _words(csl.get("volume", ""))[:1],
    "firstpage": lambda csl, _date, _variants: _words(csl.get("page", ""))[:1],
    "type": lambda csl, _date, _variants: ["".join(_words(csl.get("type", "")))],
}


def _romanised(forms: Any, what: str) -> Any:
    return next((form[what] for form in forms if form["form"] == Form.ROMANISED), None)


def _words(text: Any) -> Words:
    # O’Brien and Qur’an are one word each.
    plain = re.sub("['’ʼʻ`]", "", anyascii(str(text)).lower())
    return [word[:_LONGEST_WORD] for word in re.findall("[a-z0-9]+", plain)]
