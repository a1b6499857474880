from __future__ import annotations

import json
import select
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from sources.records.citing import (
    Reference,
    UncitableSources,
    UnknownStyle,
    biblatex,
    bibliography,
    independent,
    read_style,
)

REPORT: dict[str, Any] = {
    "id": "petrov1949",
    "type": "report",
    "title": "Airfield report",
    "author": [{"family": "Petrov", "given": "Ivan"}],
    "issued": {"date-parts": [[1949, 9]]},
    "archive": "State Archive",
    "archive_location": "fond 1, delo 2",
}
BOOK = {"id": "li1950", "type": "book", "title": "飞机失事", "author": [{"literal": "李明"}]}


def dependent(parent: str, link: str = "link") -> bytes:
    """A style that is another's, wherever that may be."""
    return (
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>T</title>'
        f'<id>x</id><{link} href="{parent}" rel="independent-parent"/>'
        "<updated>2012-09-09T21:58:08+00:00</updated></info></style>"
    ).encode()


class Listener:
    """A port on this machine at which nobody should knock."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def was_asked(self) -> bool:
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def is_asked_before_the_end_of(self, program: subprocess.Popen[bytes]) -> bool:
        while program.poll() is None:
            if select.select([self._socket], [], [], 0.1)[0]:
                return True
        return False

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def set_in(style: str | bytes) -> str:
    return " ".join(entry.html for entry in bibliography([REPORT, BOOK], style=style))


def test_a_bibliography_in_the_order_of_the_style() -> None:
    first, second = bibliography([BOOK, REPORT])
    assert (first.key, second.key) == ("petrov1949", "li1950")
    assert "Petrov, Ivan. 1949." in first.html
    assert first.html.endswith("<em>Airfield Report</em>. Fond 1, delo 2. State Archive.")
    assert "<em>飞机失事</em>" in second.html


def test_nothing_to_cite() -> None:
    assert bibliography([]) == []
    assert biblatex([]) == ""


@pytest.mark.parametrize(
    ("title", "absent", "present"),
    [
        ("<script>alert(1)</script>", "<script", "lert(1)"),
        ("<img src=x onerror=alert(1)>", "<img", "nerror"),
        ('<span onclick="x">a</span> & b', "<span onclick", "&amp;"),
        ("<i>Pravda</i> on the crash", "<script", "Pravda</em>"),
    ],
)
def test_references_are_safe_to_show(title: str, absent: str, present: str) -> None:
    (reference,) = bibliography([{**BOOK, "title": title, "language": "zh"}])
    assert absent not in reference.html.lower()
    assert present in reference.html


def test_addresses_that_run_scripts_are_no_links() -> None:
    (reference,) = bibliography([{**BOOK, "URL": "javascript:alert(1)"}])
    assert 'href="javascript' not in reference.html
    assert "javascript:alert(1)" in reference.html


def test_biblatex_has_the_citation_keys() -> None:
    written = biblatex([REPORT, {**BOOK, "title": r"A {Brace} and \Input{x}"}])
    assert "@report{petrov1949," in written
    assert "@book{li1950," in written
    assert r"{\textbackslash Input\{x\}}" in written
    assert "date = {1949-09}" in written


@pytest.mark.parametrize(
    "fields",
    [
        {"volume": 3.5},
        {"page": 12},
        {"keyword": ["crash", "1949"]},
        {"custom": {"a": {"b": 1}}},
        {"accessed": {}},
        {"accessed": {"raw": "May 1949"}},
        {"accessed": {"date-parts": "1949"}},
        {"number": 10**40},
    ],
)
def test_what_pandoc_does_not_read_stops_nothing(fields: dict[str, Any]) -> None:
    assert [entry.key for entry in bibliography([{**BOOK, **fields}])] == ["li1950"]


def test_uncitable_sources_are_named() -> None:
    bad = {**BOOK, "id": "bad1", "accessed": {"date-parts": [1949]}}
    with pytest.raises(UncitableSources, match="bad1, bad2") as caught:
        bibliography([REPORT, bad, BOOK, {**bad, "id": "bad2"}, {**BOOK, "id": "li1951"}])
    assert caught.value.keys == ["bad1", "bad2"]
    with pytest.raises(UncitableSources, match="bad1"):
        biblatex([REPORT, bad])


def test_a_dependent_style_is_its_parent() -> None:
    assert read_style("nature-digest") == read_style("nature")
    assert set_in("nature-digest") == set_in("nature") != set_in("apa")
    assert set_in(dependent("http://www.zotero.org/styles/nature")) == set_in("nature")


def test_a_style_of_ones_own() -> None:
    own = read_style("nature").replace(b"<title>Nature</title>", b"<title>Mine</title>")
    assert b"Mine" in own
    assert set_in(own) == set_in("nature")


@pytest.mark.parametrize(
    "name",
    ["", "no-such-style", "../nature", "styles/nature", "Nature", "nature.csl", "/etc/passwd",
     "http://www.zotero.org/styles/", "http://www.zotero.org/styles/../nature",
     "http://zotero.org.example/styles/nature", "file:///etc/passwd", "nature\n"],
)  # fmt: skip
def test_styles_outside_the_package_are_refused(name: str) -> None:
    with pytest.raises(UnknownStyle):
        bibliography([REPORT], style=name)


@pytest.mark.parametrize("style", [b"", b"not XML", b"<html/>", b"<style", b"\xff\xfe"])
def test_what_is_no_style_is_refused(style: bytes) -> None:
    with pytest.raises(UnknownStyle):
        bibliography([REPORT], style=style)


def test_pandoc_alone_would_ask_the_network(listener: Listener, tmp_path: Path) -> None:
    """Shows that the tests below can fail: this is what `citing` keeps from happening."""
    style = tmp_path / "style.csl"
    style.write_bytes(dependent(f"{listener.address}/nature"))
    command = [pypandoc.get_pandoc_path(), "--sandbox", "--citeproc", "--csl", style]
    with subprocess.Popen(
        [*command, "-f", "csljson", "-t", "html"], stdin=subprocess.PIPE, env={}
    ) as pandoc:
        assert pandoc.stdin
        pandoc.stdin.write(json.dumps([BOOK]).encode())
        pandoc.stdin.close()
        assert listener.is_asked_before_the_end_of(pandoc)
        pandoc.kill()


def test_styles_do_not_ask_the_network(listener: Listener) -> None:
    parent = f"{listener.address}/nature"
    plain = dependent(parent)
    entity = b'<!DOCTYPE style [<!ENTITY p "independent-parent">]>' + plain.replace(
        b'"independent-parent"', b'"&p;"'
    )
    remote = b'<!DOCTYPE style SYSTEM "%s/x.dtd">' % listener.address.encode()
    for style in (
        plain,
        plain.replace(b"<link", b'<link xmlns="urn:other"'),
        plain.replace(b'"independent-parent"', b'" independent-parent "'),
        plain.replace(b" rel=", b" xmlns:a='urn:a' a:rel="),
        plain.decode().encode("utf-16"),
        entity,
        remote + plain,
    ):
        with pytest.raises(UnknownStyle):
            bibliography([BOOK], style=style)
    with pytest.raises(UnknownStyle):
        bibliography([BOOK], style=f"{parent}.csl")
    whole = remote + read_style("nature")
    assert b"DOCTYPE" not in independent(whole)
    assert bibliography([BOOK], style=whole)
    assert not listener.was_asked()


def test_items_do_not_ask_the_network(listener: Listener) -> None:
    address = listener.address
    item = {
        **REPORT,
        "URL": f"{address}/a",
        "csl": f"{address}/b.csl",
        "bibliography": f"{address}/c.bib",
        "note": f"![x]({address}/d.png) <img src='{address}/e.png'>",
        "title": f"A <img src='{address}/f.png'> title",
        "archive": f"\\includegraphics{{{address}/g}}",
    }
    references = bibliography([item])
    assert isinstance(references[0], Reference)
    assert "<img" not in references[0].html
    assert biblatex([item])
    assert not listener.was_asked()
