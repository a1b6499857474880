"""Names: how they are kept, and how they are made alike for searching."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from sources.authorities.names import MOST, Written, check_names, fold, words_of


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ürümchi", "urumchi"),
        ("İSTANBUL", "istanbul"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Saint-Étienne (Loire)", "saint etienne loire"),
        ("Māʿrūf", "maruf"),
        ("Ma’ruf", "maruf"),
        ("Ёлкин, Й.", "елкин и"),
        ("阿合买提江·哈斯木", "阿合买提江 哈斯木"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        # Persian and Arabic forms of kaf and yeh.
        ("کمالی", "كمالي"),
        # The last letter of "Qasimi" in Uyghur is alef maksura, which many type as yeh.
        ("قاسىمى", fold("قاسيمي")),
        ("٢٧", "27"),
        ("…", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_each_name_has_a_line_of_words() -> None:
    names = [Written("Alma-Ata"), Written("Алматы"), Written("ALMA ATA"), Written("—")]
    assert words_of(names) == "\n alma ata \n алматы \n"


def test_names_are_tidied_and_kept_once() -> None:
    preferred, others = check_names(
        Written("  Alma\u0301ty ", " kk-Latn "),
        [
            Written("Almáty", "kk-Latn", "former"),
            Written("Alma-Ata", "ru-Latn", "former"),
            Written("Alma-Ata", "ru-Latn"),
            Written("Alma-Ata", "de"),
            # Again, without a language.
            Written("Alma-Ata"),
            Written("Almáty"),
            Written(" "),
        ],
    )
    assert preferred == Written("Almáty", "kk-Latn")
    assert others == [Written("Alma-Ata", "ru-Latn", "former"), Written("Alma-Ata", "de")]


@pytest.mark.parametrize(
    ("preferred", "others", "field"),
    [
        (Written(" "), [], "name"),
        (Written("x" * 301), [], "name"),
        (Written("Almaty", "Kazakh language"), [], "language"),
        (Written("Almaty"), [Written("Алматы", "kk_Cyrl")], "variants"),
        (Written("Almaty"), [Written("Алматы", "kk", "nickname")], "variants"),
        (Written("Almaty"), [Written(f"Name {n}") for n in range(MOST + 1)], "variants"),
    ],
)
def test_refused_names(preferred: Written, others: list[Written], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        check_names(preferred, others)
    assert list(error.value.message_dict) == [field]


def test_a_name_knows_how_it_runs() -> None:
    assert Written("ئۈرۈمچى", "ug").direction == "rtl"
    assert Written("乌鲁木齐", "zh").direction == "ltr"
    assert Written("乌鲁木齐", "zh-Hans").language_name == "Simplified Chinese (zh-Hans)"
