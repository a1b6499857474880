"""Files to import, made as other programs make them."""

import subprocess
import zipfile
from base64 import b64decode
from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from sources.importing.base import Imported

_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


#: The smallest picture there is: one white dot.
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
)


def by_pandoc(markdown: str, target_format: str, *, pictures: Sequence[str] = ()) -> bytes:
    """A file of another format with this content, standalone; `pictures` are those it names."""
    package = find_spec("pypandoc")
    assert package is not None and package.origin is not None
    pandoc = str(Path(package.origin).with_name("files") / "pandoc")
    command = [pandoc, "--from=markdown", f"--to={target_format}", "--standalone", "--output=-"]
    with TemporaryDirectory() as folder:
        for name in pictures:
            (Path(folder) / name).write_bytes(PNG)
        return subprocess.run(
            command, input=markdown.encode(), capture_output=True, check=True, cwd=folder
        ).stdout


def texts(imported: Imported) -> list[tuple[str, str]]:
    """The blocks of an imported text: what they are, and their words."""
    document = imported.document
    return [(block.type.value, document.text_of(block)) for block in document.text_blocks]


def word_file(body: str, *, doctype: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A DOCX with this XML as its body, prefix `w`."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", _CONTENT_TYPES)
        target.writestr("_rels/.rels", _RELATIONS)
        target.writestr(
            "word/document.xml",
            f'{doctype}<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}</w:body></w:document>',
        )
        for name, data in (extra or {}).items():
            target.writestr(name, data)
    return packed.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a Word file with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
