# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.forms.domain.amounts import read_money, read_number, write_number
from lienthong.core.forms.domain.cleaning import clean_line, clean_text
from lienthong.core.forms.domain.dates import read_date
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.definitions import FieldSpec, Option
from lienthong.core.forms.domain.people import read_email, read_name, read_personal_id, read_phone
from lienthong.core.forms.domain.problems import WrongAnswer
from lienthong.core.forms.domain.values import read_value, write_value
from lienthong.core.forms.tests.samples import sample_context

CONTEXT = sample_context()
anything = st.text(max_size=40)


def code_of(read: Any, *given: str) -> str:
    with pytest.raises(WrongAnswer) as wrong:
        read(*given)
    return wrong.value.code


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("15", "11", "2026"), date(2026, 11, 15)),
        (("5", "3", "2026"), date(2026, 3, 5)),
        (("15112026", "", ""), date(2026, 11, 15)),
        (("15/11/2026",), date(2026, 11, 15)),
        (("5-3-2026",), date(2026, 3, 5)),
        (("15 11 2026",), date(2026, 11, 15)),
        (("2026-11-15",), date(2026, 11, 15)),
        ((" 15 ", "\u00a011", "2026\t"), date(2026, 11, 15)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("", "", ""), None),
    ],
)
def test_read_date_understands_what_people_type(typed: tuple[str, ...], expected: date) -> None:
    assert read_date(*typed) == expected


@pytest.mark.parametrize(
    ("typed", "code", "part"),
    [
        (("15", "", "2026"), "date_missing_month", "month"),
        (("", "11", "2026"), "date_missing_day", "day"),
        (("15", "11", ""), "date_missing_year", "year"),
        (("15", "11", "26"), "date_short_year", "year"),
        (("15", "13", "2026"), "date_bad_month", "month"),
        (("31", "11", "2026"), "date_no_such_day", "day"),
        (("29", "2", "2026"), "date_no_such_day", "day"),
        (("0", "2", "2026"), "date_no_such_day", "day"),
        (("15", "11", "0000"), "date_no_such_day", "day"),
        (("mười", "11", "2026"), "date_not_digits", "day"),
        (("\u0661\u0665", "11", "2026"), "date_not_digits", "day"),
        (("15", "11", "99999"), "date_short_year", "year"),
    ],
)
def test_read_date_of_a_wrong_date_names_the_part(
    typed: tuple[str, ...], code: str, part: str
) -> None:
    with pytest.raises(WrongAnswer) as wrong:
        read_date(*typed)
    assert (wrong.value.code, wrong.value.part) == (code, part)


@given(st.dates())
def test_read_date_of_eight_digits_equals_three_parts(day: date) -> None:
    text = f"{day.day:02d}{day.month:02d}{day.year:04d}"
    parts = read_date(str(day.day), str(day.month), f"{day.year:04d}")
    assert read_date(text) == parts == day


@given(anything, anything, anything)
def test_read_date_of_anything_gives_a_date_or_says_why(a: str, b: str, c: str) -> None:
    try:
        found: object = read_date(a, b, c)
    except WrongAnswer as wrong:
        found = wrong.part
    assert found is None or isinstance(found, date) or found in {"day", "month", "year"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Le\u0302 Nguye\u0302\u0303n", "Lê Nguyễn"),
        ("  Lê \t\u00a0 Vy ", "Lê Vy"),
        ("L\u200bê\ufeff\u202e Vy\x00", "Lê Vy"),
        ("Lê\nVy", "Lê Vy"),
        ("\ud800Lê", "Lê"),
    ],
)
def test_clean_line_leaves_plain_composed_text(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


def test_clean_text_keeps_lines_and_at_most_one_empty_line() -> None:
    assert clean_text(" a \r\nb\r\r\n\n\n c\x07") == "a\nb\n\nc"


@given(st.text(alphabet=st.characters(), max_size=60))
def test_clean_text_is_stable_and_storable(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("84912345678", "0912345678"),
        ("+84 (0)912 345 678", "0912345678"),
        ("0232 3822 123", "02323822123"),
        ("+84 232 3822 123", "02323822123"),
        ("", ""),
    ],
)
def test_read_phone_gives_one_writing(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("091234567", "phone_length"),
        ("không có", "phone_invalid"),
        ("0112345678", "phone_invalid"),
        ("0232382212", "phone_invalid"),
        ("\u0660\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "phone_invalid"),
    ],
)
def test_read_phone_of_a_wrong_number_says_why(typed: str, code: str) -> None:
    assert code_of(read_phone, typed) == code


def test_read_phone_of_a_landline_is_refused_for_messages() -> None:
    with pytest.raises(WrongAnswer) as wrong:
        read_phone("02323822123", mobile_only=True)
    assert wrong.value.code == "phone_not_mobile"


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from(["", " ", ".", "-"]))
def test_read_phone_of_any_spacing_and_prefix_is_the_same(digits: str, gap: str) -> None:
    spaced = gap.join((digits[:4], digits[4:7], digits[7:]))
    assert read_phone(spaced) == read_phone("+84" + digits[1:]) == digits


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("04519600123", "personal_id_length"),
        ("194512345", "personal_id_legacy"),
        ("04519600123x", "personal_id_letters"),
    ],
)
def test_read_personal_id_of_a_wrong_number_says_why(typed: str, code: str) -> None:
    assert code_of(read_personal_id, typed) == code


def test_read_personal_id_drops_the_spaces_between_digits() -> None:
    assert read_personal_id("045 196 001 234") == "045196001234"


@pytest.mark.parametrize(
    "name", ["Lê Nguyễn Khánh Vy", "H’Hen Niê", "Y-Blik", "Ổn Ẵm", "J. O'Neil"]
)
def test_read_name_takes_names_of_all_peoples(name: str) -> None:
    assert read_name(name) == name


@pytest.mark.parametrize("name", ["Lê 2", "Lê <b>", "Vy@", "😀"])
def test_read_name_refuses_signs_that_names_do_not_have(name: str) -> None:
    assert code_of(read_name, name) == "name_letters"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("an@Vidu.VN", "an@vidu.vn"), ("Le.Van+an@a-b.com.vn", "Le.Van+an@a-b.com.vn")],
)
def test_read_email_lowers_the_domain(typed: str, kept: str) -> None:
    assert read_email(typed) == kept


@pytest.mark.parametrize(
    "typed", ["an", "an@", "@vidu.vn", "an@vidu", "a b@vidu.vn", "an@-a.vn", "a..b@c.vn"]
)
def test_read_email_refuses_what_is_none(typed: str) -> None:
    assert code_of(read_email, typed) == "email_invalid"


@pytest.mark.parametrize(
    ("typed", "decimals", "value"),
    [
        *(("3200", 0, 3200), ("3.200", 0, 3200), ("1 234 567", 0, 1234567), ("-5", 0, -5)),
        *(("3,5", 1, 3.5), ("1.234,50", 2, 1234.5), ("3,0", 0, 3), ("", 0, None)),
    ],
)
def test_read_number_follows_vietnamese_writing(typed: str, decimals: int, value: Any) -> None:
    read = read_number(typed, decimals=decimals)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("typed", "decimals", "code"),
    [
        *(("3.5", 1, "number_invalid"), ("ba", 0, "number_invalid"), ("1e5", 0, "number_invalid")),
        *(
            ("3,5", 0, "number_whole"),
            ("3,55", 1, "number_decimals"),
            ("\uff19", 0, "number_invalid"),
        ),
        ("1234567890123456", 0, "number_digits"),
    ],
)
def test_read_number_of_a_wrong_number_says_why(typed: str, decimals: int, code: str) -> None:
    with pytest.raises(WrongAnswer) as wrong:
        read_number(typed, decimals=decimals)
    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("15000", 15000),
        ("15.000 đ", 15000),
        ("15,000đồng", 15000),
        ("0", 0),
        ("1 000 000 VND", 10**6),
        ("", None),
    ],
)
def test_read_money_gives_whole_dong(typed: str, value: int) -> None:
    assert read_money(typed) == value


@pytest.mark.parametrize("typed", ["mười nghìn", "15.00", "-5", "15k", "1.5", "\u0663"])
def test_read_money_refuses_what_is_none(typed: str) -> None:
    assert code_of(read_money, typed) == "money_invalid"


@given(st.integers(-(10**14), 10**14))
def test_write_number_is_read_back(value: int) -> None:
    assert read_number(write_number(value)) == value


@given(st.integers(-(10**9), 10**9), st.integers(0, 999))
def test_write_number_with_a_fraction_is_read_back(whole: int, thousandths: int) -> None:
    value = whole + thousandths / 1000
    assert read_number(write_number(value), decimals=6) == pytest.approx(value, abs=1e-6)


OPTIONS = tuple(Option(value, value.upper()) for value in ("a", "b", "c"))
letters = st.characters(categories=("Lu", "Ll"))
texts = st.text(letters | st.sampled_from(" ,;:!?0123456789"), min_size=1, max_size=150)
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "text": texts.map(clean_line).filter(bool),
    "long_text": st.lists(texts, min_size=1, max_size=4)
    .map("\n".join)
    .map(clean_text)
    .filter(bool),
    "person_name": st.text(letters, min_size=1, max_size=40).map(clean_line).filter(bool),
    "date": st.dates().map(date.isoformat),
    "choice": st.sampled_from(["a", "b", "c"]),
    "yes_no": st.booleans(),
    "personal_id": st.from_regex(r"[0-9]{12}", fullmatch=True),
    "phone": st.from_regex(r"0[35789][0-9]{8}", fullmatch=True),
    "email": st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.vn", fullmatch=True),
    "number": st.integers(-(10**14), 10**14),
    "money": st.integers(0, 10**14),
    "address": st.sampled_from(["", "Tổ dân phố 6"]).map(
        lambda detail: {
            "division": "18880",
            "division_text": "Phường Đồng Hới, Tỉnh Quảng Trị",
            "detail": detail,
        }
    ),
}


@pytest.mark.parametrize("kind", sorted(ANSWERS))
@given(data=st.data())
def test_write_value_of_any_answer_is_read_back(kind: str, data: st.DataObject) -> None:
    options = OPTIONS if kind == "choice" else ()
    question = FieldSpec(key="q", kind=kind, label="Câu hỏi", options=options)
    value = data.draw(ANSWERS[kind])
    read = read_value(question, "q", write_value(question, "q", value), {}, CONTEXT)
    assert (read, type(read)) == (value, type(value))


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=5))
def test_read_value_of_several_choices_keeps_the_order_of_the_form(chosen: list[str]) -> None:
    question = FieldSpec(key="q", kind="choice", label="Q", options=OPTIONS, multiple=True)
    assert read_value(question, "q", {"q": chosen}, {}, CONTEXT) == (sorted(set(chosen)) or None)


@pytest.mark.parametrize("kind", sorted(ANSWERS))
@given(values=st.lists(anything, min_size=1, max_size=2), part=anything)
def test_read_value_of_anything_is_typed_or_refused(
    kind: str, values: list[str], part: str
) -> None:
    question = FieldSpec(key="q", kind=kind, label="Q", options=OPTIONS if kind == "choice" else ())
    strings = {"q": values, "q_day": [part], "q_division": [part], "q_detail": values}
    try:
        value = read_value(question, "q", strings, {}, CONTEXT)
    except WrongAnswer:
        return
    assert value != ""
    assert kind != "date" or value is None or as_date(value) is not None


def test_read_value_of_a_text_above_the_limit_counts_characters() -> None:
    question = FieldSpec(key="q", kind="long_text", label="Q", constraints={"max_length": 20_000})
    kept = read_value(question, "q", {"q": ["ê" * 20_000]}, {}, CONTEXT)
    assert len(kept) == 20_000
    with pytest.raises(WrongAnswer) as wrong:
        read_value(question, "q", {"q": ["e\u0302" * 20_001]}, {}, CONTEXT)
    assert (wrong.value.code, wrong.value.values_["count"]) == ("too_long", 20_001)
