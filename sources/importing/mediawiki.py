"""Wikitext (https://www.mediawiki.org/wiki/Wikitext), and pages as MediaWiki exports them.

Templates are programs of the wiki that a file came from. Those that only set words, or quote,
give their words; others are left out, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import ngettext

from sources.importing import pandoc, xml
from sources.importing.base import DEFAULTS, Importer, Options, Reading
from sources.importing.charsets import decode
from sources.importing.detecting import xml_root
from sources.importing.markdown import first_heading
from sources.importing.pandoc_inlines import page_signal
from sources.texts.normalising import normalise

# None of these looks beyond the next one that begins: else many open ones would take for ever.
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
#: Innermost first: one without another inside.
_TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
#: How deep templates may stand in each other.
_DEEPEST = 50
#: Which arguments of a template are words of the page.
_WORDS = {
    "lang": 2, "langue": 2, "язык": 2, "quote": 1, "blockquote": 1, "cquote": 1, "цитата": 1,
    "nowrap": 1, "small": 1, "smaller": 1, "larger": 1, "sc": 1, "small-caps": 1, "center": 1,
    "right": 1, "uc": 1, "nobr": 1, "abbr": 1, "tooltip": 1, "sic": 1, "transl": 2, "rtl": 1,
}  # fmt: skip
_PAGES = ("page break", "page", "pb", "seite")
_NAMED_NOTE = re.compile(
    r"<ref\s+name\s*=\s*[\"']?([^\"'/>]{1,100})[\"']?\s*>((?:(?!</?ref\b).)*)</ref>",
    re.DOTALL | re.IGNORECASE,
)
_NOTE_AGAIN = re.compile(r"<ref\s+name\s*=\s*[\"']?([^\"'/>]{1,100}?)[\"']?\s*/>", re.IGNORECASE)
_POEM = re.compile(r"<poem[^>]{0,100}>\n?((?:(?!</?poem\b).)*)</poem>", re.DOTALL | re.IGNORECASE)
_NO_TEXT = re.compile(
    r"</?(?:references|noinclude|includeonly|onlyinclude|pages|section|gallery)\b[^>]{0,300}>"
    r"|\[\[(?:Category|Категория|Kategorie|Catégorie|تصنيف|分类)\s*:[^\]]{0,300}\]\]\n?"
    r"|__[A-Z]{3,20}__",
    re.IGNORECASE,
)


class MediaWiki(Importer):
    """Headings, lists, tables, notes, verse."""

    media_type = "text/x-wiki"
    extensions = (".wiki", ".mediawiki", ".wikitext")

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        wikitext, charset = decode(data)
        return replace(_reading(wikitext), charset=charset)


class MediaWikiExport(Importer):
    """The pages of an export one after the other, in their last versions."""

    media_type = "application/mediawiki+xml"
    extensions = (".xml",)

    def recognises(self, data: bytes) -> bool:
        """Whether the file is an export of a wiki."""
        return xml_root(data) == "mediawiki"

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        return _reading("\n\n".join(_pages(data)))


def _reading(wikitext: str) -> Reading:
    wikitext, dropped = without_templates(normalise(wikitext))
    document = pandoc.read(_prepared(wikitext).encode(), "mediawiki-auto_identifiers")
    return Reading(document, title=first_heading(document), warnings=_told(dropped))


def _pages(data: bytes) -> Iterator[str]:
    for page in xml.parse(data).iter("{*}page"):
        texts = [each.text or "" for each in page.iter("{*}text")]
        title = page.findtext("{*}title", "")
        if texts:
            yield f"= {title} =\n{texts[-1]}"


def without_templates(wikitext: str) -> tuple[str, int]:
    """Return wikitext with the words of templates in their place, and how many had none."""
    dropped = 0

    def words(found: re.Match[str]) -> str:
        nonlocal dropped
        name, *arguments = (part.strip() for part in found[1].split("|"))
        name = name.lower().replace("_", " ")
        plain = [part for part in arguments if not re.match(r"[\w ]{1,30}=", part)]
        if name in _PAGES:
            return page_signal(plain[0] if plain else "")
        place = _WORDS.get(name, 0) - 1
        if 0 <= place < len(plain):
            return plain[place]
        dropped += 1
        return ""

    wikitext = _COMMENT.sub("", wikitext)
    for _depth in range(_DEEPEST):
        wikitext, count = _TEMPLATE.subn(words, wikitext)
        if not count:
            break
    return wikitext, dropped


def _prepared(wikitext: str) -> str:
    """Write out what pandoc does not read: notes that are used again, verse."""
    notes = dict(_NAMED_NOTE.findall(wikitext))
    wikitext = _NOTE_AGAIN.sub(
        lambda again: f"<ref>{notes[again[1]]}</ref>" if again[1] in notes else "", wikitext
    )
    wikitext = _POEM.sub(_verse, wikitext)
    return _NO_TEXT.sub("", wikitext)


def _verse(poem: re.Match[str]) -> str:
    stanzas = re.split(r"\n\s*\n", poem[1].strip("\n"))
    lines = (stanza.replace("\n", "<br />") for stanza in stanzas)
    return "\n\n" + "\n\n".join(lines) + "\n\n"


def _told(dropped: int) -> tuple[str, ...]:
    if not dropped:
        return ()
    return (
        ngettext(
            "%(count)s template of the wiki is left out: what it shows is not in the file.",
            "%(count)s templates of the wiki are left out: what they show is not in the file.",
            dropped,
        )
        % {"count": dropped},
    )
