# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two administrators at the same moment: at one publication, at two questions."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from lienthong.core.forms.actions.designs import change_design, open_design, publish_design
from lienthong.core.forms.domain.outline import field_of, fingerprint
from lienthong.core.forms.domain.settings import EditField
from lienthong.core.forms.models import FormDesign, FormVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError

ADMINISTRATOR = Actor.platform("test")


@pytest.fixture
def design(transactional_db: None, version: FormVersion) -> FormDesign:
    begun = open_design(version.form, actor=ADMINISTRATOR)
    return change_design(begun, change=EditField("weight", {"label": "Nặng"}), actor=ADMINISTRATOR)


def both(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """Do both at once; what each was told, empty when it was done."""
    together = Barrier(2)

    def run(act: Callable[[], object]) -> str:
        together.wait()
        try:
            act()
        except DomainError as refused:
            return refused.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as people:
        return sorted(people.map(run, [first, second]))


def test_publishing_at_once_lets_one_win_and_tells_the_other(design: FormDesign) -> None:
    def publish(days: int) -> FormVersion:
        day = timezone.localdate() + timedelta(days=days)
        seen = design.revision
        return publish_design(design, valid_from=day, revision=seen, actor=ADMINISTRATOR)

    assert both(lambda: publish(1), lambda: publish(2)) == ["", "stale_version"]
    assert FormVersion.objects.filter(number=2).count() == 1
    design.refresh_from_db()
    assert design.base is not None
    assert design.base.number == 2
    assert field_of(design.content, "weight")["label"] == "Nặng"


def edit(design: FormDesign, key: str, label: str) -> FormDesign:
    seen = fingerprint(field_of(design.content, key))
    return change_design(design, change=EditField(key, {"label": label}, seen), actor=ADMINISTRATOR)


def test_changing_two_questions_at_once_keeps_both(design: FormDesign) -> None:
    told = both(lambda: edit(design, "weight", "Cân"), lambda: edit(design, "married", "Cưới"))

    assert told == ["", ""]
    design.refresh_from_db()
    labels = [field_of(design.content, key)["label"] for key in ("weight", "married")]
    assert labels == ["Cân", "Cưới"]
    assert design.edits.count() == 4


def test_changing_one_question_at_once_keeps_one_and_tells_the_other(design: FormDesign) -> None:
    told = both(lambda: edit(design, "weight", "Cân"), lambda: edit(design, "weight", "Ký"))

    assert told == ["", "stale_version"]
    assert design.edits.count() == 3
