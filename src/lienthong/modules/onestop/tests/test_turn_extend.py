# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Extension with an apology: asked by the unit, carried out by the one-stop, once and in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string

from lienthong.core.cases.api import events_of, inbox
from lienthong.core.deadlines.api import explain_deadline, meet_deadline
from lienthong.kernel.errors import (
    IllegalState,
    InvalidInput,
    NotAllowed,
    OutOfScope,
    StaleVersion,
)
from lienthong.modules.onestop.actions.extend import (
    NewDate,
    approve_extension,
    ask_extension,
    decline_extension,
    extend_dossier,
    return_extension,
)
from lienthong.modules.onestop.models import DossierPaper, ExtensionNotice
from lienthong.modules.onestop.panels.work_leader import apology_words
from lienthong.modules.onestop.queries.turns import Apologies, apologies
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.turns import DESK, LEADER, OFFICER, Turns, set_time_rules

THURSDAY = date(2026, 11, 26)
SORRY = "Xin lỗi vì để bạn phải chờ."


def asked(**changes: Any) -> NewDate:
    return replace(NewDate(day=THURSDAY, reason="Chờ trích lục.", apology=SORRY), **changes)


def ask(turns: Turns, **changes: Any) -> ExtensionNotice:
    return ask_extension(turns.again(), asked=asked(**changes), actor=turns.actor(OFFICER))


def test_unit_asks_and_the_one_stop_carries_it_out(turns: Turns) -> None:
    assert turns.due == "2026-11-23 17:00"
    turns.go_to(2026, 11, 19, 10, 0)
    ask(turns)
    assert turns.due == "2026-11-23 17:00"
    assert "extend" in [step.node for step in inbox(turns.actor(DESK)).steps]

    done = extend_dossier(turns.step("extend"), actor=turns.actor(DESK))

    assert turns.due == "2026-11-26 17:00"
    assert turns.again().case.due_at == turns.deadline.due_at
    assert turns.deadline.original_due_at.day == 23
    assert (done.was_late, done.overridden) == (False, False)
    assert turns.nodes() == ["examine"]
    (row,) = turns.deadline.adjustments.all()
    assert (row.kind, row.reason_code, row.instrument.key) == ("extend", "apology", "61/2018/NĐ-CP")
    told = events_of(turns.dossier.pk, for_citizen=True)
    assert told[-1].kind == "extended"
    assert told[-1].data["reason"] == "Chờ trích lục."
    paper = DossierPaper.objects.get(kind="04")
    assert paper.data["new_due"] == "17:00, Thứ Năm 26/11/2026"
    assert paper.data["promised"] == "17:00, Thứ Hai 23/11/2026"
    assert paper.data["apology"] == SORRY
    explained = explain_deadline(turns.deadline).as_dict()
    lines = [fact for fact in explained["facts"] if fact["term"] == "Gia hạn"]
    assert [line["legal_basis"] for line in lines] == ["61/2018/NĐ-CP"]
    assert "xin lỗi và hẹn lại" in explained["sentence"].lower()


def test_last_day_is_the_working_day_before_due(turns: Turns, answers: dict[str, Any]) -> None:
    """Vector 14: due Wednesday 25/11 after a holiday, the safe reading is Monday 23/11."""

    set_time_rules(lambda rules: rules["limit"].update(amount=6))
    turns.dossier = receive(turns.world, answers)
    assert turns.due == "2026-11-25 17:00"
    turns.go_to(2026, 11, 23, 16, 0)
    assert not ask(turns).overridden
    turns.go_to(2026, 11, 24, 9, 0)
    with pytest.raises(IllegalState) as late:
        extend_dossier(turns.step("extend"), actor=turns.actor(DESK))
    assert late.value.code == "extension_too_late"
    return_extension(turns.step("extend"), reason="Quá ngày.", actor=turns.actor(DESK))
    assert turns.due == "2026-11-25 17:00"


def test_late_extension_needs_a_leader_and_stays_late(turns: Turns) -> None:
    turns.go_to(2026, 11, 25, 9, 0)
    with pytest.raises(InvalidInput) as missing:
        ask(turns)
    assert set(missing.value.fields) == {"override_reason"}
    ask(turns, day=date(2026, 11, 27), override_reason="Máy chủ hỏng hai ngày.")
    assert "approve_extension" in turns.nodes()
    assert "extend" not in turns.nodes()
    with pytest.raises(NotAllowed):
        approve_extension(turns.step("approve_extension"), actor=turns.actor(OFFICER))

    approve_extension(turns.step("approve_extension"), actor=turns.actor(LEADER))
    notice = extend_dossier(turns.step("extend"), actor=turns.actor(DESK))

    assert notice.was_late
    assert apologies(None, since=date(2026, 11, 1)) == Apologies(1, 1)
    assert "đã xin lỗi và hẹn lại 1 lần, 1 lần khi đã trễ hẹn" in apology_words(turns.actor(LEADER))
    assert turns.due == "2026-11-27 17:00"
    (row,) = turns.deadline.adjustments.all()
    assert row.approved_by_id == turns.actor(LEADER).account_id
    assert row.note == "Máy chủ hỏng hai ngày."
    turns.go_to(2026, 11, 26, 9, 0)
    assert meet_deadline(turns.deadline).outcome == "late"


def test_second_extension_only_by_a_leader(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    ask(turns)
    extend_dossier(turns.step("extend"), actor=turns.actor(DESK))
    again = date(2026, 11, 30)
    with pytest.raises(InvalidInput) as missing:
        ask(turns, day=again)
    assert set(missing.value.fields) == {"override_reason"}
    ask(turns, day=again, override_reason="Nơi khác chưa trả lời.")
    with pytest.raises(InvalidInput):
        decline_extension(turns.step("approve_extension"), reason=" ", actor=turns.actor(LEADER))

    decline_extension(
        turns.step("approve_extension"), reason="Làm xong trong tuần.", actor=turns.actor(LEADER)
    )

    assert turns.due == "2026-11-26 17:00"
    assert turns.nodes() == ["examine"]
    assert ExtensionNotice.objects.latest("pk").decline_reason == "Làm xong trong tuần."
    since = date(2026, 11, 1)
    assert apologies([turns.world.ward.agency.pk], since=since) == Apologies(1, 0)
    assert apologies([turns.world.other.agency.pk], since=since) == Apologies(0, 0)
    assert apologies(None, since=date(2026, 12, 1)) == Apologies(0, 0)


def test_version_says_how_often(turns: Turns) -> None:
    set_time_rules(lambda rules: rules["extension"].update(max_count=2))
    turns.go_to(2026, 11, 18, 9, 0)
    ask(turns)
    extend_dossier(turns.step("extend"), actor=turns.actor(DESK))

    assert not ask(turns, day=date(2026, 11, 30)).overridden

    extend_dossier(turns.step("extend"), actor=turns.actor(DESK))
    assert turns.due == "2026-11-30 17:00"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": None}, "day"),
        ({"day": date(2026, 11, 23)}, "day"),
        ({"day": date(2026, 11, 20)}, "day"),
        ({"day": date(2026, 11, 28)}, "day"),
        ({"day": date(2026, 11, 24)}, "day"),
        ({"day": date(2036, 11, 24)}, "day"),
        ({"reason": "  "}, "reason"),
        ({"apology": ""}, "apology"),
        ({"reason": "a" * 2001}, "reason"),
    ],
)
def test_bad_dates_and_words_are_refused(turns: Turns, changes: dict[str, Any], field: str) -> None:
    turns.go_to(2026, 11, 18, 9, 0)

    with pytest.raises(InvalidInput) as refused:
        ask(turns, **changes)

    assert set(refused.value.fields) == {field}
    assert ExtensionNotice.objects.count() == 0
    assert turns.nodes() == ["examine"]


def test_others_and_second_asks_are_refused(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    dossier, version = turns.again(), turns.again().case.version
    elsewhere = turns.world.officer(OFFICER, ward=turns.world.other)
    with pytest.raises(OutOfScope):
        ask_extension(dossier, asked=asked(), actor=elsewhere)
    with pytest.raises(NotAllowed):
        ask_extension(dossier, asked=asked(), actor=turns.actor(DESK))
    with pytest.raises(StaleVersion):
        ask_extension(dossier, asked=asked(), version=version - 1, actor=turns.actor(OFFICER))
    ask(turns)
    with pytest.raises(IllegalState) as twice:
        ask(turns)
    assert twice.value.code == "extension_asked"
    step = turns.step("extend")
    extend_dossier(step, actor=turns.actor(DESK))
    with pytest.raises(IllegalState):
        extend_dossier(step, actor=turns.actor(DESK))
    assert turns.deadline.adjustments.count() == 1


def test_script_in_the_reason_is_only_text(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    ask(turns, reason="<script>alert(1)</script>", apology="<b>Xin lỗi</b>")
    extend_dossier(turns.step("extend"), actor=turns.actor(DESK))

    paper = DossierPaper.objects.get(kind="04")
    page = render_to_string("onestop/print/extension_notice.html", {"paper": paper.data, "qr": ""})
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
