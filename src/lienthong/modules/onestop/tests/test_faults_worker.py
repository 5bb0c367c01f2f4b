# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A worker that dies, a disk that is full, an authority out of its mind: once in the end."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.documents.api import (
    FileVersion,
    IssuedDocument,
    Signature,
    SignatureState,
    file_store,
)
from lienthong.kernel import ports
from lienthong.modules.onestop.actions.decide import issue_result, sign_result
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.models import Dossier, DossierPaper
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.disks import fill, small_disk
from lienthong.testing.jobs import run_jobs, store_in
from lienthong.testing.sizes import some
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("3.6"), pytest.mark.usefixtures("signing")]


class Killed(BaseException):
    """The process ends here: nothing may catch it."""


@pytest.fixture
def jobs() -> set[int]:
    return set()


def proposed(world: World, answers: dict[str, Any], jobs: set[int], count: int) -> list[Dossier]:
    """Dossiers whose drawn papers wait for the leader."""
    officer = world.officer("civil_status_officer")
    made = [receive(world, answers) for _one in range(count)]
    for dossier in made:
        propose_result(only_step(dossier), comment="Đủ.", actor=officer)
    run_jobs(jobs)
    return made


def waiting(jobs: set[int], task: str) -> list[ProcrastinateJob]:
    found = ProcrastinateJob.objects.filter(task_name=task).exclude(pk__in=jobs)
    return list(found.order_by("pk"))


def do(job: ProcrastinateJob) -> None:
    ports.tasks()[job.task_name].function(**job.args)


def die_at_the_row(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """The worker is killed once its bytes are in the store and before its row is written."""

    def killed(*_args: object, **_named: object) -> None:
        raise Killed

    monkeypatch.setattr(place, killed)


def test_paper_when_the_worker_dies_before_the_row_then_is_one_file_later(
    world: World, answers: dict[str, Any], jobs: set[int]
) -> None:
    receive(world, answers)
    (job,) = waiting(jobs, "onestop.render_paper")
    with pytest.MonkeyPatch.context() as patched:
        die_at_the_row(patched, "lienthong.modules.onestop.actions.papers.add_produced")
        with pytest.raises(Killed):
            do(job)
    slip = DossierPaper.objects.get()
    assert slip.file_version_id is None
    assert not FileVersion.objects.filter(file__owner_kind="onestop.paper").exists()

    do(job)
    do(job)

    drawn, signed = FileVersion.objects.filter(file__owner_kind="onestop.paper").order_by("pk")
    assert drawn.file_id == signed.file_id
    kept = DossierPaper.objects.get()
    assert (kept.file_version_id, kept.sealed_at is not None) == (signed.pk, True)


def test_bulk_signature_when_the_worker_dies_in_the_middle_then_each_is_signed_once(
    world: World, answers: dict[str, Any], jobs: set[int]
) -> None:
    made = proposed(world, answers, jobs, 3)
    leader = Desk.of(world, "leader")
    steps = [only_step(dossier).pk for dossier in made]
    leader.client.post(reverse("onestop:officer-signing"), {"step": steps, "_key": "s" * 22})
    first, second, third = waiting(jobs, "documents.apply_signature")
    do(first)
    with pytest.MonkeyPatch.context() as patched:
        die_at_the_row(patched, "lienthong.core.documents.tasks.signing.complete_signature")
        with pytest.raises(Killed):
            do(second)
    states = Signature.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["done", "requested", "requested"]

    for again in (first, second, third, second):
        do(again)
    run_jobs(jobs)

    done = Signature.objects.filter(state=SignatureState.DONE)
    assert [done.filter(document=paper).count() for paper in IssuedDocument.objects.all()] == [
        1
    ] * 3
    assert [paper.file.versions.count() for paper in IssuedDocument.objects.all()] == [2, 2, 2]
    assert [only_step(dossier).node for dossier in made] == ["issue"] * 3


@pytest.mark.parametrize("mode", some(["error", "garbage", "repeat", "delay", "drop"], 1))
def test_signature_when_the_time_stamp_authority_misbehaves_then_is_made_once_later(
    mode: str, world: World, answers: dict[str, Any], jobs: set[int], partners: str
) -> None:
    earlier, dossier = proposed(world, answers, jobs, 2)
    leader = world.officer("leader")
    sign_result(only_step(earlier), actor=leader)
    run_jobs(jobs)
    misbehave(partners, "tsa", mode)
    sign_result(only_step(dossier), actor=leader)
    run_jobs(jobs)
    late = only_step(dossier).node == "sign"
    if late and mode == "repeat":
        assert only_step(dossier).marks["failed"] == "sign"
        page = text_of(Desk.of(world, "leader").case(dossier))
        assert "Lần ký trước không thành công. Văn bản chưa thay đổi, ký lại được." in page
        day = text_of(Desk.of(world, "leader").client.get("/can-bo/ky/"))
        assert "Lần ký trước chưa được: dịch vụ dấu thời gian không trả lời đúng" in day
        assert ('name="nhom"' in day, "Cần xem riêng" in day) == (True, False)
        sign_result(only_step(dossier), actor=leader)
        run_jobs(jobs)
    elif late:
        day = text_of(Desk.of(world, "leader").client.get("/can-bo/ky/"))
        assert "1 văn bản chưa ký được vì dịch vụ dấu thời gian không trả lời đúng" in day
        ask_again(jobs)

    assert late == (mode != "delay")
    assert only_step(dossier).node == "issue"
    done = Signature.objects.filter(state=SignatureState.DONE, document__owner_id=dossier.pk)
    assert done.count() == 1
    assert IssuedDocument.objects.get(owner_id=dossier.pk).file.versions.count() == 2


def ask_again(jobs: set[int]) -> None:
    """What the queue does every twenty seconds."""
    assert ports.tasks()["documents.ask_services"].function() == 1
    run_jobs(jobs)


def misbehave(partners: str, channel: str, mode: str) -> None:
    """The partner answers the next request so."""
    fault = {"channel": channel, "mode": mode, "count": "1", "seconds": "0.3"}
    assert httpx.post(f"{partners}/faults", data=fault).is_redirect


@pytest.mark.parametrize("mode", some(["garbage", "error", "delay"], 1))
def test_signature_when_the_certification_authority_misbehaves_then_is_made_once_later(
    mode: str, world: World, answers: dict[str, Any], jobs: set[int], partners: str
) -> None:
    (dossier,) = proposed(world, answers, jobs, 1)
    leader = world.officer("leader")
    misbehave(partners, "ca", mode)
    sign_result(only_step(dossier), actor=leader)
    run_jobs(jobs)
    late = only_step(dossier).node == "sign"
    if late:
        assert only_step(dossier).marks["busy"] == "sign"
        ask_again(jobs)

    assert late == (mode != "delay")
    assert only_step(dossier).node == "issue"
    assert Signature.objects.filter(state=SignatureState.DONE).count() == 1
    assert IssuedDocument.objects.get().file.versions.count() == 2


def test_seal_when_the_authority_answers_with_somebody_elses_key_then_is_made_once_later(
    world: World, answers: dict[str, Any], jobs: set[int], partners: str
) -> None:
    (dossier,) = proposed(world, answers, jobs, 1)
    sign_result(only_step(dossier), actor=world.officer("leader"))
    run_jobs(jobs)
    clerk = world.officer("clerk")
    misbehave(partners, "ca", "repeat")
    issue_result(only_step(dossier), actor=clerk)
    run_jobs(jobs)
    assert only_step(dossier).marks["failed"] == "issue"
    assert IssuedDocument.objects.get().file.versions.count() == 2
    number = IssuedDocument.objects.get().number_id

    issue_result(only_step(dossier), actor=clerk)
    run_jobs(jobs)

    paper = IssuedDocument.objects.get()
    assert (paper.state, paper.number_id) == ("issued", number)
    assert only_step(dossier).node == "return_result"
    assert Signature.objects.filter(state=SignatureState.DONE).count() == 2


@pytest.fixture
def disk(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A file system of twelve megabytes under the file store; root only."""
    with small_disk(tmp_path / "disk", "12m") as folder:
        store_in(folder, settings)
        yield folder
    store_in(folder, settings)


def test_store_when_the_disk_is_full_then_leaves_nothing_half_written(disk: Path) -> None:
    ballast = fill(disk)
    with pytest.raises(OSError, match="No space") as full:
        file_store().keep_bytes(b"a" * 2_000_000)

    assert full.value.errno == errno.ENOSPC
    assert [path for path in disk.rglob("*") if path.is_file()] == [ballast]
    ballast.unlink()
    assert file_store().keep_bytes(b"a" * 2_000_000).size == 2_000_000


def test_paper_and_signature_when_the_disk_is_full_then_are_made_once_there_is_room(
    disk: Path, world: World, answers: dict[str, Any], jobs: set[int]
) -> None:
    (dossier,) = proposed(world, answers, jobs, 1)
    sign_result(only_step(dossier), actor=world.officer("leader"))
    (job,) = waiting(jobs, "documents.apply_signature")
    ballast = fill(disk)
    with pytest.raises(OSError, match="No space"):
        do(job)
    assert Signature.objects.get().state == SignatureState.REQUESTED
    assert only_step(dossier).marks["busy"] == "sign"
    receive(world, answers)
    (paper,) = waiting(jobs, "onestop.render_paper")
    with pytest.raises(OSError, match="No space"):
        do(paper)
    assert DossierPaper.objects.latest("pk").file_version_id is None

    ballast.unlink()
    run_jobs(jobs)

    assert Signature.objects.get().state == SignatureState.DONE
    assert only_step(dossier).node == "issue"
    assert DossierPaper.objects.latest("pk").file_version_id is not None
