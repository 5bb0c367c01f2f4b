# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of signatures and seals: kept from a day on, drawn on what is signed then."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from lienthong.core.documents.actions.pictures import set_own_picture, set_seal_picture
from lienthong.core.documents.adapters.press import order_of
from lienthong.core.documents.models import IssuedDocument, Signature, SignatureImage
from lienthong.core.documents.queries import own_picture
from lienthong.core.documents.tests.conftest import Office
from lienthong.core.documents.tests.domain.test_ink import scan
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed

ADMINISTRATOR = Actor.platform("quản trị")


def test_pictures_are_dated_and_drawn_on_what_is_signed(office: Office, tmp_path: Path) -> None:
    head, now = office.head, timezone.now()
    first = set_own_picture(scan(), actor=head)
    assert first.width_mm == 45
    assert own_picture(head.account_id) == first
    assert own_picture(office.deputy.account_id) is None
    assert set_own_picture(scan("red"), actor=head).pk == first.pk
    SignatureImage.objects.update(valid_from=timezone.localdate() - timedelta(days=3))
    second = set_own_picture(scan("green"), actor=head)
    first.refresh_from_db()
    assert (first.valid_to, own_picture(head.account_id)) == (timezone.localdate(), second)

    file = tmp_path / "dau.png"
    file.write_bytes(scan())
    call_command("seal_picture", office.unit.code, str(file), "--width", "36")
    document = IssuedDocument(agency=office.unit, abstract="Giấy")
    signature = Signature(
        document=document, role="sign", account_id=head.account_id or 0, signer_name=head.name
    )
    own = order_of(signature, now).appearance
    assert (own.image, own.width_mm, own.ink) == (bytes(second.picture), 45, "person")
    signature.role = "seal"
    seal = order_of(signature, now).appearance
    assert (seal.width_mm, seal.ink) == (36, "agency")
    assert seal.image.startswith(b"\x89PNG")


def test_what_is_no_picture_of_a_signature_is_refused_in_words(
    office: Office, tmp_path: Path
) -> None:
    for data, words in ((b"khong", "PNG"), (scan("white"), "nét nào")):
        with pytest.raises(InvalidInput) as refused:
            set_own_picture(data, actor=office.head)
        assert words in str(refused.value)
    with pytest.raises(InvalidInput):
        set_seal_picture(office.unit, picture=scan(), width_mm=90, actor=ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        set_seal_picture(office.unit, picture=scan(), width_mm=36, actor=office.head)
    with pytest.raises(CommandError):
        call_command("seal_picture", "khong-co", str(tmp_path / "x.png"))
    with pytest.raises(CommandError):
        call_command("seal_picture", office.unit.code, str(tmp_path / "x.png"))
    assert not SignatureImage.objects.exists()
