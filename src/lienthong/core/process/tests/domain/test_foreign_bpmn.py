# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files of other tools: what they say is taken over, what cannot be run is named by element."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.process.domain.bpmn_reading import read_bpmn
from lienthong.core.process.domain.bpmn_writing import BPMN, write_bpmn
from lienthong.core.process.domain.checking import check_table
from lienthong.core.process.domain.diagrams import diagram_of
from lienthong.core.process.domain.files import read_file, write_file
from lienthong.core.process.domain.foreign_conditions import own_condition
from lienthong.core.process.domain.layout import places
from lienthong.core.process.domain.problems import TableError
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.tables import Kind, Step, Table, all_steps
from lienthong.core.process.tests.tables import everything, examples, random_tables, table

FILES = Path(__file__).parents[1] / "files"


def steps_of(name: str) -> tuple[Table, dict[str, Step]]:
    found = read_bpmn((FILES / f"{name}.bpmn").read_bytes())
    return found, {step.node: step for step in all_steps(found)}


def codes(found: Table) -> set[str]:
    """What is wrong besides what a drawing cannot say: who does it."""
    return {item.code for item in check_table(found)} - {"no_role"}


def test_camunda_modeler() -> None:
    found, steps = steps_of("camunda_modeler")

    assert (found.code, found.title) == ("process_suanha", "Cấp phép sửa nhà")
    assert codes(found) == set()
    assert steps["tiep_nhan_don"].role == "one_stop_officer"
    lon = steps["nha_lon"]
    assert (lon.kind, lon.otherwise) == (Kind.CHOICE, "ky_giay_phep")
    assert [choice.when for choice in lon.choices] == ["floor_area > 250 and (not is_urgent)"]
    assert {name: item.type for name, item in found.data.items()} == {
        "floor_area": "number",
        "is_urgent": "flag",
    }
    block = steps[lon.choices[0].to]
    assert (block.kind, block.to) == (Kind.PARALLEL, "ky_giay_phep")
    assert [branch.title for branch in block.branches] == ["cháy", "quy hoạch"]
    assert [branch.steps[0].outcomes[0].to for branch in block.branches] == ["done", "done"]
    (late,) = steps["ky_giay_phep"].boundaries
    assert (late.title, late.to) == ("Ký chậm", "qua_han")
    assert str(late.limit).startswith("Limit(amount=3,")
    assert (steps["nhan_nguoi_nop"].kind, steps["nhan_nguoi_nop"].to) == (
        Kind.SERVICE,
        "da_cap_phep",
    )


def test_bpmn_io() -> None:
    found, steps = steps_of("bpmn_io")

    assert codes(found) == set()
    ways = {way.code: way.to for way in steps["tham_tra"].outcomes}
    assert ways == {"dat": "niem_yet_7_ngay", "khong_dat": "tu_choi", "can_xac_minh": "xac_minh"}
    wait = steps["cho_nop_tien"]
    assert (wait.message, wait.late, wait.to) == ("da_nop_tien", "tu_choi", "gui_cho_ai")
    assert str(wait.limit).startswith("Limit(amount=16,")
    assert str(steps["niem_yet_7_ngay"].limit).startswith("Limit(amount=7,")
    inclusive = steps["gui_cho_ai"]
    assert (inclusive.kind, inclusive.to) == (Kind.INCLUSIVE, "lay_y_kien")
    assert [branch.when for branch in inclusive.branches] == [
        "has_tax",
        "place == 'phường'",
        "not (has_tax) and not (place == 'phường')",
    ]
    assert (steps["lay_y_kien"].each, steps["lay_y_kien"].outcomes[0].to) == ("units", "xong")
    assert [step.node for step in steps["xac_minh"].steps] == ["di_thuc_dia"]


def test_signavio() -> None:
    found, steps = steps_of("signavio")

    assert (found.title, codes(found)) == ("Ủy ban nhân dân phường", set())
    assert {node: step.role for node, step in steps.items()} == {
        "nhan_ho_so": "mot_cua",
        "ky": "lanh_dao",
        "tra_ket_qua": "",
    }
    assert [(way.title, way.to) for way in steps["ky"].outcomes] == [
        ("Đồng ý", "tra_ket_qua"),
        ("Trả về", "nhan_ho_so"),
    ]


def test_aris() -> None:
    found, steps = steps_of("aris")

    assert (found.title, codes(found)) == ("Chứng thực bản sao", set())
    assert [steps[node].kind for node in ("doi_chieu_ban_chinh", "bao_phi")] == ["task", "service"]
    block = steps["lam_cung_luc"]
    assert [branch.start for branch in block.branches] == ["ky", "thu_phi"]
    assert steps[block.to].kind is Kind.END


def test_bizagi() -> None:
    found, steps = steps_of("bizagi")

    assert (found.code, found.title) == ("id_cap_phep", "Cấp phép xây dựng")
    assert codes(found) == set()
    assert [(step.node, step.role) for step in steps.values()][:3] == [
        ("nhan_ho_so", "mot_cua"),
        ("tham_dinh", "van_thu"),
        ("ky", "van_thu"),
    ]
    ways = [(way.title, way.to) for way in steps["tham_dinh"].outcomes]
    assert ways == [("Đạt", "ky"), ("Không đạt", "xong")]
    assert found.layout["nhan_ho_so"] == [200, 100, 90, 60]


@pytest.mark.parametrize("name", ["camunda_modeler", "bpmn_io", "signavio", "aris", "bizagi"])
def test_what_was_taken_in_is_drawn_and_read_alike(name: str) -> None:
    found, _steps = steps_of(name)

    assert read_bpmn(write_bpmn(found)) == found
    assert read_file(write_file(found).encode()) == found


@examples(40)
@given(random_tables(), st.data())
def test_places_of_shapes_are_kept(mapping: dict[str, object], data: st.DataObject) -> None:
    read = read_table(mapping)
    found = table(everything()) if check_table(read) else read
    drawn = places(diagram_of(found), {})
    moved = {
        key: [number + data.draw(st.integers(-50, 50)) for number in place[:2]] + place[2:]
        for key, place in drawn.items()
    }
    before = replace(found, layout=moved)
    xml = write_bpmn(before)

    after = read_bpmn(xml)

    assert write_bpmn(after) == xml
    assert replace(after, layout={}) == found


def _process(inside: str, flows: str = "", head: str = "") -> bytes:
    links = "".join(
        f'<sequenceFlow id="f{number}" name="{number}" sourceRef="{one}" targetRef="{other}"/>'
        for number, (one, other) in enumerate(pair.split(">") for pair in flows.split())
    )
    return (
        f'<definitions xmlns="{BPMN}">{head}<process id="p"><startEvent id="s"/>{inside}'
        f'<endEvent id="e" name="Hết"/>{links}</process></definitions>'
    ).encode()


_TIMER = "<timerEventDefinition><timeDuration>{}</timeDuration></timerEventDefinition>"
_REFUSED = {
    "script": (
        '<scriptTask id="t" name="Mã"><script>import os</script></scriptTask>',
        "s>t t>e",
        ("t", "“Mã” thuộc loại scriptTask, hệ thống không chạy loại này."),
    ),
    "call": ('<callActivity id="t" name="Gọi"/>', "s>t t>e", ("t", "callActivity")),
    "complex": ('<complexGateway id="t"/>', "s>t t>e", ("t", "complexGateway")),
    "event gateway": ('<eventBasedGateway id="t"/>', "s>t t>e", ("t", "eventBasedGateway")),
    "rule": ('<businessRuleTask id="t"/>', "s>t t>e", ("t", "businessRuleTask")),
    "transaction": ('<transaction id="t"/>', "s>t t>e", ("t", "transaction")),
    "event subprocess": (
        '<subProcess id="t" triggeredByEvent="true"/>',
        "s>e",
        ("t", "eventSubProcess"),
    ),
    "signal": (
        '<intermediateCatchEvent id="t"><signalEventDefinition/></intermediateCatchEvent>',
        "s>t t>e",
        ("t", "signalEventDefinition"),
    ),
    "sequential": (
        '<userTask id="t"><multiInstanceLoopCharacteristics isSequential="true"/></userTask>',
        "s>t t>e",
        ("t", "lặp lần lượt"),
    ),
    "loop": (
        '<userTask id="t"><standardLoopCharacteristics/></userTask>',
        "s>t t>e",
        ("t", "standardLoopCharacteristics"),
    ),
    "not interrupting": (
        '<userTask id="t"/><boundaryEvent id="b" name="Nhắc" attachedToRef="t" '
        f'cancelActivity="false">{_TIMER.format("P1D")}</boundaryEvent>',
        "s>t t>e b>e",
        ("b", "“Nhắc” là sự kiện biên không ngắt bước"),
    ),
    "boundary of nothing": (
        f'<boundaryEvent id="b" attachedToRef="b">{_TIMER.format("P1D")}</boundaryEvent>',
        "s>e b>e",
        ("b", "không gắn vào bước nào"),
    ),
    "timer of a date": (
        '<intermediateCatchEvent id="t" name="Chờ"><timerEventDefinition>'
        "<timeDate>2030-01-01</timeDate></timerEventDefinition></intermediateCatchEvent>",
        "s>t t>e",
        ("t", "phải ghi khoảng thời gian"),
    ),
    "second start": ('<startEvent id="s2"/><userTask id="t"/>', "s>t s2>t t>e", ("s2", "thứ hai")),
    "second process": (
        '<userTask id="t"/></process><process id="q" name="Kia"><task id="x"/>',
        "",
        ("q", "Hãy tách “Kia”"),
    ),
    "loose flow": ('<userTask id="t"/>', "s>t t>nowhere", ("f1", "nowhere")),
    "fork that does not nest": (
        '<parallelGateway id="g" name="Chia"/><userTask id="a"/><userTask id="b"/>'
        '<userTask id="c"/><parallelGateway id="j"/>',
        "s>g g>a g>b a>j b>c c>a b>j j>e",
        ("g", "Các nhánh sau “Chia” không gặp lại"),
    ),
    "fork left by a loop": (
        '<userTask id="t"/><parallelGateway id="g"/><userTask id="a"/><userTask id="b"/>'
        '<parallelGateway id="j"/>',
        "s>t t>g g>a g>b a>j b>t b>j j>e",
        ("g", "không gặp lại"),
    ),
    "passing round": (
        '<exclusiveGateway id="x"/><exclusiveGateway id="y"/>',
        "s>x x>y y>x",
        ("x", "không đi tiếp"),
    ),
    "no id": ("<userTask name='Vô danh'/>", "s>e", ("userTask", "không có mã")),
}


@pytest.mark.parametrize("name", _REFUSED)
def test_what_cannot_be_run_is_named(name: str) -> None:
    inside, flows, expected = _REFUSED[name]
    with pytest.raises(TableError) as refused:
        read_bpmn(_process(inside, flows))

    found = [(item.where, item.message) for item in refused.value.problems]
    assert any(where == expected[0] and expected[1] in text for where, text in found), found


def test_every_refused_element_is_named_at_once() -> None:
    inside = '<scriptTask id="a" name="Một"/><callActivity id="b" name="Hai"/>'
    with pytest.raises(TableError) as refused:
        read_bpmn(_process(inside, "s>a a>b b>e"))

    assert [item.where for item in refused.value.problems] == ["a", "b"]


_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (n + 1, *([n] * 8))
        for n in range(97, 110)
    )
    + b"]><l>&n;</l>"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "has_doctype"),
        (_LAUGHS, "has_doctype"),
        (_LAUGHS.decode().encode("utf-16"), "not_xml"),
        (b"<a>" + b" " * 10_000_000 + b"</a>", "too_large"),
        (b"<a>" + b" " * 10_000_000, "too_large"),
        (_process('<userTask id="s"/>'), "duplicate_id"),
        (_process("".join(f'<task id="t{n}"/>' for n in range(2_100))), "too_many"),
        (
            _process("".join(f'<subProcess id="t{n}">' for n in range(40)) + "</subProcess>" * 40),
            "too_many",
        ),
        (b"<a>" * 300 + b"</a>" * 300, "too_many"),
        (
            _process('<userTask id="a"/><userTask id="b"/>', "a>b b>a").replace(
                b'<startEvent id="s"/>', b""
            ),
            "no_start",
        ),
        (b"<" * 100_000, "not_xml"),
        (b"\x00\xff\xfe", "not_a_file"),
        (b"a: &a [x]\nb: [*a, *a]\n", "not_a_file"),
        (b"[" * 50_000, "not_a_file"),
        (b"", "not_a_table"),
    ],
)
def test_hostile_and_huge_files_are_refused_quickly(content: bytes, code: str) -> None:
    before = time.process_time()
    with pytest.raises(TableError) as refused:
        read_file(content)

    assert refused.value.problems[0].code == code
    assert time.process_time() - before < 5


_NUMBER = "number"


@pytest.mark.parametrize(
    ("text", "own", "names"),
    [
        ("${approved}", "approved", {"approved": "flag"}),
        (
            "#{amount >= 5.5 || !vip}",
            "amount >= 5.5 or not vip",
            {"amount": "number", "vip": "flag"},
        ),
        (
            "=kind = 'a&&b' and n != -1",
            "kind == 'a&&b' and n != -1",
            {"kind": "text", "n": "number"},
        ),
        ("${status === 'ok'}", "status == 'ok'", {"status": "text"}),
        ('x in ["a", "b"]', "x in ['a', 'b']", {"x": "text"}),
        ("${ready == true}", "ready == True", {"ready": "flag"}),
    ],
)
def test_conditions_of_other_tools(text: str, own: str, names: dict[str, str]) -> None:
    found, types = own_condition(text)

    assert (found, {name: str(kind) for name, kind in types.items()}) == (own, names)


@pytest.mark.parametrize(
    "text",
    [
        "${execution.getVariable('x')}",
        "__import__('os').system('id')",
        "().__class__",
        "(lambda: 1)()",
        "[x for x in y]",
        "9**9**9**9",
        "${" + "(" * 400 + "}",
        "${a",
        "x" * 600,
        "while True: pass",
        "a if b else c",
    ],
)
def test_conditions_that_reach_outside_or_loop_are_refused_by_flow(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    inside = '<userTask id="t"/><exclusiveGateway id="g" name="Rẽ" default="f2"/>'
    xml = _process(inside, "s>t t>g g>e g>t").replace(
        b'name="3" sourceRef="g" targetRef="t"/>',
        (
            f'name="Lại" sourceRef="g" targetRef="t"><conditionExpression>{escaped}'
            "</conditionExpression></sequenceFlow>"
        ).encode(),
    )
    with pytest.raises(TableError) as refused:
        read_bpmn(xml)

    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("foreign_condition", "f3")
    assert "“Lại”" in problem.message
