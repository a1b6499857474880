"""EDTF, the Extended Date/Time Format of ISO 8601-2: read, bounded, shown, to and from CSL.

``docs/decisions/0030-edtf.md`` says why this is our own reader, and what it accepts.
"""

from sources.records.edtf.csl import date_parts, from_csl
from sources.records.edtf.days import civil, day_number, iso_day
from sources.records.edtf.english import from_words
from sources.records.edtf.gaps import gaps
from sources.records.edtf.mistakes import InvalidEdtf
from sources.records.edtf.parsing import EdtfDate, parse
from sources.records.edtf.wording import show, show_day

__all__ = [
    "EdtfDate",
    "InvalidEdtf",
    "civil",
    "date_parts",
    "day_number",
    "from_csl",
    "from_words",
    "gaps",
    "iso_day",
    "parse",
    "show",
    "show_day",
]
