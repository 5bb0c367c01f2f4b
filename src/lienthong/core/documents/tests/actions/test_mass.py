# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two hundred papers under one confirmation: each signed once, wherever the work was stopped."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from lienthong.core.documents.actions.draft import record_rendering
from lienthong.core.documents.actions.sign import sign_document
from lienthong.core.documents.adapters import press
from lienthong.core.documents.models import IssuedDocument, Signature
from lienthong.core.documents.tests.conftest import Office
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.testing.sizes import some

COUNT = len(some(range(200), 6))
PLATFORM = Actor.platform("thử")


class Killed(BaseException):
    """The worker was killed: nothing behind this line runs."""


@pytest.fixture
def papers(draft: Callable[..., IssuedDocument], signing: str) -> list[IssuedDocument]:
    """Papers of one template, drawn once."""
    made = [draft(owner_id=n) for n in range(COUNT)]
    drawn = press.draw_document(made[0])
    for paper in made:
        record_rendering(
            paper,
            kept=drawn.kept,
            pages=drawn.pages,
            digest=paper.content_digest,
            actor=PLATFORM,
        )
    return made


@pytest.mark.release
@pytest.mark.timeout(1800)
def test_all_are_signed_once_though_the_worker_was_killed_in_the_middle(
    papers: list[IssuedDocument], office: Office, record_property: Callable[[str, object], None]
) -> None:
    job = ports.tasks()["documents.apply_signature"].function
    asked = [sign_document(paper, actor=office.head).pk for paper in papers]
    half = COUNT // 2
    for pk in asked[:half]:
        job(signature_id=pk)
    with pytest.raises(Killed), connection.execute_wrapper(_dies_at_the_first_write):
        job(signature_id=asked[half])
    assert Signature.objects.filter(state="done").count() == half
    began = time.process_time()
    for pk in asked:
        job(signature_id=pk)
    record_property("cpu_seconds_a_paper", (time.process_time() - began) / (COUNT - half))
    assert list(Signature.objects.order_by("pk").values_list("state", flat=True)) == (
        ["done"] * COUNT
    )
    for paper in papers:
        assert paper.file.versions.count() == 2
    subjects = Signature.objects.order_by("pk").values_list("certificate_subject", flat=True)
    assert all(office.head.name in subject for subject in subjects)


def _dies_at_the_first_write(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.startswith(("INSERT", "UPDATE")):
        raise Killed
    return execute(sql, params, many, context)
