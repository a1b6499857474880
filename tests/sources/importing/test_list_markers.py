import pytest

from sources.importing.list_markers import marker


@pytest.mark.parametrize(
    ("number", "style", "delimiter", "expected"),
    [
        (3, "Decimal", "Period", "3."),
        (1, "DefaultStyle", "DefaultDelim", "1."),
        (2, "LowerAlpha", "OneParen", "b)"),
        (28, "UpperAlpha", "TwoParens", "(AB)"),
        (1949, "UpperRoman", "Period", "MCMXLIX."),
        (4, "LowerRoman", "OneParen", "iv)"),
        (0, "LowerRoman", "Period", "0."),
        (5000, "LowerRoman", "Period", "5000."),
        (-1, "LowerAlpha", "Period", "-1."),
    ],
)
def test_marker(number: int, style: str, delimiter: str, expected: str) -> None:
    assert marker(number, style, delimiter) == expected
