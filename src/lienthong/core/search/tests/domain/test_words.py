# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.search.domain.words import (
    Query,
    Term,
    asked_for,
    code_suffixes,
    exact_words,
    flat_code,
    known_words,
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


def test_flat_code_is_one_word_with_a_digit_or_a_separator_or_too_long_for_a_word() -> None:
    assert flat_code(" H50.12-261120-0001 ") == "h50122611200001"
    assert flat_code("JECB-G") == "jecbg"
    assert flat_code("JECBGPPHCXXH") == "jecbgpphcxxh"
    for other in ("Hà", "nghiêng", "số 12", "A-B", "Bộ Nội-vụ"):
        assert flat_code(other) == "", other


@given(
    code=st.from_regex(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", fullmatch=True), at=st.integers(0, 9)
)
def test_code_is_asked_for_by_any_of_its_endings_with_a_separator(code: str, at: int) -> None:
    part = code[at:]
    (query,) = asked_for(part, ["zzu1"])

    assert "-" not in part or f"'#{flat_code(part)}':*" in query.whole
    assert "-" not in part or f"#{flat_code(part)}" in code_suffixes(code)


def test_tokens_of_units_and_persons_never_meet() -> None:
    assert unit_token(7) != person_token(7)


FOLDED = Term("'ha':*", begins="ha")
WARD = Term("('zzu1')", ("zzu1",))


def test_query_asks_within_the_scope_only() -> None:
    scope = Term("('zzu1' | 'zzu2')", ("zzu1", "zzu2"))
    terms = (
        Term("'khai'", ("khai",)),
        Term("'sinh':*", begins="sinh"),
        scope,
        Term("'zzf1'", ("zzf1",)),
    )

    assert asked_for("khai sinh", ["zzu1", "zzu2"], ["zzf1"]) == (
        Query("'khai' & 'sinh':* & ('zzu1' | 'zzu2') & 'zzf1'", terms),
    )
    assert asked_for("", ["zzu1"]) == ()
    assert [query.whole for query in asked_for("", ["zzu1"], ["zzp5"])] == ["('zzu1') & 'zzp5'"]
    assert asked_for("khai", []) == ()


def test_words_as_typed_are_asked_first_and_not_again() -> None:
    exact = Term("'=hà':*", begins="=hà")

    assert asked_for("Hà", ["zzu1"]) == (
        Query("'=hà':* & ('zzu1')", (exact, WARD)),
        Query("'ha':* & ('zzu1') & !('=hà':*)", (FOLDED, WARD)),
    )


def test_word_with_a_digit_may_be_a_part_of_a_code() -> None:
    (with_word,) = asked_for("khai 0001", ["zzu1"])
    (short,) = asked_for("12", ["zzu1"])
    (alone,) = asked_for("0001", ["zzu1"])

    assert with_word.whole == "'khai' & ('0001':* | '#0001':*) & ('zzu1')"
    assert short.terms == (Term("'12':*"), WARD), "no vocabulary knows all numbers"
    assert alone.whole == "((('0001':* | '#0001':*)) | '#0001':*) & ('zzu1')"
    assert asked_for("h5", ["zzu1"])[0].terms[0].begins == "h5"


def test_parts_of_a_code_with_separators_are_not_looked_for_in_every_code() -> None:
    """All codes of a province begin with "h50": the index would gather every one of them."""
    (query,) = asked_for("H50.12-261120-0001", ["zzu1"])

    assert query.whole == "(('h50' & '12' & '261120' & '0001':*) | '#h50122611200001':*) & ('zzu1')"


def test_everywhere_is_no_limit_where_there_is_another() -> None:
    assert asked_for("ha", ["zzall"], ["zzf1"])[0].terms == (FOLDED, Term("'zzf1'", ("zzf1",)))
    assert asked_for("ha", ["zzall"])[0].terms == (FOLDED, Term("('zzall')", ("zzall",)))


def test_beginning_that_another_word_has_is_no_term() -> None:
    (query,) = asked_for("mai ma", ["zzu1"])

    assert query == Query("'mai' & 'ma':* & ('zzu1')", (Term("'mai'", ("mai",)), WARD))


def test_word_of_one_letter_is_no_beginning() -> None:
    exact, folded = asked_for("Hà b", ["zzu1"])

    assert exact.whole == "'=hà' & '=b' & ('zzu1')"
    assert folded.whole == "'ha' & 'b' & ('zzu1') & !('=hà' & '=b')"


def test_vocabulary_keeps_no_number() -> None:
    assert known_words(["ha", "=hà", "12", "=12a", "h50", "ha"]) == ["=hà", "h50", "ha"]


@pytest.mark.parametrize("text", ["가", "Hà 가", "가 Hà"])
def test_letters_of_other_scripts_are_asked_folded_only(text: str) -> None:
    (query,) = asked_for(text, ["zzu1"])

    assert "=" not in query.whole
    assert all(f"'{word}'" in query.whole for word in words(text))
