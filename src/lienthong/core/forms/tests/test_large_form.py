# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A form of 200 questions is saved within a second and drawn within 25 ms of processor time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import timezone

from lienthong.core.forms.actions.designs import change_design, import_design, publish_design
from lienthong.core.forms.actions.drafts import start_draft
from lienthong.core.forms.actions.pages import save_page
from lienthong.core.forms.domain.importing import write_file
from lienthong.core.forms.domain.settings import EditField
from lienthong.core.forms.models import FormDesign, FormVersion
from lienthong.core.forms.panels.pages import page_view
from lienthong.core.forms.queries import summary_of
from lienthong.core.forms.tests.samples import sent
from lienthong.kernel.actor import Actor

pytestmark = [pytest.mark.bench, pytest.mark.covers("1")]
ADMINISTRATOR = Actor.platform("test")
KINDS = ("text", "number", "yes_no", "date")
ANSWERS = ("Một", "1", "yes", "01012020")
SAVE, DRAW = 1.0, 0.025  # seconds of processor time


def content() -> dict[str, Any]:
    """Fifty pages of four questions; every second one has a condition on the one before."""
    pages = []
    for number in range(50):
        fields: list[dict[str, Any]] = [
            {
                "key": f"q{number}_{place}",
                "kind": kind,
                "label": f"Câu {number}.{place}",
                "hint": "Xem trên giấy tờ",
            }
            for place, kind in enumerate(KINDS)
        ]
        if number:
            fields[1]["show_if"] = {"eq": [{"field": f"q{number - 1}_2"}, True]}
        pages.append({"key": f"p{number}", "title": f"Trang {number}", "fields": fields})
    return {
        "code": "large",
        "title": "Biểu mẫu 200 câu",
        "legal_basis": ["45/2020/NĐ-CP"],
        "pages": pages,
    }


def fastest(act: Callable[[], object], times: int = 5) -> float:
    """Processor seconds of the fastest run: other programs of the machine do not count."""
    found = []
    for _time in range(times):
        before = time.process_time()
        act()
        found.append(time.process_time() - before)
    return min(found)


@pytest.fixture
def design(db: None) -> FormDesign:
    return import_design(write_file(content()), actor=ADMINISTRATOR)


def test_a_change_of_a_large_form_is_saved_within_a_second(design: FormDesign) -> None:
    labels = iter(f"Câu đổi {number}" for number in range(5))

    def save() -> None:
        change = EditField("q25_0", {"label": next(labels)})
        change_design(design, change=change, actor=ADMINISTRATOR)

    assert fastest(save) < SAVE


def test_a_large_form_is_imported_and_published_within_a_second(design: FormDesign) -> None:
    text = write_file(content())
    assert fastest(lambda: import_design(text, actor=ADMINISTRATOR), 2) < SAVE
    design.refresh_from_db()
    before = time.process_time()
    publish(design)
    assert time.process_time() - before < SAVE


def publish(design: FormDesign) -> int:
    day = timezone.localdate() + timedelta(days=1)
    version = publish_design(design, valid_from=day, revision=design.revision, actor=ADMINISTRATOR)
    return int(version.pk)


def test_pages_and_summary_of_a_large_form_are_drawn_within_25_ms(
    design: FormDesign, duyen: Actor
) -> None:
    version = FormVersion.objects.get(pk=publish(design))
    draft = start_draft(version, actor=duyen)
    for number in range(50):
        told = {f"q{number}_{place}": text for place, text in enumerate(ANSWERS)}
        draft = save_page(
            draft,
            page=f"p{number}",
            submitted=sent(**told),
            revision=draft.revision,
            actor=duyen,
        )
    assert len(draft.answers) == 200
    page = Template("{% load forms %}{% form_page page %}")
    groups = Template("{% load forms %}{% form_summary groups %}")

    def draw() -> None:
        page.render(Context({"page": page_view(draft, "p25"), "csrf_token": "x"}))

    def draw_summary() -> str:
        return str(groups.render(Context({"groups": summary_of(draft)})))

    draw()
    assert fastest(draw) < DRAW
    assert draw_summary().count("01/01/2020") == 50
    assert fastest(draw_summary) < DRAW
