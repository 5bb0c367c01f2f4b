# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The process editor by form posts alone, as without JavaScript; the diagram says the same."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.core.audit.api import AuditRecord
from lienthong.core.deadlines.api import load_calendar
from lienthong.core.process.api import (
    ProcessDefinition,
    ProcessDesign,
    ProcessVersion,
    open_process,
    read_bpmn,
    table_of,
    version_on,
)
from lienthong.kernel.actor import Actor
from lienthong.portals.administration.processes.saying import Called, said_condition
from lienthong.portals.administration.processes.tests.conftest import packed, signed_in
from lienthong.testing.world import World

INPUTS = ("title", "aim", "when", "amount", "unit", "message")
LIST, EDITOR = "/quan-tri/quy-trinh/", "/quan-tri/quy-trinh/example/"


def content(code: str = "example") -> dict[str, Any]:
    found: dict[str, Any] = ProcessDesign.objects.get(definition__code=code).content
    return found


def sent_as_shown(client: Client, address: str, node: str) -> dict[str, Any]:
    """The inputs of the settings as the page shows them, to be sent back changed."""
    shown = client.get(address, {"chon": node}).context
    form = shown["settings"]
    values = {bound.html_name: bound.value() for bound in form}
    for bound in form:
        if values[bound.html_name] is None and hasattr(bound.field, "choices"):
            values[bound.html_name] = bound.field.choices[0][0]
    for lines in (form.lines, form.edges):
        for line in lines.lines:
            for name in INPUTS:
                values[f"{lines.sort}-{line.number}-{name}"] = getattr(line, name)
            for extra in (*line.need_inputs(), *line.value_inputs()):
                values[f"{lines.sort}-{line.number}-{extra.name}"] = extra.value
    sent = {name: value for name, value in values.items() if value not in (None, "", False)}
    return {"act": "edit", "element": node, "seen": shown["seen"], **sent}


def test_list_shows_what_is_used_and_only_to_administrators(
    administrator: Client, world: World, version: ProcessVersion
) -> None:
    page = administrator.get(LIST, {"tim": "ví dụ"})

    assert [(row.code, row.current) for row in page.context["rows"]] == [("example", version)]
    assert administrator.get(LIST, {"tim": "không có"}).context["rows"] == []
    assert signed_in(world, "clerk").get(LIST).status_code == 403
    assert signed_in(world, "clerk").get(EDITOR).status_code == 403
    assert administrator.get(f"{LIST}khong_co/").status_code == 404
    assert "/quan-tri/quy-trinh/" in administrator.get("/quan-tri/").content.decode()


def test_every_kind_of_step_is_sent_back_as_it_was_shown(
    administrator: Client, version: ProcessVersion
) -> None:
    page = administrator.get(EDITOR, {"chon": "assess"})
    assert not ProcessDesign.objects.exists()
    rows = {row.node: row for row in page.context["rows"]}
    assert (rows["v1"].depth, rows["approve"].only_when) == (
        1,
        "không (ready) hoặc fee từ 0 trở lên",
    )
    assert rows["check"].is_start
    assert [way.target for way in rows["pay"].ways] == ["Bước approve", "Bước assess"]

    for node in rows:
        answer = administrator.post(EDITOR, sent_as_shown(administrator, EDITOR, node))
        assert answer.status_code == 302, answer.context["settings"].errors
    head = administrator.post(EDITOR, sent_as_shown(administrator, EDITOR, "header"))

    assert head.status_code == 302
    assert content() == version.table


def test_a_process_begins_as_a_copy_of_another(
    administrator: Client, version: ProcessVersion
) -> None:
    address = f"{LIST}lap-moi/?tu=example"
    assert f'href="{address}"' in administrator.get(EDITOR).content.decode()
    assert "Mọi bước được chép, trừ mã." in administrator.get(address).content.decode()
    begun = administrator.post(address, {"title": "Ví dụ thứ hai"}, follow=True)
    again = administrator.post(address, {"title": "Ví dụ thứ hai"})

    assert begun.redirect_chain[-1][0] == f"{LIST}vi_du_thu_hai/"
    copy = ProcessDesign.objects.get(definition__code="vi_du_thu_hai")
    assert copy.content == version.table | {"code": "vi_du_thu_hai", "title": "Ví dụ thứ hai"}
    assert (copy.base, copy.edits.get().act) == (None, "copied")
    assert again.context["form"].errors["code"] == ["Mã này đã có quy trình khác dùng."]
    assert administrator.get(f"{LIST}lap-moi/?tu=khong_co").status_code == 404


def test_a_process_from_nothing_to_publication(administrator: Client, world: World) -> None:
    begun = administrator.post(f"{LIST}lap-moi/", {"title": "Cấp phép nuôi chó"}, follow=True)
    address = f"{LIST}cap_phep_nuoi_cho/"
    assert begun.redirect_chain[-1][0] == address
    administrator.post(address, {"act": "add", "kind": "task"})
    task = content("cap_phep_nuoi_cho")["start"]
    assert f"{address}khac/" not in administrator.get(address).content.decode()
    sent = sent_as_shown(administrator, address, task)
    sent |= {"role": "clerk", "amount": "3", "unit": "working_day"}
    sent |= {"outcome-1-title": "Trả hồ sơ", "outcome-1-aim": "to:finished"}
    administrator.post(address, sent)
    refused = administrator.post(f"{address}ban-hanh/", {"revision": "3", "valid_from": _day(1)})
    assert refused.status_code == 422
    assert [name for _node, name, _texts in refused.context["problems"]] == ["Thông tin chung"]

    head = sent_as_shown(administrator, address, "header")
    administrator.post(address, head | {"legal_basis": "61/2018/NĐ-CP, Điều 19"})
    unnamed = administrator.post(f"{address}ban-hanh/", {"revision": "4", "valid_from": _day(1)})
    told = "Bước còn mang tên đặt sẵn “Bước người làm”. Hãy đặt tên."
    assert unnamed.context["problems"] == [(task, "Bước người làm", [told])]
    sent = sent_as_shown(administrator, address, task)
    administrator.post(address, sent | {"title": "Thẩm định"})
    revision = ProcessDesign.objects.get().revision
    done = administrator.post(
        f"{address}ban-hanh/", {"revision": revision, "valid_from": _day(1)}, follow=True
    )

    made = version_on("cap_phep_nuoi_cho", on=timezone.localdate() + timedelta(days=1))
    assert made is not None, done.content.decode()[:2000]
    (step, _end) = made.compiled.table.steps
    assert (step.title, step.role) == ("Thẩm định", "clerk")
    assert str(step.limit).startswith("Limit(amount=3,")
    assert [(way.code, way.to) for way in step.outcomes] == [
        ("xong", "finished"),
        ("tra_ho_so", "finished"),
    ]
    assert AuditRecord.objects.filter(permission="process.design.edit").count() >= 4


def test_what_an_outcome_needs_does_and_sets_is_chosen_in_words(
    administrator: Client, version: ProcessVersion
) -> None:
    sent = sent_as_shown(administrator, EDITOR, "check")
    refused = administrator.post(EDITOR, sent | {"outcome-1-set-fee": "nhiều"})
    assert refused.status_code == 422
    assert "Dòng 2:" in str(refused.context["settings"].errors)
    assert not ProcessDesign.objects.exists() or content() == version.table

    typed = {"outcome-0-need-reason": "1", "outcome-0-need-comment": "1", "mark-clock": "restart"}
    typed |= {"outcome-0-mark-act": "accept", "outcome-0-set-fee": "15000"}
    administrator.post(EDITOR, sent | typed | {"mark-state": "received"})

    row = next(step for step in content()["steps"] if step["node"] == "check")
    assert row["marks"] == {"state": "received", "clock": "restart"}
    first = row["outcomes"][0]
    assert (first["expects"], first["marks"]) == (["comment", "reason"], {"act": "accept"})
    assert first["set"] == {"fee": 15000}
    changes = administrator.get(f"{EDITOR}khac/").context["changes"]
    assert {name: item.after for item, name in changes} == {
        "Việc hệ thống làm theo": "Hồ sơ thành: đã tiếp nhận; Thời hạn giải quyết: tính lại từ đầu",
        f"Kết quả “{first['code']}”": f"Tên: {first['title']}; Đi tiếp tới: Bước assess; "
        "Phải có: ý kiến, lý do; "
        "Hệ thống làm gì: tiếp nhận, hẹn ngày trả; Đặt dữ liệu: fee: 15000",
    }


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("fee > 0 and channel == 'desk'", "fee lớn hơn 0 và Cách nộp là “trực tiếp”"),
        ("not refusal", "không (Đề nghị từ chối)"),
        ("a in ['x', 'y'] or (b <= 3 and c)", "a là một trong: “x”, “y” hoặc (b không quá 3 và c)"),
        ("channel != 'pigeon'", "Cách nộp khác “pigeon”"),
        ("1 < a < 3", "1 < a < 3"),
        ("a is b", "a is b"),
        ("a >", "a >"),
        ("", ""),
    ],
)
def test_conditions_are_told_in_words(written: str, said: str) -> None:
    assert said_condition(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("result_delivery == 'desk'", "“Bản giấy” là “Nhận tại quầy”"),
        ("result_delivery in ['desk', 'dove']", "“Bản giấy” là một trong: “Nhận tại quầy”, “dove”"),
        ("dangerous or not tame", "“Chó dữ không” là có hoặc “Đã dạy” là không"),
        ("not (dangerous and refusal)", "không (“Chó dữ không” là có và Đề nghị từ chối)"),
        ("dangerous", "“Chó dữ không” là có"),
    ],
)
def test_conditions_say_questions_and_options_by_their_words(written: str, said: str) -> None:
    called = {
        "result_delivery": Called("Bản giấy", {"desk": "Nhận tại quầy"}, is_question=True),
        "dangerous": Called("Chó dữ không", is_question=True),
        "tame": Called("Đã dạy", is_question=True),
    }

    assert said_condition(written, called) == said


def test_service_is_chosen_from_what_is_offered_and_an_unknown_one_is_named(
    administrator: Client, version: ProcessVersion
) -> None:
    settings = administrator.get(EDITOR, {"chon": "tell"}).context["settings"]
    offered = dict(settings.fields["service"].choices)
    assert offered["tell_applicant"] == "Báo người nộp"
    assert "lời ghi ở dấu" in str(settings.fields["service"].help_text)
    design = open_process(ProcessDefinition.objects.get(), actor=Actor.platform("thử"))
    design.content["steps"] = [
        step | ({"service": "fly"} if step["node"] == "tell" else {})
        for step in design.content["steps"]
    ]
    design.save()

    page = administrator.get(EDITOR, {"chon": "tell"})

    (told,) = page.context["own_problems"]
    assert told == "Không có việc hệ thống nào mang mã “fly”. Chọn một việc khác."
    asked = {"revision": design.revision, "valid_from": _day(1)}
    assert administrator.post(f"{EDITOR}ban-hanh/", asked).status_code == 422


def test_steps_are_added_moved_copied_removed_and_taken_back(
    administrator: Client, version: ProcessVersion
) -> None:
    administrator.post(EDITOR, {"act": "add", "kind": "parallel", "after": "check"})
    added = content()["steps"][1]
    assert added["kind"] == "parallel"
    assert content()["steps"][0]["outcomes"][0]["to"] == added["node"]
    assert (added["to"], len(added["branches"])) == ("assess", 2)
    administrator.post(EDITOR, {"act": "add_branch", "node": added["node"]})
    assert len(content()["steps"][1]["branches"]) == 3
    administrator.post(EDITOR, {"act": "duplicate", "node": added["node"]})
    administrator.post(EDITOR, {"act": "move", "node": added["node"], "to": "up"})
    assert content()["steps"][0]["node"] == added["node"]
    administrator.post(EDITOR, {"act": "remove", "node": added["node"]})
    assert content()["steps"][0]["outcomes"][0]["to"] == "assess"

    design = ProcessDesign.objects.get()
    administrator.post(EDITOR, {"act": "undo", "revision": design.revision})
    assert content()["steps"][0]["node"] == added["node"]
    history = administrator.get(f"{EDITOR}lich-su/").context["edits"]
    assert history[0][1] == f"Trở lại như lần sửa {design.revision - 1}"
    administrator.post(
        f"{EDITOR}lich-su/", {"revision": history[0][0].revision, "to": history[-1][0].revision}
    )
    assert content() == version.table
    unknown = administrator.post(EDITOR, {"act": "remove", "node": "nowhere"}, follow=True)
    assert "không còn trong bảng" in unknown.content.decode()


def test_step_that_sends_back_to_a_branch_keeps_it_when_it_is_saved(
    administrator: Client, version: ProcessVersion
) -> None:
    sent = sent_as_shown(administrator, EDITOR, "check")
    administrator.post(EDITOR, sent)
    design = ProcessDesign.objects.get()
    table = design.content
    branch = next(row["node"] for row in table["steps"] if row.get("kind") == "choice")
    row = next(one for one in table["steps"] if one["node"] == "assess")
    row["outcomes"][0] = {"code": "again", "title": "Trả lại", "back": branch}
    design.save(update_fields=["content"])

    administrator.post(EDITOR, sent_as_shown(administrator, EDITOR, "assess"))

    kept = next(one for one in content()["steps"] if one["node"] == "assess")["outcomes"][0]
    assert kept == {"code": "again", "title": "Trả lại", "back": branch}


def test_diagram_and_table_are_the_same_thing(
    administrator: Client, version: ProcessVersion
) -> None:
    page = administrator.get(f"{EDITOR}so-do/")
    xml = page.context["xml"]
    assert read_bpmn(xml.encode()) == version.compiled.table
    said = page.context["conditions"]
    assert said["not ready or fee >= 0"] == "không (ready) hoặc fee từ 0 trở lên"
    written = re.findall(r"<[\w:]*conditionExpression[^>]*>([^<]+)<", xml)
    assert said.keys() & {unescape(text) for text in written} != set()

    drawn = xml.replace('name="Bước approve"', 'name="Duyệt"')
    kept = administrator.post(f"{EDITOR}so-do/", {"packed": packed(drawn), "revision": "0"}).json()
    stale = administrator.post(f"{EDITOR}so-do/", {"packed": packed(xml), "revision": "1"})
    cut = drawn.replace('targetRef="approve.skip"', 'targetRef="nowhere"', 1)
    broken = administrator.post(
        f"{EDITOR}so-do/", {"packed": packed(cut), "revision": kept["revision"]}
    )

    design = ProcessDesign.objects.get()
    assert next(step.title for step in table_of(design).steps if step.node == "approve") == "Duyệt"
    assert kept["conditions"] == said
    assert kept["xml"] == administrator.get(f"{EDITOR}tep/").content.decode()
    assert stale.status_code == 409
    assert "vừa sửa lúc" in stale.json()["faults"][0][1]
    assert broken.status_code == 422
    assert "nowhere" in broken.json()["faults"][0][1]
    assert design.revision == kept["revision"]
    (change,) = administrator.get(f"{EDITOR}khac/").context["changes"]
    assert (change[0].before, change[0].after, change[1]) == ("Bước approve", "Duyệt", "Tên")


def test_timer_without_a_time_is_asked_for_it_and_kept_with_it(
    administrator: Client, version: ProcessVersion
) -> None:
    xml = administrator.get(f"{EDITOR}so-do/").context["xml"]
    step = next(one for one in version.table["steps"] if one["node"] == "approve")
    end = step["outcomes"][0]["to"]

    def drawn(name: str, time: str, revision: int) -> Any:
        timer = f"<bpmn:timerEventDefinition>{time}</bpmn:timerEventDefinition>"
        edge = f'<bpmn:boundaryEvent id="Event_1" {name} attachedToRef="approve">{timer}'
        way = f'<bpmn:sequenceFlow id="Flow_1" sourceRef="Event_1" targetRef="{end}"/>'
        whole = f"{edge}</bpmn:boundaryEvent>{way}</bpmn:process>"
        sent = packed(xml.replace("</bpmn:process>", whole, 1))
        return administrator.post(f"{EDITOR}so-do/", {"packed": sent, "revision": revision})

    unnamed = drawn("", "", 0)
    begun = unnamed.json()["revision"]
    named = drawn('name="Quá lâu"', "", begun)
    kept = drawn('name="Quá lâu"', "<bpmn:timeDuration>PT6H</bpmn:timeDuration>", begun)

    assert unnamed.status_code == 422
    assert unnamed.json()["faults"] == [["Event_1", "Sự kiện vừa vẽ xảy ra sau bao lâu?", True]]
    assert named.json()["faults"] == [["Event_1", "“Quá lâu” xảy ra sau bao lâu?", True]]
    assert kept.status_code == 200
    rows = ProcessDesign.objects.get().content["steps"]
    edges = next(row["boundaries"] for row in rows if row["node"] == "approve")
    limit = {"amount": 6, "unit": "hour"}
    assert edges[-1] == {"code": "qua_lau", "title": "Quá lâu", "to": end, "limit": limit}


def test_a_path_is_tried_with_people_terms_and_a_total(
    administrator: Client, version: ProcessVersion, world: World
) -> None:
    load_calendar("default", actor=Actor.platform("test"))
    sent = sent_as_shown(administrator, EDITOR, "check")
    sent |= {"role": "clerk", "amount": "8", "unit": "hour", "assign": "person"}
    sent |= {"person": world.account("clerk").username}
    administrator.post(EDITOR, sent)
    unit = str(world.account("clerk").memberships.get().unit.versions.get().agency_id)

    plain = administrator.get(f"{EDITOR}chay-thu/", {"dv": unit}).context["path"]
    other = administrator.get(
        f"{EDITOR}chay-thu/", {"dv": unit, "o-assess": "some", "v-fee": "7"}
    ).context["path"]
    refused = administrator.get(f"{EDITOR}chay-thu/", {"dv": unit, "o-check": "bad"})
    begins = administrator.get(f"{EDITOR}chay-thu/").context["unit_id"]

    assert str(begins) == unit
    first = plain.stops[0]
    assert (first.who, first.is_person) == (str(world.account("clerk")), True)
    assert first.term == "8 giờ làm việc"
    assert plain.stops[1].who == "chưa có ai giữ vai trò này"
    assert (plain.working_hours >= 8, plain.tried.is_whole) == (True, True)
    assert {"e1", "e2"} <= {view.stop.task.node for view in other.stops}
    assert [view.stop.task.node for view in refused.context["path"].stops] == ["check"]
    administrator.post(EDITOR, {"act": "duplicate", "node": "check"})
    broken = administrator.get(f"{EDITOR}chay-thu/")
    assert "còn chỗ cần sửa" in broken.context["path"].told


def test_two_administrators_who_publish_at_once(
    administrator: Client, version: ProcessVersion, world: World
) -> None:
    administrator.post(EDITOR, {"act": "duplicate", "node": "a2"})
    administrator.post(EDITOR, {"act": "undo", "revision": 2})
    administrator.post(EDITOR, sent_as_shown(administrator, EDITOR, "check") | {"title": "Xem"})
    seen = ProcessDesign.objects.get().revision
    sent = {"revision": seen, "valid_from": _day(1)}

    first = administrator.post(f"{EDITOR}ban-hanh/", sent)
    second = signed_in(world, "administrator").post(f"{EDITOR}ban-hanh/", sent)

    assert (first.status_code, second.status_code) == (302, 409)
    name = str(world.account("administrator"))
    assert f"{name} vừa công bố bản " in second.context["told"]
    assert ProcessVersion.objects.count() == 2


def test_who_edits_what_somebody_else_just_edited_is_told_and_loses_nothing(
    administrator: Client, version: ProcessVersion
) -> None:
    mine = sent_as_shown(administrator, EDITOR, "check") | {"title": "Của tôi"}
    theirs = sent_as_shown(administrator, EDITOR, "check") | {"title": "Của họ"}
    other = sent_as_shown(administrator, EDITOR, "a1") | {"title": "Bước khác"}
    administrator.post(EDITOR, theirs)

    refused = administrator.post(EDITOR, mine)
    fine = administrator.post(EDITOR, other)

    assert refused.status_code == 409
    assert "vừa sửa lúc" in refused.context["conflict"]
    assert refused.context["settings"]["title"].value() == "Của tôi"
    assert fine.status_code == 302


def test_a_file_is_taken_in_whole_or_not_at_all(administrator: Client, world: World) -> None:
    address = f"{LIST}nhap-tep/"
    script = _SCRIPT.format(tag="scriptTask")
    refused = administrator.post(address, {"noi_dung": script})
    assert refused.status_code == 422
    assert refused.context["faults"] == [
        ("Task_7", "“Chạy mã” thuộc loại scriptTask, hệ thống không chạy loại này.")
    ]
    assert not ProcessDefinition.objects.exists()

    pasted = {"noi_dung": _SCRIPT.format(tag="userTask")}
    shown = administrator.post(address, pasted)
    assert shown.context["found"]["form"]["code"].value() == "thu"
    assert not ProcessDefinition.objects.exists()
    taken = administrator.post(address, pasted | {"code": "thu"}, follow=True)

    assert taken.redirect_chain[-1][0] == f"{LIST}thu/"
    assert [row.title for row in taken.context["rows"]] == ["Chạy mã", "Hết"]
    assert taken.context["problem_count"] > 0
    file = administrator.get(f"{LIST}thu/tep/", {"dang": "yaml"}).content
    unseen = administrator.post(address, {"noi_dung": file.decode(), "code": "thu"})
    assert (unseen.status_code, unseen.context["found"]["is_known"]) == (422, True)
    again = administrator.post(address, {"noi_dung": file.decode(), "code": "thu", "seen": "thu"})
    assert again.status_code == 302


def test_code_that_a_tool_made_up_is_not_taken_without_being_asked(
    administrator: Client, world: World
) -> None:
    address = f"{LIST}nhap-tep/"
    text = _SCRIPT.format(tag="userTask").replace('id="thu"', 'id="Process_0x1ab2"')
    shown = administrator.post(address, {"noi_dung": text})
    assert shown.context["found"]["form"]["code"].value() == "thu"
    wrong = administrator.post(address, {"noi_dung": text, "code": "Sửa nhà"})
    assert wrong.context["found"]["form"].errors["code"] == [
        "Mã viết bằng chữ thường không dấu, nối bằng dấu _."
    ]
    assert not ProcessDefinition.objects.exists()
    administrator.post(address, {"noi_dung": text, "code": "sua_nha", "seen": "thu"})

    assert ProcessDefinition.objects.get().code == content("sua_nha")["code"] == "sua_nha"


_SCRIPT = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="thu" name="Thử"><startEvent id="s"/><{tag} id="Task_7" name="Chạy mã"/>
<endEvent id="e" name="Hết"/><sequenceFlow id="f1" sourceRef="s" targetRef="Task_7"/>
<sequenceFlow id="f2" sourceRef="Task_7" targetRef="e"/></process></definitions>"""


def _day(ahead: int) -> str:
    return f"{timezone.localdate() + timedelta(days=ahead):%d/%m/%Y}"
