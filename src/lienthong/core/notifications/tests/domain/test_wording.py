# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates: what is undefined never passes, empty lines go, letters fit old telephones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lienthong.core.notifications.domain.wording import (
    TemplateError,
    read_wordings,
    render,
    sms_parts,
    without_marks,
)

COMMON = {"recipient": "Duyên", "link": "", "product": "Liên Thông", "hotline": "1022"}


def file(**changes: Any) -> dict[str, Any]:
    texts = {"subject": "Có {code}", "short": "Có {code}.", "long": "Mã: {code}\nLý do: {reason}"}
    version = {
        "valid_from": date(2025, 1, 1),
        "valid_to": None,
        "fields": ["code", "reason"],
        "vi": dict(texts),
        "en": dict(texts),
    }
    return {"fields": {"code": "A1", "reason": "mờ"}, "templates": {"a.b": [version | changes]}}


def problems(data: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(TemplateError) as refused:
        read_wordings(data, {"a.b"})
    return refused.value.problems


def test_template_is_filled() -> None:
    (wording,) = read_wordings(file(), {"a.b"})

    said = render(wording, {"code": "H50", "reason": "mờ", **COMMON})

    assert (said.subject, said.short) == ("Có H50", "Có H50.")
    assert said.long == "Mã: H50\nLý do: mờ"


def test_line_with_an_empty_field_is_left_out() -> None:
    (wording,) = read_wordings(file(), {"a.b"})

    assert render(wording, {"code": "H50", "reason": " ", **COMMON}).long == "Mã: H50"


def test_list_becomes_lines() -> None:
    (wording,) = read_wordings(file(), {"a.b"})

    said = render(wording, {"code": "H50", "reason": ["một", "hai"], **COMMON})

    assert said.long.endswith("Lý do: – một\n– hai")


def test_field_without_value_is_refused() -> None:
    (wording,) = read_wordings(file(), {"a.b"})

    with pytest.raises(TemplateError, match="no value for 'reason'"):
        render(wording, {"code": "H50", **COMMON})


def test_values_are_never_read_as_templates() -> None:
    (wording,) = read_wordings(file(), {"a.b"})

    said = render(wording, {"code": "{reason}", "reason": "{0.__class__}", **COMMON})

    assert said.subject == "Có {reason}"
    assert "{0.__class__}" in said.long


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Có {cod}", "undefined field 'cod'"),
        ("Có {code.__class__}", "undefined field 'code.__class__'"),
        ("Có {code[0]}", "undefined field 'code[0]'"),
        ("Có {code!r}", "undefined field 'code!r:'"),
        ("Có {code:>9}", "undefined field"),
        ("Có {}", "undefined field ''"),
        ("Có {code", "expected '}'"),
        ("Có }", "Single '}'"),
    ],
)
def test_undefined_field_is_an_error_when_read(text: str, problem: str) -> None:
    changed = {"subject": text, "short": "x", "long": "x"}

    (found,) = problems(file(vi=changed))

    assert found.startswith("a.b.0: vi.subject: ")
    assert problem in found


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"en": {"subject": "x", "short": "x"}}, "a.b.0: en.long is missing"),
        ({"vi": {"subject": " ", "short": "x", "long": "x"}}, "a.b.0: vi.subject is missing"),
        ({"valid_from": "2025"}, "a.b.0: valid_from is a date"),
        ({"fields": ["code", "reason", "new"]}, "a.b.0: field 'new' has no sample"),
    ],
)
def test_incomplete_template_names_what_lacks(changes: dict[str, Any], problem: str) -> None:
    assert problem in problems(file(**changes))


def test_template_of_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(TemplateError, match="no such kind of message"):
        read_wordings(file(), set())


def test_two_versions_on_one_day_are_an_error() -> None:
    data = file()
    data["templates"]["a.b"] *= 2

    assert any("two versions" in problem for problem in problems(data))


def test_later_version_holds_from_its_day() -> None:
    data = file(valid_to=date(2026, 1, 1))
    later = file(valid_from=date(2026, 1, 1))["templates"]["a.b"][0]
    data["templates"]["a.b"].append(later)

    first, second = read_wordings(data, {"a.b"})

    assert [w.holds_on(date(2025, 12, 31)) for w in (first, second)] == [True, False]
    assert [w.holds_on(date(2026, 1, 1)) for w in (first, second)] == [False, True]


def test_plain_letters_keep_capitals_and_meaning() -> None:
    assert (
        without_marks("Đã tiếp nhận: Ổn Ẵm Huyễn Ệ – “ự”…") == 'Da tiep nhan: On Am Huyen E - "u".'
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("ộ" * 70, 1), ("ộ" * 71, 2)],
)
def test_parts_of_a_short_message(text: str, parts: int) -> None:
    assert sms_parts(text) == parts
