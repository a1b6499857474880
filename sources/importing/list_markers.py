"""List numbers as printed, from pandoc's description of them."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_ROMAN = 3999


def marker(number: int, style: str, delimiter: str) -> str:
    """Return the marker of an item: "3.", "(c)", "IV)".

    `style` and `delimiter` are pandoc's ListNumberStyle and ListNumberDelim.
    """
    shown = numeral(number, style)
    if delimiter == "TwoParens":
        return f"({shown})"
    return shown + (")" if delimiter == "OneParen" else ".")


def numeral(number: int, style: str) -> str:
    """Return a number in a ListNumberStyle of pandoc: "3", "c", "IV"."""
    letters = ""
    if style.endswith("Alpha") and number > 0:
        letters = _alphabetic(number)
    elif style.endswith("Roman") and 0 < number <= _MAX_ROMAN:
        letters = _roman(number)
    return (letters.upper() if style.startswith("Upper") else letters) or str(number)


def _alphabetic(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    letters = ""
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        letters += numeral * count
    return letters
