# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every mistake in a definition is told at its place, with the element by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from lienthong.core.forms.api import expression_problems, fields_of
from lienthong.core.references.api import law
from lienthong.kernel.designs import Content
from lienthong.kernel.reference import read_yaml
from lienthong.modules.onestop.domain.design.checks import faults
from lienthong.modules.onestop.domain.design.checks_money import fee_faults
from lienthong.modules.onestop.domain.design.facts import Facts
from lienthong.modules.onestop.domain.design.places import find
from lienthong.modules.onestop.domain.people import PeopleSpec
from lienthong.modules.onestop.domain.procedure import ProcedureSpec
from lienthong.modules.onestop.domain.titles import filled_title
from lienthong.modules.onestop.queries.designs import (
    packaged_layouts,
    question_kinds,
    slots_of,
)
from lienthong.modules.onestop.queries.results import line_text
from lienthong.modules.onestop.tests.design.test_settings import packaged

CODE = "3.000348.yaml"
COPIES = "2.000815.yaml"


def facts(code: str = CODE, **changes: Any) -> Facts:
    form_code = packaged(code)["form"]["code"]
    place = files("lienthong.modules.onestop").joinpath(f"reference/forms/{form_code}.yaml")
    form = read_yaml(place.read_text("utf-8"))
    tables = {
        question["key"]: [inner["key"] for inner in question.get("fields", [])]
        for question in fields_of(form)
        if question["kind"] == "repeat"
    }
    known = {
        "questions": question_kinds(form),
        "tables": tables,
        "law": frozenset(law()),
        "expression_faults": expression_problems,
        "layouts": packaged_layouts(),
        "slots": slots_of(form),
    }
    return Facts(**{**known, **changes})


def put(place: str, name: str, value: Any) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        find(content, place)[name] = value

    return change


def twice(place: str) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        owner = find(content, place.rpartition("/")[0])
        owner.append(deepcopy(find(content, place)))

    return change


def paper(**said: Any) -> Callable[[Content], None]:
    made: dict[str, Any] = {
        "key": "snapshot",
        "name": "Ảnh",
        "kind": "submit",
        "required": "always",
    }
    made |= {"originals": 0, "copies": 1, "legal_basis": ["61/2018/NĐ-CP"], **said}
    return lambda content: content["components"].append(made)


ASKS_NOTHING = {"eq": [{"field": "no_such_question"}, "x"]}
LOOPS = {"eq": [{"field": "reason"}, {"import": "os"}]}
WRONG: dict[str, tuple[Callable[[Content], None], str, str]] = {
    "no name": (put("", "name", " "), "general", "Chưa có tên thủ tục."),
    "long name": (put("", "short_name", "x" * 201), "general", "dài quá 200"),
    "no law": (put("", "legal_basis", []), "general", "Chưa ghi căn cứ pháp lý."),
    "unknown law": (put("", "legal_basis", ["1/1999/XX"]), "general", "Văn bản 1/1999/XX"),
    "no channel": (put("", "channels", []), "general", "ít nhất một cách nộp"),
    "odd channel": (put("", "channels", ["fax"]), "general", "cách nộp không dùng được"),
    "nowhere to send it": (
        paper(),
        "components/snapshot",
        "Giấy tờ “Ảnh” phải nộp khi nộp trực tuyến nhưng biểu mẫu chưa có chỗ gửi tệp.",
    ),
    "place unknown": (put("competence", "division_field", "x.y"), "competence", "“x.y”"),
    "variant without condition": (
        put("variants/lost", "when", None),
        "variants/lost",
        "“Bị mất” chưa có điều kiện",
    ),
    "condition asks nothing": (
        put("variants/lost", "when", ASKS_NOTHING),
        "variants/lost",
        "hỏi “no_such_question”",
    ),
    "condition reaches outside": (
        put("components/photo", "when", LOOPS),
        "components/photo",
        "“Ảnh chân dung”:",
    ),
    "key twice": (twice("components/photo"), "components/photo", "“photo” dùng hai lần"),
    "odd key": (
        put("components/photo", "key", "Ảnh"),
        "components/Ảnh",
        "chữ thường không dấu",
    ),
    "paper without pieces": (
        put("components/photo", "originals", 0),
        "components/photo",
        "“Ảnh chân dung” chưa nói nộp mấy bản",
    ),
    "paper without condition": (
        put("components/health", "when", None),
        "components/health",
        "cần khi nào?",
    ),
    "paper for no channel": (
        put("components/photo", "only_channels", ["fax"]),
        "components/photo",
        "một cách nộp mà thủ tục không có",
    ),
    "data without source": (
        put("components/health/replaced_by_data", "source", ""),
        "components/health",
        "chưa nói nguồn nào",
    ),
    "fee without rule": (put("fees/licence", "rules", []), "fees/licence", "chưa có mức thu nào"),
    "fee counted by nothing": (
        put("fees/licence", "quantity_field", "sheets"),
        "fees/licence",
        "“sheets” để đếm",
    ),
    "fee below zero": (
        put("fees/licence/rules/rate", "amount", -1),
        "fees/licence/rules/rate",
        "mức thu là số đồng",
    ),
    "fee ends before it begins": (
        put("fees/licence/rules/rate", "valid_to", "2025-07-01"),
        "fees/licence/rules/rate",
        "ngày kết thúc phải sau",
    ),
    "fee without day": (
        put("fees/licence/rules/rate", "valid_from", None),
        "fees/licence/rules/rate",
        "ghi ngày bắt đầu",
    ),
    "fee in no channel": (
        put("fees/licence/rules/rate", "channels", []),
        "fees/licence/rules/rate",
        "chọn cách nộp",
    ),
    "fee never used": (
        twice("fees/licence/rules/rate"),
        "fees/licence/rules/rate",
        "không bao giờ được dùng",
    ),
    "no time": (put("time/limit", "amount", 0), "time", "từ 1 đến 3.650"),
    "odd unit": (put("time/limit", "unit", "moon"), "time", "chọn ngày làm việc"),
    "odd clock": (put("time/limit", "cutoff", "25:00"), "time", "giờ viết như 15:00"),
    "pause never": (
        put("time/exclusions/financial_obligation", "max_count", 0),
        "time/exclusions/financial_obligation",
        "nhiều nhất mấy lần",
    ),
    "pause of no case": (
        put("time/exclusions/financial_obligation", "variants", ["other"]),
        "time/exclusions/financial_obligation",
        "không có trường hợp “trường hợp đã bỏ”",
    ),
    "nobody applies": (
        put("people/applicant", "name", "nobody"),
        "form",
        "“nobody” mà “Người nộp” dùng",
    ),
    "no proof of acting": (
        put("people", "representative", {"basis_component": "mandate"}),
        "form",
        "“giấy tờ đã bỏ” chứng minh việc làm thay",
    ),
    "result without name": (put("result", "name", ""), "result", "Kết quả chưa có tên."),
    "number without value": (put("result/number", "pattern", "{x}"), "result/number", "{value}"),
    "number reaches outside": (
        put("result/number", "pattern", "{value.__class__}"),
        "result/number",
        "{value}",
    ),
    "no book": (put("result/number", "book", ""), "result/number", "sổ cấp số"),
    "line from nothing": (
        put("result/fields/residence", "from", "nowhere"),
        "result/fields/residence",
        "Dòng “Nơi cư trú”: biểu mẫu không có câu hỏi “nowhere”",
    ),
    "line of odd value": (
        put("result/fields/number", "value", "settings.SECRET_KEY"),
        "result/fields/number",
        "settings.SECRET_KEY",
    ),
    "layout unknown": (put("result", "template", "none_such"), "result", "“none_such”"),
    "layout with a missing field": (
        put("result", "body", "<p>{{licence_class}} {{height}}</p>"),
        "result",
        "Mẫu có trường “height” mà kết quả không có.",
    ),
    "refusal layout with a line of the result": (
        put("result/refusal", "body", "<p>{{licence_class}}</p>"),
        "result/refusal",
        "“licence_class”",
    ),
    "no first sentence": (put("service_page", "lead", ""), "service_page", "câu mở đầu"),
    "prepares an unknown paper": (
        put("service_page/prepare/0", "component", "x"),
        "service_page/prepare/0",
        "nhắc một giấy tờ không có",
    ),
    "empty message": (put("", "messages", [{"kind": "granted"}]), "messages/0", "chưa có chữ"),
    "message with a field": (
        put("", "messages", [{"kind": "granted", "text": "{code}"}]),
        "messages/0",
        "không có trường",
    ),
    "two messages of a kind": (
        put("", "messages", [{"kind": "granted", "text": "A"}, {"kind": "granted", "text": "B"}]),
        "messages/1",
        "chỉ có một lời nhắn",
    ),
    "decision unknown": (
        put("version", "publication", {"instrument": "99/QĐ-UBND"}),
        "version",
        "99/QĐ-UBND",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_at_its_place(name: str) -> None:
    change, place, words = WRONG[name]
    content = packaged(CODE)
    assert faults(content, facts()) == []
    change(content)
    told = faults(content, facts())
    assert [fault.place for fault in told if words in fault.text] == [place]


def test_a_form_or_process_that_is_not_in_use_is_told() -> None:
    content = packaged(CODE)
    told = {fault.place: fault.text for fault in faults(content, facts(has_process=False))}
    assert told == {"process": "Chưa có quy trình “driving_licence” nào đang dùng."}
    told = {fault.place: fault.text for fault in faults(content, facts(has_form=False))}
    assert told == {"form": "Chưa có biểu mẫu “driving_licence” nào đang dùng."}
    content["process"] = content["form"] = {"code": ""}
    content["fees"][0]["name"] = "Khoản mới"
    content["legal_basis"] = []
    told_now = faults(content, facts(has_process=False, has_form=False))
    assert [(fault.place, fault.text) for fault in told_now] == [
        ("general", "Chưa ghi căn cứ pháp lý."),
        ("fees/licence", "“Khoản mới” (licence) là tên đặt sẵn. Hãy đặt tên."),
        ("form", "Chưa chọn biểu mẫu."),
        ("process", "Chưa chọn quy trình."),
    ]
    pages = packaged(COPIES)
    rule = find(pages, "fees")[0]["rules"][0]
    rule["pages"]["pages"] = "leaves"
    told_of = [fault.text for fault in faults(pages, facts(COPIES))]
    assert len(told_of) == 1
    assert "bảng “papers”" in told_of[0]


def test_fees_by_channel_exemption_resolution_and_dates() -> None:
    content = packaged(CODE)
    rules = find(content, "fees/licence/rules")
    online = {**deepcopy(rules[0]), "key": "online", "channels": ["online"], "amount": 100_000}
    exempt = {**deepcopy(rules[0]), "key": "exempt", "amount": 0, "decided_by": "law"}
    exempt["when"] = {"eq": [{"field": "reason"}, "wrong"]}
    later = {**deepcopy(rules[0]), "key": "resolution", "amount": 150_000}
    later |= {"valid_from": "2027-01-01", "decided_by": "provincial_council"}
    rules[0]["valid_to"] = "2027-01-01"
    rules[:0] = [exempt, {**online, "valid_to": "2027-01-01"}]
    rules.append(later)
    assert faults(content, facts()) == []
    spec = ProcedureSpec(json.loads(json.dumps(content)))

    def due(channel: str, reason: str, day: date) -> int:
        def holds(condition: Any) -> bool:
            return reason == "wrong"

        answers = {"reason": reason}
        (line,) = spec.fees(holds, channel=channel, on=day, answers=answers)
        return line.amount

    assert due("online", "lost", date(2026, 12, 31)) == 100_000
    assert due("desk", "lost", date(2026, 12, 31)) == 135_000
    assert due("online", "wrong", date(2026, 12, 31)) == 0
    assert due("online", "lost", date(2027, 1, 1)) == 150_000


def _unmapped(content: Content) -> None:
    find(content, "result/tables/papers")["items"].pop("pages")


def _elsewhere(content: Content) -> None:
    find(content, "result/tables/papers")["items"]["pages"] = "height"


def _other_table(content: Content) -> None:
    find(content, "result/tables/papers")["items"]["group"] = "floors"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_unmapped, "Bảng “Giấy tờ được chứng thực bản sao đúng với bản chính”: cột “Số trang”"),
        (_elsewhere, "lấy từ “height”, biểu mẫu không có cột này."),
        (_other_table, "biểu mẫu không có bảng “floors”."),
        (put("result/tables/papers", "items", {}), "chưa chọn bảng nào của biểu mẫu."),
        (put("result/tables/papers", "columns", []), "chưa có cột nào."),
        (put("competence", "matter", "no.such"), "Chưa đơn vị nào có thẩm quyền về “no.such”."),
    ],
)
def test_tables_of_the_paper_and_the_competent_unit_are_checked(
    change: Callable[[Content], None], told: str
) -> None:
    content = packaged(COPIES)
    change(content)
    known = facts(COPIES, matters=frozenset({"civil_status.copies"}))
    content["competence"].setdefault("matter", "civil_status.copies")
    assert any(told in fault.text for fault in faults(content, known))


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("Hồ sơ {about}", ""),
        ("Hồ sơ {about.__class__}", "chỉ có trường chọn ở"),
        ("Hồ sơ {licence_number:099999999}", "chỉ có trường chọn ở"),
        ("Hồ sơ {", "chỉ có trường chọn ở"),
        ("Hồ sơ {no_such}", "không có câu hỏi “no_such”"),
    ],
)
def test_a_title_names_answers_and_reaches_nothing_else(template: str, told: str) -> None:
    content = packaged(CODE) | {"title_template": template}
    found = [fault.text for fault in faults(content, facts()) if "gọi tên" in fault.text]
    assert [told in text for text in found] == [True] * bool(told)
    known = {"about": "x", "licence_number": "1", "no_such": "y"}
    assert "<class" not in filled_title(template, known)


@pytest.mark.parametrize("pattern", ["{value:0999999999}", "{value!r}", "{value.__class__}", "{"])
def test_a_number_is_written_plainly(pattern: str) -> None:
    content = packaged(CODE)
    content["result"]["number"]["pattern"] = pattern
    assert "result/number" in {fault.place for fault in faults(content, facts())}


def test_a_title_is_filled_once_and_missing_answers_leave_it_empty() -> None:
    assert filled_title("A {about} B", {"about": "{about} {x}"}) == "A {about} {x} B"
    assert filled_title("A {about}", {"about": None}) == ""
    assert filled_title("", {}) == ""


def test_people_and_lines_are_taken_from_parts_of_a_question_too() -> None:
    owner = {"full_name": "Trần Văn Bình", "date_of_birth": "1991-01-02", "personal_id": None}
    answers = {"owner": owner, "home": {"division_text": "Phường Đồng Hới"}, "age": 35}
    applicant = {"name": ["firm.name", "owner.full_name"], "personal_id": "owner.personal_id"}
    subject = {"name": "owner", "date_of_birth": "owner.date_of_birth", "sex": "owner.sex"}
    people = PeopleSpec({"applicant": applicant, "data_subject": subject}, ["firm", "home"])
    assert people.applicant(answers) == {"name": "Trần Văn Bình", "personal_id": ""}
    assert people.data_subject(answers) == {
        "name": "Trần Văn Bình",
        "date_of_birth": "1991-01-02",
        "sex": None,
    }
    assert people.about(answers) == "Phường Đồng Hới"
    assert filled_title("Của {owner}, {age}", answers) == "Của Trần Văn Bình, 35"
    parts = {"owner": owner, "owner.date_of_birth": {"year": "1991"}}
    printed = {"fields": {"age": "35"}, "parts": parts}
    said = {"from": ["owner.full_name", "age", "owner.personal_id"], "style": ""}
    assert line_text(said, printed, {}) == "Trần Văn Bình, 35"
    born = {"from": "owner.date_of_birth", "style": "year"}
    assert line_text(born, printed, {}) == "1991"


def rate(
    key: str, channels: str, since: str, until: str | None = None, **more: Any
) -> dict[str, Any]:
    named = {"key": key, "title": key, "amount": 0, "channels": channels.split()}
    return named | {"valid_from": since, "valid_to": until} | more


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        (rate("new", "desk online", "2026-12-01"), ["desk", "new", "online"]),
        (rate("new", "desk", "2026-12-01"), []),
        (rate("new", "desk online", "2026-12-02"), []),
        (rate("new", "desk online", "2026-12-01", "2027-12-01"), []),
        (rate("new", "desk online", "2026-12-01", when={"field": "poor"}), []),
    ],
)
def test_a_fee_that_several_before_it_leave_nothing_is_named_with_them(
    earlier: Content, told: list[str]
) -> None:
    poor = rate("exempt", "desk online", "2026-01-01", when={"field": "poor"})
    others = [rate(one, one, "2026-01-01", "2026-12-01") for one in ("desk", "online")]
    fee = {"key": "f", "name": "Phí", "rules": [*others, earlier, poor]}

    every = fee_faults({"channels": ["desk", "online"], "fees": [fee]}, facts())
    found = [fault for fault in every if "không bao giờ" in fault.text]

    assert [fault.place for fault in found] == ["fees/f/rules/exempt"] * bool(told)
    assert all("”, “".join(told) in fault.text for fault in found)
