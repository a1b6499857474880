"""What any string becomes before it is the content of a text."""

import re
import unicodedata

SEPARATOR = "\n\n"
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def normalise(text: str) -> str:
    """Return NFC with LF line ends, without control characters, noncharacters and lone surrogates.

    Tabs stay. A lone surrogate becomes U+FFFD, a surrogate pair its character.
    """
    text = _NOT_TEXT.sub("", _LINE_END.sub("\n", text.replace("\u2029", SEPARATOR)))
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = unicodedata.normalize("NFC", text)
    return text


def split_blocks(text: str) -> list[str]:
    """Return the block texts of a normalised text: its runs of lines that are not blank."""
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(lines) for lines in blocks if lines]
