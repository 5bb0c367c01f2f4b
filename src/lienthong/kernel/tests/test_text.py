# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.kernel import text
from lienthong.kernel.tests.words import sentences

one_database = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def in_sql(function: str, value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [value])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@one_database
@given(value=sentences)
def test_fold_equals_the_sql_function(value: str) -> None:
    assert text.fold(value) == in_sql("vn_fold", value)


@pytest.mark.django_db
@one_database
@given(value=sentences)
def test_sort_key_equals_the_sql_function(value: str) -> None:
    assert text.sort_key(value) == in_sql("vn_sort", value)


@given(value=sentences)
def test_fold_when_text_is_decomposed_then_is_the_same(value: str) -> None:
    assert text.fold(unicodedata.normalize("NFD", value)) == text.fold(value)


@given(value=sentences)
def test_fold_leaves_only_plain_lower_letters(value: str) -> None:
    folded = text.fold(value)

    assert folded.isascii()
    assert folded == folded.lower()


@given(value=st.text(max_size=60))
def test_nfc_when_applied_twice_then_changes_nothing_more(value: str) -> None:
    once = text.nfc(value)

    assert text.nfc(once) == once
    assert "\x00" not in once


@pytest.mark.parametrize("hidden", list("\x00\x1b\u200b\u202e\u2066\ufeff\u00ad"))
def test_text_when_it_hides_signs_then_they_go_and_the_letters_meet(hidden: str) -> None:
    assert text.typed(f"T{hidden}rần{hidden}\tLan\n") == "Trần\tLan\n"
    assert text.nfc(f"Trâ{hidden}\u0300n") == "Trần"


@given(value=st.text(max_size=60))
def test_one_line_has_no_outer_or_double_space(value: str) -> None:
    line = text.one_line(value)

    assert line == " ".join(line.split())


def test_sort_key_orders_as_the_dictionary_does() -> None:
    ordered = ["a", "à", "ả", "ã", "á", "ạ", "an", "ăn", "ân", "da", "đa", "đã", "e", "ê", "o", "ô"]

    assert sorted(set(ordered), key=text.sort_key) == ordered


def test_name_sort_key_orders_by_given_name_first() -> None:
    names = ["Trần Văn Bình", "Lê Thị An", "Đỗ Thị Ánh", "Dương Văn An"]

    assert sorted(names, key=text.name_sort_key) == [
        "Dương Văn An",
        "Lê Thị An",
        "Đỗ Thị Ánh",
        "Trần Văn Bình",
    ]


def test_slug_when_text_has_marks_then_they_are_gone() -> None:
    assert text.slug("  Đăng ký khai sinh (lại) ") == "dang-ky-khai-sinh-lai"


@pytest.mark.parametrize(
    ("name", "letters"), [("Lê Thị Hà", "LH"), ("Đạt", "Đ"), ("ông  Ích", "ÔÍ"), ("", "")]
)
def test_initials_when_name_has_words_then_takes_first_and_last(name: str, letters: str) -> None:
    assert text.initials(name) == letters


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Nguyễn Thị Hoa Ngân", "Nguyễn Thị H*** N***"),
        ("Trần Phượng", "Trần P*****"),
        ("Hoa", "Hoa"),
    ],
)
def test_mask_name_hides_all_but_the_first_words(name: str, masked: str) -> None:
    assert text.mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"), [("0912 345 678", "0912 *** 678"), ("113", "***"), ("", "***")]
)
def test_mask_phone_hides_the_middle(phone: str, masked: str) -> None:
    assert text.mask_phone(phone) == masked


@given(number=st.text("0123456789", min_size=12, max_size=12))
def test_mask_personal_id_hides_the_five_middle_digits(number: str) -> None:
    assert text.mask_personal_id(number) == f"{number[:3]} *** {number[8:]}"


@pytest.mark.parametrize(
    ("names", "count", "shown", "said"),
    [
        ([], None, 5, ""),
        (["Hà", "Lan"], None, 2, "Hà, Lan"),
        (["Hà", "Lan", "Mai"], None, 2, "Hà, Lan và 1 nữa"),
        (["Hà", "Lan"], 9, 5, "Hà, Lan và 7 nữa"),
    ],
)
def test_first_names_say_how_many_more_there_are(
    names: list[str], count: int | None, shown: int, said: str
) -> None:
    assert text.first_names(names, count=count, shown=shown) == said
