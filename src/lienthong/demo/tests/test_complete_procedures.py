# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every complete procedure of the demo, walked from the desk to the paper in the hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import Step, inbox, open_steps_of
from lienthong.core.deadlines.api import Deadline, LimitUnit
from lienthong.core.documents.api import IssuedDocument, verdicts_of
from lienthong.core.units.api import Unit, officers_of
from lienthong.demo.load_dossiers import receive_birth
from lienthong.demo.load_samples import receive_sample
from lienthong.demo.sources import read
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.consult import Asked, begin_inquiry, give_opinion
from lienthong.modules.onestop.actions.decide import issue_result, sign_result
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.actions.give_back import Taker, return_result
from lienthong.modules.onestop.actions.money import take_cash
from lienthong.modules.onestop.actions.visit import VisitRecord, record_visit
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, FieldVisit, ProcedureVersion
from lienthong.modules.onestop.queries.places import usual_units
from lienthong.testing.jobs import own_store, run_jobs
from lienthong.testing.simulators import running_simulators
from lienthong.testing.sizes import some

pytestmark = pytest.mark.usefixtures("province")
WARD = "18880"
BIRTH = "1.001193"
STRAIGHT = ("examine", "sign", "issue", "return_result")
MOST_ACTS = 10
"""More acts than any of these walks has: a step that does not go on ends the walk by name."""


@dataclass(frozen=True)
class Walk:
    """The unit that decides for a ward, what is promised and paid (đồng), and the steps."""

    unit: str
    limit: tuple[str, int]
    cash: int = 0
    steps: tuple[str, ...] = STRAIGHT


WALKS: Mapping[str, Walk] = {
    "1.010727": Walk("qt-snnmt", ("day", 15), 6_000_000, ("examine", "visit", *STRAIGHT)),
    "3.000348": Walk("qt-ca", ("working_day", 5), 135_000),
    "1.013225": Walk(
        "qt-18880", ("day", 15), 50_000, ("examine", "visit", "opinion", "opinion", *STRAIGHT)
    ),
    BIRTH: Walk("qt-18880", ("same_day", 1)),
    "1.001612": Walk("qt-18880", ("working_day", 3), 50_000),
    "1.004873": Walk("qt-18880", ("working_day", 3), 10_000),
    "2.000815": Walk("qt-18880", ("same_day", 1), 34_000),
    "1.001776": Walk("qt-18880", ("working_day", 10)),
}


@pytest.fixture
def partners(folder: Path, settings: Settings) -> Iterator[None]:
    """The simulated time-stamp authority, of the same root that the province believes."""
    with running_simulators(folder) as address:
        own_store(folder, settings, partners=address)
        yield


@pytest.mark.covers("4.1")
@pytest.mark.usefixtures("partners")
def test_every_complete_procedure_when_filed_at_a_ward_then_its_paper_is_handed_out() -> None:
    for code in some(list(WALKS), 1):
        dossier = filed(code)
        cash = pay(dossier)

        steps = walk(dossier)

        assert Walk(agency_of(dossier), limit_of(dossier), cash, steps) == WALKS[code], code
        done = Dossier.objects.select_related("case", "result").get(pk=dossier.pk)
        assert done.case.state == DossierState.RETURNED, code
        assert done.case.closed_at is not None, code
        paper = IssuedDocument.objects.get(pk=done.result.document_id or 0)
        assert (paper.state, bool(paper.number_text)) == ("issued", True), code
        verdicts = verdicts_of(paper)
        assert len(verdicts) == 2, code
        assert all(one.intact and one.trusted for one in verdicts), code


def filed(code: str) -> Dossier:
    """A dossier of the procedure, received at the desk of the ward with every paper."""
    version = ProcedureVersion.objects.electronic().get(procedure__code=code)
    if code == BIRTH:
        rows = (row for row in read("dossiers")["dossiers"] if row["division"] == WARD)
        return receive_birth(next(rows), version)
    rows = (row for row in read("samples")["samples"] if row["procedure"] == code)
    received: Dossier = receive_sample(next(r for r in rows if r["division"] == WARD), version)
    return received


def pay(dossier: Dossier) -> int:
    """Pay at the desk what is due; answers how much that was, in đồng."""
    due = sum(fee.amount for fee in dossier.fees.all())
    if due:
        desk = actor_for(Account.objects.get(username="tiepnhan1.donghoi"))
        take_cash(dossier, amount=due, actor=desk)
    return due


def walk(dossier: Dossier) -> tuple[str, ...]:
    """Do what is open until nothing is; the nodes in the order they were done."""
    seen: list[str] = []
    done = set[int]()
    for _act in range(MOST_ACTS):
        run_jobs(done)
        steps = open_steps_of(dossier.pk)
        if not steps:
            return tuple(seen)
        step = steps[0]
        assert not step.marks.get("failed"), (step.node, step.marks)
        assert not step.marks.get("busy"), (step.node, step.marks)
        ACTS[step.node](step, dossier, holder_of(step))
        seen.append(step.node)
    raise AssertionError(seen)


def holder_of(step: Step) -> Actor:
    """An officer of the step's unit in whose inbox it waits."""
    for member in officers_of(step.unit_id or 0):
        actor = actor_for(member.account, post=member.pk)
        if any(found.pk == step.pk for found in inbox(actor).steps):
            return actor
    raise LookupError(step)


def examine(step: Step, dossier: Dossier, actor: Actor) -> object:
    """Ask and visit first where the process has that, then propose."""
    may_ask = any(way["code"] == "inquire" for way in step.outcomes)
    if may_ask and not FieldVisit.objects.filter(dossier=dossier).exists():
        asked = [Asked(one.unit_id, one.question) for one in usual_units(dossier)]
        return begin_inquiry(step, asked=asked, visit=True, actor=actor)
    return propose_result(step, comment="Đủ điều kiện.", actor=actor)


def visit(step: Step, _dossier: Dossier, actor: Actor) -> object:
    record = VisitRecord(
        visited_at=timezone.now() - timedelta(hours=2),
        place="Tổ dân phố 4",
        participants="Chủ đầu tư",
        findings="Đúng như hồ sơ.",
        conclusion="fits",
    )
    return record_visit(step, record=record, actor=actor)


def hand_out(step: Step, _dossier: Dossier, actor: Actor) -> object:
    taker = Taker("Trần Thị Mỹ Duyên", "", "M0 0L9 9")
    return return_result(step, method="desk", taker=taker, originals_returned=True, actor=actor)


ACTS: Mapping[str, Callable[[Step, Dossier, Actor], Any]] = {
    "examine": examine,
    "visit": visit,
    "opinion": lambda step, _dossier, actor: give_opinion(step, stance="agrees", actor=actor),
    "sign": lambda step, _dossier, actor: sign_result(step, actor=actor),
    "issue": lambda step, _dossier, actor: issue_result(step, actor=actor),
    "return_result": hand_out,
}


def agency_of(dossier: Dossier) -> str:
    return Unit.objects.get(pk=dossier.case.agency_id).code


def limit_of(dossier: Dossier) -> tuple[str, int]:
    promised = Deadline.objects.get(pk=dossier.case.deadline_id or 0)
    return LimitUnit(promised.unit).name.lower(), promised.amount
