"""Names of authorities: their form, and how they are made alike for searching.

`Authority.variants` is a list in the order that people gave it:

    [
      {"name": "ئەخمەتجان قاسىمى", "language": "ug", "kind": ""},
      {"name": "Ahmetjan Qasimi", "language": "ug-Latn", "kind": "transliteration"}
    ]

`language` is a BCP 47 tag, with the script where that is not the language's usual one; it may
be empty. `kind` is one of `NameKind`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sources.texts.directions import guess_direction
from sources.texts.languages import language_name
from sources.texts.structure import Direction, is_language_tag

#: The most names of one authority, and the most characters of a name.
MOST = 100
LONGEST = 300

#: Letters that Unicode does not take apart, or that people write for one another.
_ALIKE = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i",
        "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
        # Arabic script: forms of kaf, yeh, heh and alef that keyboards mix up.
        **dict.fromkeys("\u06a9\u06aa", "\u0643"),
        **dict.fromkeys("\u0649\u06cc\u06d2", "\u064a"),
        **dict.fromkeys("\u0629\u06be\u06c1\u06d5", "\u0647"),
        "\u0671": "\u0627",
    }
)  # fmt: skip
#: Marks that stand for letters in transliterations, each writer using another: they do not part
#: words. The Arabic tatweel stretches a line.
_SILENT = re.compile("['`\u00b4\u2018\u2019\u2032\u02b0-\u02ff\u0640]")
_NO_WORD = re.compile(r"[\W_]+")
#: Scripts that put no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese,
#: Tibetan.
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


class NameKind(models.TextChoices):
    """What a further name is to the preferred one."""

    VARIANT = "", pgettext_lazy("kind of a name", "Other name or spelling")
    TRANSLITERATION = "transliteration", gettext_lazy("Transliteration")
    FORMER = "former", gettext_lazy("Former name")


@dataclass(frozen=True, slots=True)
class Written:
    """A name, ready to be shown."""

    name: str
    language: str = ""
    kind: str = ""

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, by its letters."""
        return str(guess_direction(self.name) or Direction.LTR)

    @property
    def language_name(self) -> str:
        """“Uyghur (ug)”; empty where the language is not told."""
        return language_name(self.language) if self.language else ""

    @property
    def kind_word(self) -> str:
        """“Former name”; empty for a mere spelling."""
        return str(NameKind(self.kind).label) if self.kind else ""

    def to_json(self) -> dict[str, str]:
        """As `Authority.variants` keeps it."""
        return {"name": self.name, "language": self.language, "kind": self.kind}


def check_names(preferred: Written, others: Iterable[Written]) -> tuple[Written, list[Written]]:
    """The names as they are kept: tidy, each one once, and none again without its language.

    Raises ValidationError under `name` or `language` for the preferred one, `variants` else.
    """
    first = _checked(preferred, name="name", language="language")
    if not first.name:
        raise ValidationError({"name": _("Give a name.")})
    kept: dict[tuple[str, str], Written] = {}
    for each in others:
        written = _checked(each, name="variants", language="variants")
        if written.name and (written.name, written.language) != (first.name, first.language):
            kept.setdefault((written.name, written.language), written)
    if len(kept) > MOST:
        raise ValidationError({"variants": _("At most %d further names.") % MOST})
    told = {first.name, *(each.name for each in kept.values() if each.language)}
    new = [each for each in kept.values() if each.language or each.kind or each.name not in told]
    return first, new


def _checked(written: Written, **field: str) -> Written:
    tidied = tidy(written.name)
    if len(tidied) > LONGEST:
        raise ValidationError({field["name"]: _("A name has at most %d characters.") % LONGEST})
    language = written.language.strip()
    if language and not is_language_tag(language):
        message = _("“%(tag)s” is not a language tag, such as ug, ug-Latn or zh-Hant.")
        raise ValidationError({field["language"]: message % {"tag": language}})
    if written.kind not in NameKind.values:
        raise ValidationError({field["name"]: _("“%s” is no kind of name.") % written.kind})
    return Written(tidied, language, written.kind)


def tidy(name: str) -> str:
    """A name as it is kept: NFC, single spaces, without NUL and lone surrogates."""
    kept = re.sub("[\x00-\x1f\x7f\ud800-\udfff]", " ", name)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def fold(text: str) -> str:
    """Words made alike for searching: without case, accents, vowel signs and punctuation."""
    letters = unicodedata.normalize("NFKD", _SILENT.sub("", text).casefold())
    bare = "".join(
        str(unicodedata.decimal(letter, letter))
        for letter in letters
        if unicodedata.category(letter) not in ("Mn", "Cf")
    )
    return " ".join(_NO_WORD.sub(" ", bare.translate(_ALIKE)).split())


def words_of(names: Sequence[Written]) -> str:
    """What is searched: a line for each name, a space before and after each word of it."""
    lines = dict.fromkeys(fold(each.name) for each in names)
    return "\n" + "".join(f" {line} \n" for line in lines if line)


def line_of(name: str) -> str:
    """What `words_of` has where one of the names is this one."""
    return f"\n {fold(name)} \n"


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script whose names have no spaces: any part of them is sought."""
    return _UNSPACED.search(word) is not None
