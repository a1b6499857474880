"""Chinese numerals of years, months and days: 三十八年八月二十七日."""

import re

_DIGITS = {
    sign: value
    for value, signs in enumerate(
        ("〇零○", "一壹", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
_NUMERAL = re.compile(rf"[{''.join(_DIGITS)}十廿卅百元]+(?=[年月日號号])")


def with_digits(text: str) -> str:
    """Return the text with its numerals before 年, 月 and 日 as digits."""
    return _NUMERAL.sub(lambda found: str(_number(found[0])), text)


def _number(numeral: str) -> int:
    """Read a numeral up to 999, or one digit a sign: 一九四九. 元 is the first year."""
    if numeral == "元":
        return 1
    spelt = numeral.replace("廿", "二十").replace("卅", "三十")
    if not set(spelt) & {"十", "百"}:
        return int("".join(str(_DIGITS[sign]) for sign in spelt if sign in _DIGITS) or 0)
    hundreds, _, below = spelt.rpartition("百")
    tens, ten, ones = below.rpartition("十")
    return (
        100 * (_DIGITS.get(hundreds, 1) if "百" in spelt else 0)
        + 10 * (_DIGITS.get(tens.strip("〇零"), 1) if ten else 0)
        + _DIGITS.get(ones.strip("〇零"), 0)
    )
