# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A procedure that was never here, begun and published by two administrators at one moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from lienthong.core.documents.api import PrintTemplateVersion
from lienthong.core.references.api import AdministrativeDivision
from lienthong.core.units.api import Competence
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, StaleVersion
from lienthong.modules.onestop.actions.begin_procedure import begin_procedure
from lienthong.modules.onestop.actions.publish import publish_procedure
from lienthong.modules.onestop.actions.publish_design import publish_procedure_design
from lienthong.modules.onestop.management.commands.load_procedures import read
from lienthong.modules.onestop.models import Procedure, ProcedureDesign, ProcedureVersion
from lienthong.modules.onestop.queries.beginning import copied_from
from lienthong.modules.onestop.tests.design.test_begin import CODE, IDENTITY
from lienthong.testing.offices import START, make_offices
from lienthong.testing.threads import together

pytestmark = pytest.mark.covers("4.2")
COPIED = "1.004873"


def administrator(name: str) -> Actor:
    return replace(Actor.platform("test"), name=name)


@pytest.fixture
def published(transactional_db: None) -> None:
    """Another procedure in force, for a copy of which a unit is competent."""
    unit = make_offices().unit
    division = AdministrativeDivision.objects.create(code="18880")
    Competence.objects.create(unit=unit, matter="*", division=division, valid_from=START)
    entry = read("procedures", f"{COPIED}.yaml")
    form = read("forms", f"{entry['form']['code']}.yaml")
    process = read("processes", f"{entry['process']['code']}.yaml")
    publish_procedure(entry, form=form, process=process, actor=administrator("test"))


@pytest.mark.usefixtures("published")
def test_a_new_procedure_is_begun_once_and_published_once() -> None:
    people = ("Lan", "Minh")
    begin = [
        partial(begin_procedure, IDENTITY, origin=copied_from(COPIED), actor=administrator(name))
        for name in people
    ]
    told = [outcome.error for outcome in together(begin)]

    (late,) = (error for error in told if error is not None)
    assert isinstance(late, InvalidInput)
    assert late.fields == {"code": "Thủ tục mã này đã có ở đây."}
    design = ProcedureDesign.objects.get(procedure__code=CODE)
    assert design.edits.count() == 1
    assert Procedure.objects.filter(code=CODE).count() == 1

    day = timezone.localdate()
    publish = [
        partial(
            publish_procedure_design,
            design,
            valid_from=day + timedelta(days=later),
            revision=design.revision,
            actor=administrator(name),
        )
        for later, name in enumerate(people)
    ]
    outcomes = together(publish)

    (refused,) = (outcome.error for outcome in outcomes if outcome.error is not None)
    (winner,) = (outcome.value for outcome in outcomes if outcome.value is not None)
    won = people[outcomes[1].error is None]
    assert isinstance(refused, StaleVersion)
    assert str(refused).startswith(f"{won} vừa công bố bản 1 lúc ")
    assert ProcedureVersion.objects.filter(procedure__code=CODE).get() == winner
    assert winner.valid_from == day + timedelta(days=people.index(won))
    templates = PrintTemplateVersion.objects.filter(template__code__startswith="tt_9_000123")
    assert {one.valid_from for one in templates} == {winner.valid_from}
    assert templates.count() == 2
    design.refresh_from_db()
    assert design.base == winner
