# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers brought to the desk after Mẫu 02: scanned, noted, named in the receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from lienthong.core.accounts.api import Account, Person
from lienthong.core.cases.api import CaseEvent, open_steps_of
from lienthong.core.documents.api import FileVersion
from lienthong.kernel import permits
from lienthong.modules.onestop.actions.intake import Missing, request_intake_supplement
from lienthong.modules.onestop.actions.opening import Filing
from lienthong.modules.onestop.actions.submit import send_dossier
from lienthong.modules.onestop.enums import Channel
from lienthong.modules.onestop.models import Defect, Dossier, ProcedureVersion
from lienthong.modules.onestop.panels.citizen_timeline import timeline
from lienthong.modules.onestop.panels.messages import citizen_message
from lienthong.modules.onestop.panels.work_words import event_line
from lienthong.modules.onestop.tests.test_desk_counter import sign_in
from lienthong.testing.jobs import own_store
from lienthong.testing.office_files import blank_pdf
from lienthong.testing.uploads import send_file
from lienthong.testing.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.covers("11")]
PAPER = "birth_certificate"


@pytest.fixture
def asked(world: World, answers: dict[str, Any], tmp_path: Path, settings: Any) -> Defect:
    """The one item that the desk asked for before it accepts an online dossier."""
    own_store(tmp_path, settings)
    citizen = world.citizen()
    filing = Filing(
        procedure=ProcedureVersion.objects.get(procedure__code="1.001193"),
        answers=answers | {"birth_proof_kind": "paper_certificate"},
        submitter=Person.objects.get(pk=citizen.person_id or 0),
        channel=Channel.ONLINE,
    )
    with transaction.atomic():
        dossier = send_dossier(filing, actor=citizen)
    (step,) = open_steps_of(dossier.pk)
    desk = world.officer("one_stop_officer")
    notice = request_intake_supplement(
        step, missing=[Missing(PAPER, "Mờ.")], reason="Mang bản chính.", actor=desk
    )
    return notice.defects.get()


@pytest.fixture
def desk(world: World) -> Client:
    return sign_in(world)


def addresses(asked: Defect) -> tuple[Dossier, str, str]:
    """The dossier, the screen of papers brought, the address of the item's files."""
    dossier = Dossier.objects.select_related("case").get(pk=asked.notice.dossier_id)
    brought = reverse("onestop:officer-brought", args=[dossier.pk])
    return dossier, brought, reverse("onestop:officer-brought-file", args=[dossier.pk, asked.pk])


def bring(client: Client, page: str, to: str, name: str, **other: Any) -> Any:
    """Send a PDF from a page and take its receipt there."""
    receipt = send_file(client, page, blank_pdf(), name, media_type="application/pdf", **other)
    return client.get(to, {permits.RECEIPT_PARAMETER: receipt})


def test_papers_brought_are_scanned_item_by_item_and_named_in_the_receipt(
    world: World, desk: Client, asked: Defect
) -> None:
    dossier, page, files = addresses(asked)
    home = Client()
    home.force_login(Account.objects.get(person__personal_id="044194003812"))
    online = reverse("onestop:citizen-supplement", args=[dossier.code])
    own = reverse("onestop:citizen-defect", args=[dossier.code, asked.pk])
    bring(home, online, own, "o-nha.pdf")

    taken = bring(desk, page, files, "quet.pdf")

    assert taken["Location"] == f"{page}#muc-{asked.pk}"
    shown = desk.get(page).content.decode()
    assert "Người nộp đã tải lên mạng, đi cùng lần này: o-nha.pdf" in shown
    assert "quet.pdf" in shown
    assert "quet.pdf" not in home.get(online).content.decode()
    at_home, scanned = FileVersion.objects.select_related("file").order_by("pk")
    assert (at_home.digitised, at_home.file.unit_id) == (False, None)
    assert (scanned.digitised, scanned.file.unit_id) == (True, world.ward.desk.pk)
    assert (scanned.file.owner_id, scanned.file.person_id) == (dossier.pk, None)
    for client, address, other in ((home, own, scanned), (desk, files, at_home)):
        client.post(address, {"remove": str(other.pk)})
    asked.refresh_from_db()
    assert asked.answer_files == [at_home.pk, scanned.pk], "each side takes out its own only"

    done = desk.post(page, {f"answer_{asked.pk}": "", "_key": "k1"})

    assert done.status_code == 302
    component = dossier.components.get(key=PAPER)
    assert (component.files, component.source) == ([at_home.pk, scanned.pk], "upload")
    event = CaseEvent.objects.get(case_id=dossier.pk, kind="supplement_answered")
    assert event.data["papers"] == [{"name": "Giấy chứng sinh", "files": 2}]
    assert event_line(event)["text"] == "Người dân đã bổ sung: Giấy chứng sinh (2 tệp)"
    told = [entry for entry in timeline(dossier) if entry["title"] == "Bạn đã bổ sung"]
    assert [entry["text"] for entry in told] == ["Giấy chứng sinh (2 tệp)"]
    receipt = citizen_message(dossier, event)
    assert receipt is not None
    assert receipt.values["papers"] == ["Giấy chứng sinh (2 tệp)"]


def test_desk_takes_a_file_out_and_is_told_what_is_wrong(
    world: World, desk: Client, asked: Defect
) -> None:
    dossier, page, files = addresses(asked)
    bring(desk, page, files, "quet.pdf")
    (version,) = FileVersion.objects.all()
    assert f'value="{version.pk}"' in desk.get(page).content.decode()
    desk.post(files, {"remove": str(version.pk)})
    asked.refresh_from_db()
    assert asked.answer_files == []

    refused = desk.post(page, {f"answer_{asked.pk}": " ", "_key": "k1"})
    assert refused.status_code == 422
    assert "Hãy bổ sung: Giấy chứng sinh." in refused.content.decode()
    fault = desk.get(files, {permits.FAULT_PARAMETER: "too_large"}, follow=True)
    assert "Tệp lớn hơn mức ghi ở ô này." in fault.content.decode()
    assert bring(desk, page, files, "a.pdf", slot=str(asked.pk + 1)).status_code == 404
    assert bring(desk, page, files, "a.pdf", draft="dossier-0").status_code == 404
    assert sign_in(world, ward=world.other).get(files).status_code == 404
    assert sign_in(world, "clerk").get(files).status_code == 403
    receipt = send_file(desk, page, blank_pdf(), "muon.pdf", media_type="application/pdf")

    desk.post(page, {f"answer_{asked.pk}": "Đã xem 1 bản chính.", "_key": "k2"})

    late = desk.get(files, {permits.RECEIPT_PARAMETER: receipt}, follow=True)
    assert "Hồ sơ này không còn yêu cầu bổ sung nào." in late.content.decode()
    event = CaseEvent.objects.get(case_id=dossier.pk, kind="supplement_answered")
    assert event.data["papers"] == [{"name": "Giấy chứng sinh", "files": 0}]
