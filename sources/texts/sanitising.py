"""The one policy by which HTML and Markdown from outside become HTML of ours.

Rich text is stored as received; every path that shows it goes through `sanitise`,
`render_markdown` or, for a single address, `safe_href`. Imported files go through
`keep_structure`, whose result is read by a parser and never shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, partial
from typing import Any

from bleach.sanitizer import BleachSanitizerFilter, Cleaner
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from sources.texts.bounded_html import BoundedParser, IntricateHtmlError, LinearWalker
from sources.texts.mentions import with_mentions
from sources.texts.structure import is_language_tag

LINK_REL = "nofollow noopener noreferrer"
PROTOCOLS = frozenset({"http", "https", "mailto"})
ALLOWED_TAGS = frozenset(
    """
    a abbr b blockquote br caption cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i ins
    kbd li mark ol p pre q s small span strong sub sup table tbody td tfoot th thead tr u ul
    """.split()
)
#: Tags of imported pages that say where a block begins or how a word is set.
STRUCTURE_TAGS = ALLOWED_TAGS | frozenset(
    """
    address article aside center details dialog fieldset figcaption figure footer form header
    hgroup img legend main nav rp rt ruby section strike summary tt var
    """.split()
)
#: Attributes of imported pages that say what a part of it is, for the parser that reads it.
STRUCTURE_ATTRIBUTES = frozenset(
    {"id", "name", "class", "role", "epub:type", "aria-label", "title"}
)
_MAX_ATTRIBUTE = 300
#: Elements whose content is no text of the page. They pass bleach to be cut out whole.
DROPPED_TAGS = frozenset(
    """
    applet audio canvas iframe math noembed noframes noscript object script select style svg
    template textarea title video
    """.split()
)
_Token = dict[str, Any]
_NUMBERED = frozenset(
    {("ol", "start"), ("td", "colspan"), ("td", "rowspan"), ("th", "colspan"), ("th", "rowspan")}
)


def sanitise(html: str, *, people: Mapping[str, str] | None = None) -> SafeString:
    """Return HTML from people and tools safe to show: allowed tags and attributes alone.

    Other tags go and their text stays; what cannot be parsed sanely is shown as written.
    `people` are those whom `@handle` mentions: display names by handle in lower case.
    """
    filters = [_with_rel, *([partial(with_mentions, names=people)] if people else [])]
    try:
        return mark_safe(_clean(html, ALLOWED_TAGS, filters))  # noqa: S308
    except ValueError:
        return escape(html)


def render_markdown(text: str, *, people: Mapping[str, str] | None = None) -> SafeString:
    """Render CommonMark with tables, strikethrough; HTML in it is shown as written.

    `people` as in `sanitise`.
    """
    return sanitise(_markdown().render(text), people=people)


def safe_href(href: str) -> str | None:
    """Return the address if a link may lead there, by the same rules; else None."""
    try:
        allowed: str | None = _addresses().sanitize_uri_value(href, PROTOCOLS)
    except ValueError:
        return None
    return allowed


def keep_structure(html: str) -> str:
    """Return an imported page without scripts, styles and comments, its structure kept.

    Images stay, as do what their parts are called and what role they have.

    Raises IntricateHtmlError.
    """
    try:
        tags = STRUCTURE_TAGS | DROPPED_TAGS
        return _clean(html, tags, [_without_dropped], may_stay=_may_stay_in_structure)
    except ValueError as error:
        raise IntricateHtmlError from error


def _clean(
    html: str,
    tags: AbstractSet[str],
    filters: Iterable[Any],
    may_stay: Callable[[str, str, str], bool] | None = None,
) -> str:
    """Clean with a new cleaner each time: bleach's are not safe to share between threads."""
    cleaner = Cleaner(
        tags=tags,
        attributes=may_stay or _may_stay,
        protocols=PROTOCOLS,
        strip=True,
        filters=filters,
    )
    cleaner.parser = BoundedParser(
        tags=tags, strip=True, consume_entities=False, namespaceHTMLElements=False
    )
    cleaner.walker = LinearWalker  # type: ignore[assignment]  # the stubs want an instance
    cleaned: str = cleaner.clean(html)
    return cleaned


def _may_stay(tag: str, name: str, value: str) -> bool:
    if name == "dir":
        return value.lower() in ("ltr", "rtl", "auto")
    if name == "lang":
        return is_language_tag(value)
    if (tag, name) in _NUMBERED:
        return value.isascii() and value.isdigit() and len(value) <= 4
    return (tag, name) in {("a", "href"), ("a", "title"), ("abbr", "title")}


def _may_stay_in_structure(tag: str, name: str, value: str) -> bool:
    if name in STRUCTURE_ATTRIBUTES or (tag == "img" and name in ("src", "alt")):
        return len(value) <= _MAX_ATTRIBUTE
    return _may_stay(tag, name, value)


def _with_rel(source: Iterable[_Token]) -> Iterator[_Token]:
    """Every link says that it is not ours and tells its target nothing about the reader."""
    for token in source:
        if token["type"] == "StartTag" and token["name"] == "a":
            token["data"][None, "rel"] = LINK_REL
        yield token


def _without_dropped(source: Iterable[_Token]) -> Iterator[_Token]:
    """Cuts out the elements of DROPPED_TAGS; the tokens come from a tree, so they are paired."""
    depth = 0
    for token in source:
        dropped = token.get("name") in DROPPED_TAGS
        depth += dropped and token["type"] == "StartTag"
        if not depth and not dropped:
            yield token
        depth -= dropped and token["type"] == "EndTag"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@cache
def _addresses() -> BleachSanitizerFilter:
    return BleachSanitizerFilter(source=())  # type: ignore[arg-type]  # only its rule is used
