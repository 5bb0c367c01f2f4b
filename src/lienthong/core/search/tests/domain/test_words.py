# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.search.domain.words import (
    Query,
    asked_for,
    code_suffixes,
    exact_words,
    flat_code,
    person_token,
    unit_token,
    words,
)


def test_words_are_folded_and_exact_words_keep_their_marks() -> None:
    assert words("Đăng ký  KHAI SINH, số 12/2026!") == [
        "dang",
        "ky",
        "khai",
        "sinh",
        "so",
        "12",
        "2026",
    ]
    assert exact_words("Trần Thị Hà") == ["=trần", "=thị", "=hà"]


@given(text=st.text(max_size=40))
def test_words_do_not_depend_on_the_form_of_the_text(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)

    assert words(decomposed) == words(unicodedata.normalize("NFC", text))
    assert exact_words(decomposed) == exact_words(unicodedata.normalize("NFC", text))


@given(text=st.text(max_size=100))
def test_words_never_carry_what_a_query_is_made_of(text: str) -> None:
    for word in (*words(text), *exact_words(text)):
        assert not set(word) & set("'\\ &|!():*<>\x00")


def test_suffixes_of_a_code_are_all_its_endings_of_three_letters_or_more() -> None:
    assert code_suffixes("H5.12-01") == ["#h51201", "#51201", "#1201", "#201"]
    assert code_suffixes("ab") == []


def test_flat_code_is_one_word_with_a_digit() -> None:
    assert flat_code(" H50.12-261120-0001 ") == "h50122611200001"
    assert flat_code("Hà") == ""
    assert flat_code("số 12") == ""


def test_tokens_of_units_and_persons_never_meet() -> None:
    assert unit_token(7) != person_token(7)


def test_query_asks_within_the_scope_only() -> None:
    assert asked_for("khai sinh", ["zzu1", "zzu2"], ["zzf1"]) == (
        Query(
            "('khai' & 'sinh':*) & ('zzu1' | 'zzu2') & 'zzf1'",
            "'khai' & ('zzu1' | 'zzu2')",
            "'sinh':*",
        ),
    )
    assert asked_for("", ["zzu1"]) == ()
    assert asked_for("", ["zzu1"], ["zzp5"]) == (Query("('zzu1') & 'zzp5'"),)
    assert asked_for("khai", []) == ()


def test_words_as_typed_are_asked_first_and_not_again() -> None:
    assert asked_for("Hà", ["zzu1"]) == (
        Query("'=hà':* & ('zzu1')", "('zzu1')", "'=hà':*"),
        Query("('ha':*) & ('zzu1') & !('=hà':*)", "('zzu1')", "'ha':*"),
    )


def test_word_with_a_digit_may_be_a_part_of_a_code() -> None:
    assert asked_for("khai 0001", ["zzu1"]) == (
        Query("('khai' & ('0001':* | '#0001':*)) & ('zzu1')"),
    )
    assert asked_for("12", ["zzu1"]) == (Query("('12':*) & ('zzu1')", "('zzu1')", "'12':*"),)


def test_everywhere_is_no_limit_and_the_family_only_where_nothing_else_is() -> None:
    assert asked_for("khai si", ["zzall"], ["zzf1"]) == (
        Query("('khai' & 'si':*) & 'zzf1'", "'khai'", "'si':*"),
    )
    assert asked_for("khai", ["zzall"], ["zzf1"]) == (
        Query("('khai':*) & 'zzf1'", "'zzf1'", "'khai':*"),
    )


def test_last_word_that_is_no_beginning_is_not_taken_apart() -> None:
    assert asked_for("Hà b", ["zzu1"]) == (
        Query("'=hà' & '=b' & ('zzu1')"),
        Query("('ha' & 'b') & ('zzu1') & !('=hà' & '=b')"),
    )


@pytest.mark.parametrize("text", ["가", "Hà 가", "가 Hà"])
def test_letters_of_other_scripts_are_asked_folded_only(text: str) -> None:
    (query,) = asked_for(text, ["zzu1"])

    assert "=" not in query.whole
    assert all(f"'{word}'" in query.whole for word in words(text))
