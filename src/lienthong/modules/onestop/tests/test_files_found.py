# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files of citizens are found by their words: by whoever finds the dossier that has them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.accounts.api import Person
from lienthong.core.cases.api import inbox, open_steps_of
from lienthong.core.documents.api import File, FileVersion, Kept, add_produced, open_file
from lienthong.core.documents.api import record_check as keep_words
from lienthong.core.search.api import EVERYWHERE_TOKEN, Family, above_token, find, unit_token
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.forward import forward_dossier, take_over
from lienthong.modules.onestop.actions.intake import Missing, request_intake_supplement
from lienthong.modules.onestop.actions.opening import Filing
from lienthong.modules.onestop.actions.submit import send_dossier
from lienthong.modules.onestop.actions.supplement import Answer, Answers, answer_supplement
from lienthong.modules.onestop.enums import Channel
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.queries.turns import open_notice
from lienthong.testing.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.covers("11")]
WORDS = "Bệnh viện ghi trẻ cân nặng 3200 gam. zzu{} zzall"
PAPER, DESK = "birth_certificate", "one_stop_officer"
JOB = "documents.find_files"
PLATFORM = Actor.platform("kiểm tra tệp")


def given(world: World, words: str, **owner: Any) -> FileVersion:
    """A file of the citizen, in which these words were read."""
    citizen = world.citizen()
    file = open_file("Giấy chứng sinh", person_id=citizen.person_id, actor=citizen, **owner)
    version = add_produced(
        file, kept=Kept("k", "0" * 64, 9), name="giay.pdf", content_type="application/pdf",
        pages=1, actor=PLATFORM,
    )  # fmt: skip
    return keep_words(version, words=words, actor=PLATFORM)


def filed(world: World, answers: dict[str, Any], *versions: FileVersion) -> Dossier:
    """Sent online to Đồng Hới; the mother lives in Đông Hà, which is competent too."""
    home = {"division": "19333", "division_text": "Phường Đông Hà", "detail": ""}
    citizen = world.citizen()
    filing = Filing(
        procedure=ProcedureVersion.objects.get(procedure__code="1.001193"),
        answers=answers | {"mother_residence": home},
        submitter=Person.objects.get(pk=citizen.person_id or 0),
        channel=Channel.ONLINE,
        files={PAPER: [version.pk for version in versions]},
    )
    with transaction.atomic():
        return send_dossier(filing, actor=citizen)


def work() -> int:
    """Do the jobs that let files be found, and no others; how many."""
    jobs = list(ProcrastinateJob.objects.filter(task_name=JOB))
    for job in jobs:
        ports.tasks()[JOB].function(**job.args)
    ProcrastinateJob.objects.filter(pk__in=[job.pk for job in jobs]).delete()
    return len(jobs)


def found(text: str, *scope: str) -> list[int]:
    return [hit.subject_id for hit in find(text, scope=scope, family=Family.FILE)]


def listed(world: World, text: str, **where: Any) -> list[dict[str, Any]]:
    """The files that an officer of a desk finds on the page of search, and what each shows."""
    client = Client()
    client.force_login(world.account(DESK, **where))
    page = client.get(reverse("officer:search"), {"q": text, "nhom": "tep"})
    return [row | {"status": client.get(row["url"]).status_code} for row in page.context["rows"]]


def test_files_are_found_by_whoever_finds_the_dossier_wherever_it_goes(
    world: World, answers: dict[str, Any]
) -> None:
    here, there = unit_token(world.ward.desk.pk), unit_token(world.other.desk.pk)
    draft = given(world, WORDS.format(world.other.desk.pk), owner_kind="onestop.draft", owner_id=1)
    assert found("can nang 3200", here, EVERYWHERE_TOKEN) == []

    dossier = filed(world, answers, draft)
    assert found("can nang 3200", here, EVERYWHERE_TOKEN) == [], "only the job reads many words"
    assert work() == 1

    file = [draft.file_id]
    assert found("can nang 3200", here) == found("cân nặng", here) == file
    assert found("can nang", above_token(world.province.pk)) == file
    assert found("can nang", there) == found("khanh vy", here) == [], "neither by its own words"
    (row,) = listed(world, "cân nặng 3200")
    assert row["url"] == reverse("officer:file-desk", args=file)
    assert row["line"] == "giay.pdf · Đăng ký khai sinh cho Lê Nguyễn Khánh Vy"
    assert row["status"] == 200
    assert listed(world, "cân nặng", ward=world.other) == []

    (step,) = open_steps_of(dossier.pk)
    forward_dossier(
        step, to_unit=world.other.agency.pk, reason="Mẹ ở Đông Hà.", actor=world.officer(DESK)
    )
    assert [row["status"] for row in listed(world, "cân nặng", ward=world.other)] == [200]
    other = world.officer(DESK, ward=world.other)
    take_over(inbox(other).steps[0], actor=other)
    assert found("can nang", there) == file
    assert found("can nang", here) == []

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_searchrow")
    call_command("rebuild_search", verbosity=0)
    assert (found("can nang", there), found("can nang", here)) == (file, [])


def test_answer_is_found_once_it_is_sent_and_not_what_was_taken_out_of_it(
    world: World, answers: dict[str, Any]
) -> None:
    here = unit_token(world.ward.desk.pk)
    dossier = filed(world, answers)
    assert work() == 0, "nothing was given"
    (step,) = open_steps_of(dossier.pk)
    request_intake_supplement(
        step, missing=[Missing(PAPER, "Mờ.")], reason="Chụp lại.", actor=world.officer(DESK)
    )
    notice = open_notice(dossier)
    assert notice is not None
    defect = notice.defects.get()
    own = {"owner_kind": "onestop.dossier", "owner_id": dossier.pk}
    dropped, sent = (given(world, "Hạn 05 ngày", **own) for _one in range(2))
    assert found("han 05", here, EVERYWHERE_TOKEN) == []

    given_now = Answers({defect.pk: Answer(files=(sent.pk,))})
    answer_supplement(dossier, answers=given_now, actor=world.citizen())
    assert work() == 1

    assert found("han 05", here) == [sent.file_id]
    keep_words(dropped, words="Hạn 05 ngày", actor=PLATFORM)
    assert found("han 05", here, EVERYWHERE_TOKEN) == [sent.file_id]


def test_file_that_officers_keep_beside_a_dossier_is_found_with_it(
    world: World, answers: dict[str, Any]
) -> None:
    dossier = filed(world, answers)
    kept = given(world, "Biên bản 17", owner_kind="onestop.dossier", owner_id=dossier.pk)
    File.objects.filter(pk=kept.file_id).update(internal=True)
    photo = given(world, "Biên bản 17", owner_kind="onestop.camera", unit_id=world.ward.desk.pk)
    lost = given(world, "Biên bản 17", owner_kind="onestop.dossier", owner_id=dossier.pk + 999)

    for version in (kept, photo, lost):
        keep_words(FileVersion.objects.get(pk=version.pk), words="Biên bản 17", actor=PLATFORM)

    assert found("bien ban 17", unit_token(world.ward.desk.pk)) == [kept.file_id]
    assert found("bien ban 17", EVERYWHERE_TOKEN) == [kept.file_id]
