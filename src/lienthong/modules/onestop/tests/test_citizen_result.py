# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The signed result: the owner downloads it, everybody may check it, nobody else may read it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lienthong.core.accounts.api import Account
from lienthong.core.documents.api import IssuedDocument, revoke_document
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_whole_life import Office, reread
from lienthong.testing.snapshot import once
from lienthong.testing.world import World

pytestmark = pytest.mark.usefixtures("signing")


@pytest.fixture
def granted(world: World, answers: dict[str, Any]) -> Dossier:
    return once("granted", lambda: _granted(world, answers))


def _granted(world: World, answers: dict[str, Any]) -> Dossier:
    office = Office(world)
    dossier = receive(world, answers)
    office.propose()
    office.sign()
    office.issue()
    return reread(dossier)


def citizen(number: str) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id=number))


def document_of(dossier: Dossier) -> IssuedDocument:
    return IssuedDocument.objects.get(pk=dossier.result.document_id or 0)


def test_owner_downloads_the_signed_pdf(granted: Dossier) -> None:
    owner, stranger = citizen("044194003812"), citizen("044091001234")
    page = owner.get(f"/ho-so/{granted.case.code}/")
    assert "Tải kết quả" in page
    assert "Kết quả đã có số và dấu" in page
    body, headers = owner.file(f"/ho-so/{granted.case.code}/ket-qua/")
    assert body.startswith(b"%PDF")
    assert "attachment" in headers["Content-Disposition"]
    assert headers["Cache-Control"] == "private, no-store"
    stranger.get(f"/ho-so/{granted.case.code}/ket-qua/", status=404)
    slip = granted.papers.get(kind="01")
    paper, _headers = owner.file(f"/ho-so/{granted.case.code}/giay/{slip.pk}/")
    assert paper.startswith(b"%PDF")


def test_everybody_checks_the_paper_with_names_masked(granted: Dossier) -> None:
    document = document_of(granted)
    response = Client().get(f"/xac-minh/{document.printed_code}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Giấy này là thật và còn hiệu lực" in page
    assert document.number_text in page
    assert "Lê Nguyễn K**** V***" in page
    assert "Khánh Vy" not in page
    assert "Chữ ký số của người ký" in page
    assert "Con dấu số của cơ quan" in page
    assert "Dấu thời gian" in page
    assert "X-Lienthong-Page" not in response
    assert response["Cache-Control"] == "private, no-store"


def test_code_is_found_as_people_type_it(granted: Dossier) -> None:
    document = document_of(granted)
    for typed in (
        document.verification_code.lower(),
        document.printed_code,
        f" https://dvc.quangtri.gov.vn/xac-minh/{document.printed_code}/ ",
    ):
        led = Client().get("/xac-minh/", {"ma": typed.strip()})
        assert led["Location"] == f"/xac-minh/{document.printed_code}/"


def test_file_is_found_by_its_digest_only_when_unchanged(granted: Dossier) -> None:
    document = document_of(granted)
    newest = document.current_version
    assert newest is not None
    led = Client().get("/xac-minh/", {"sha256": newest.sha256})
    assert led["Location"] == f"/xac-minh/{document.printed_code}/"
    changed = Client().get("/xac-minh/", {"sha256": "0" * 64})
    assert changed.status_code == 404
    assert "không trùng với giấy nào" in changed.content.decode()


def test_revoked_paper_must_not_be_used(granted: Dossier, world: World) -> None:
    document = document_of(granted)
    revoke_document(
        document,
        reason="Cấp nhầm người.",
        basis="60/2014/QH13, Điều 70",
        actor=world.officer("leader"),
    )
    page = Client().get(f"/xac-minh/{document.printed_code}/").content.decode()
    assert "Không được dùng giấy này" in page
    assert "Cấp nhầm người." in page
    assert "Giấy này là thật" not in page


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "khong-phai-ma"])
def test_unknown_code_is_said_plainly(world: World, code: str) -> None:
    response = Client().get(f"/xac-minh/{code}/")
    assert response.status_code == 404
    assert "Chúng tôi không tìm thấy giấy này" in response.content.decode()


def test_wrong_code_is_explained(world: World) -> None:
    page = Client().get("/xac-minh/?ma=12").content.decode()
    assert page.count("Mã kiểm tra có 16 chữ và số") == 2
