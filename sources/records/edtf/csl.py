"""EDTF to the date variable of CSL-JSON and back.

Source: https://github.com/citation-style-language/schema, ``csl-data.json``. CSL counts
years as historians do (-1 is 1 BCE, there is no year 0); EDTF has a year 0.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sources.records.edtf.english import SEASONS, from_words
from sources.records.edtf.mistakes import InvalidEdtf
from sources.records.edtf.parsing import EdtfDate, Interval, parse
from sources.records.edtf.points import Point
from sources.records.edtf.wording import show


def date_parts(date: EdtfDate | str) -> dict[str, Any]:
    """Return a CSL-JSON date variable, as ``{"date-parts": [[1949, 8, 24]]}``.

    It has ``circa`` for what is approximate or uncertain, and ``season`` 1 to 4.

    What CSL cannot say in numbers (open ends, sets, unspecified years) is given in
    words as ``{"literal": …}``.
    """
    date = parse(date) if isinstance(date, str) else date
    match date.form:
        case Point() as point:
            points = [point]
        case Interval(start=Point() as start, end=Point() as end):
            points = [start, end]
        case _:
            points = []
    parts = [_parts(point) for point in points]
    seasons = [point for point in points if point.season]
    if not points or not all(parts) or (seasons and not _is_plain_season(points)):
        # What is exported does not depend on who looks.
        with override("en"):
            return {"literal": show(date)}
    variable: dict[str, Any] = {"date-parts": parts}
    if seasons:
        variable["season"] = (int(points[0].month) - 21) % 4 + 1
    if date.approximate or date.uncertain:
        variable["circa"] = True
    return variable


def _is_plain_season(points: Sequence[Point]) -> bool:
    return len(points) == 1 and int(points[0].month) < 33


def _parts(point: Point) -> list[int]:
    """Year, month and day as far as they are given; nothing where the year is not exact."""
    if point.significant is not None or "X" in point.year:
        return []
    parts = [point.number if point.number > 0 else point.number - 1]
    for part in (point.month, point.day):
        if not part or set(part) == {"X"} or point.season:
            return parts
        if "X" in part:
            return []
        parts.append(int(part))
    return parts


def from_csl(date_variable: Mapping[str, Any]) -> str:
    """Return EDTF for a CSL-JSON date variable.

    ``edtf`` goes before ``date-parts``, ``raw`` and ``literal``. Raises ``InvalidEdtf``
    in words when it says no date.
    """
    for key in ("edtf", "date-parts", "raw", "literal"):
        if value := date_variable.get(key):
            break
    else:
        raise InvalidEdtf("", _("The date is empty; give date-parts, raw or edtf."))
    if key == "edtf":
        return parse(str(value)).text
    if key == "date-parts":
        return _from_date_parts(value, date_variable)
    return _mark_circa(from_words(str(value)), date_variable)


def _from_date_parts(value: object, variable: Mapping[str, Any]) -> str:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > 2:
        raise InvalidEdtf(str(value), _("Write date-parts as [[year, month, day]], once or twice."))
    season = variable.get("season")
    ends = [_edtf(parts, season if index == 0 else None) for index, parts in enumerate(value)]
    if ends == [".."] or not ends:
        raise InvalidEdtf(str(value), _("Give a year; CSL has no year 0 and writes 1 BCE as -1."))
    mark = "~" if _is_circa(variable) else ""
    return parse("/".join(end if end == ".." else end + mark for end in ends)).text


def _edtf(parts: object, season: object) -> str:
    """One date; [0] or nothing stands for the open end of a range."""
    if not isinstance(parts, Sequence) or isinstance(parts, str) or len(parts) > 3:
        raise InvalidEdtf(str(parts), _("Write each date as [year, month, day]."))
    numbers = [_number(part) for part in parts if part not in ("", None)]
    if not any(numbers):
        return ".."
    year, *rest = numbers
    if year == 0:
        raise InvalidEdtf(str(parts), _("CSL has no year 0; write 1 BCE as -1."))
    year += year < 0
    if season and not rest:
        rest = [_season_code(season)]
    sign = "-" if year < 0 else ""
    written = f"{sign}{abs(year):04}" if abs(year) <= 9_999 else f"Y{year}"
    # citeproc-js writes seasons as months 13 to 16.
    if rest and 13 <= rest[0] <= 16:
        rest[0] += 8
    return "-".join([written, *(f"{part:02}" for part in rest)])


def _number(part: object) -> int:
    if isinstance(part, int) and not isinstance(part, bool):
        return part
    if isinstance(part, str) and re.fullmatch(r"-?[0-9]{1,16}", part.strip()):
        return int(part)
    raise InvalidEdtf(
        str(part),
        _("Write the parts of a date as whole numbers, not %(part)s.") % {"part": repr(part)},
    )


def _season_code(season: object) -> int:
    name = str(season).strip().lower()
    code = SEASONS.get(name, int(name) if re.fullmatch("[0-9]{1,2}", name) else 0)
    code += 20 if 1 <= code <= 4 else 0
    if not 21 <= code <= 24:
        raise InvalidEdtf(str(season), _("Write the season as 1 to 4, spring to winter."))
    return code


def _is_circa(variable: Mapping[str, Any]) -> bool:
    return variable.get("circa") not in (None, False, 0, "", "0", "false")


def _mark_circa(edtf: str, variable: Mapping[str, Any]) -> str:
    """Add "~" where the variable says circa and the date has no sign of its own."""
    date = parse(edtf)
    plain = isinstance(date.form, Point) and not (date.approximate or date.form.time)
    if not _is_circa(variable) or not plain:
        return edtf
    return parse(f"{edtf[:-1]}%" if edtf.endswith("?") else f"{edtf}~").text
