"""Runs over one PDF in a child: the file on stdin, what it says as JSON on stdout.

    python -m sources.importing.pdf.child MOST_PAGES [CHOICE …]

where a choice is the name of a field of `layout.Choices` that is to be true. The JSON has
`refused` (see `pdfium.Refused`; "pages" for too many of them) or else what `answer` puts there.
"""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import asdict, fields
from typing import Any

from sources.importing.building import assemble
from sources.importing.pdf.layout import Choices, lay_out
from sources.importing.pdf.pdfium import Pdf, Refused


def answer(data: bytes, most_pages: int, choices: Choices) -> dict[str, Any]:
    """Return the document as JSON, what is said of it, and the pages that are wanting."""
    try:
        pdf = Pdf(data)
    except Refused as error:
        return {"refused": error.why}
    if len(pdf) > most_pages:
        return {"refused": "pages"}
    layout = lay_out(pdf.pages(), len(pdf), choices)
    document = assemble(layout.drafts)
    said = asdict(layout)
    del said["drafts"]
    return {
        "content": document.content,
        "blocks": document.blocks_json(),
        "marks": document.marks_json(),
        "pages": len(pdf),
        "title": pdf.information("Title"),
        "language": pdf.language,
        **said,
    }


def main(arguments: list[str]) -> None:
    """Answer for what is on stdin."""
    gc.disable()  # Pages make millions of objects, and no circles of them.
    chosen = set(arguments[1:])
    choices = Choices(**{each.name: each.name in chosen for each in fields(Choices)})
    answered = answer(sys.stdin.buffer.read(), int(arguments[0]), choices)
    sys.stdout.buffer.write(json.dumps(answered, ensure_ascii=True).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
