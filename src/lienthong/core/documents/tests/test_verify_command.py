# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from lienthong.core.documents.actions.configure import import_revocation_list, import_trust_anchor
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder
from lienthong.core.documents.enums import AnchorUse
from lienthong.core.documents.tests import samples
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT
from lienthong.kernel.actor import Actor

ADMINISTRATOR = Actor.platform("quản trị")


@pytest.fixture(scope="module")
def signed(pki: Pki) -> bytes:
    order = SignatureOrder("person", Appearance("Nguyễn Thị Hạnh"), timezone.now())
    drawn = render_pdf(RESULT, css=CSS).pdf
    return sign_field(drawn, order, pki.leader, pki.clock)


def verify(*words: object) -> tuple[int, str]:
    """The exit status and what was printed."""
    out = StringIO()
    try:
        call_command("verify_pdf", *map(str, words), stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def test_named_root_is_trusted_without_a_database(signed: bytes, pki: Pki, tmp_path: Path) -> None:
    file = samples.put(tmp_path, "giay.pdf", signed)
    root = samples.put(tmp_path, "root.pem", pki.root_pem)
    lists: list[object] = []
    for place, body in enumerate(pki.lists()):
        lists += ["--crl", samples.put(tmp_path, f"{place}.crl", body)]
    status, printed = verify(file, "--json", "--trust", root, *lists)
    answer = json.loads(printed)
    assert (status, answer["judgement"], answer["kind"]) == (0, "valid", "valid")
    assert answer["verdict"] == "Chữ ký số hợp lệ"
    (one,) = answer["signatures"]
    assert [(line["key"], line["good"]) for line in one["grid"]] == [
        ("intact", True), ("trusted", True), ("time", True), ("covers", True),
        ("revocation", True),
    ]  # fmt: skip
    assert one["signer"] == "Nguyễn Thị Hạnh"
    assert one["signed_at"].endswith("+07:00")
    status, printed = verify(file, "--trust", root)
    assert status == 1
    assert "Chữ ký đúng nhưng chưa rõ chứng thư có bị thu hồi" in printed


@pytest.mark.django_db
def test_trust_is_what_an_administrator_imported_and_dated(
    signed: bytes, pki: Pki, tmp_path: Path
) -> None:
    file = samples.put(tmp_path, "giay.pdf", signed)
    status, printed = verify(file, "--json")
    answer = json.loads(printed)
    assert (status, answer["judgement"]) == (1, "unknown_issuer")
    assert "Chưa có chứng thư gốc nào được tin cậy" in answer["note"]
    for use in AnchorUse:
        import_trust_anchor(pki.root_pem, use=use, source="Thử", actor=ADMINISTRATOR)
    for body in pki.lists():
        import_revocation_list(body, actor=ADMINISTRATOR)
    status, printed = verify(file, "--json")
    assert (status, json.loads(printed)["judgement"]) == (0, "valid")


@pytest.mark.django_db
def test_root_that_is_trusted_only_from_tomorrow_is_not_trusted_today(
    signed: bytes, pki: Pki, tmp_path: Path
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    for use in AnchorUse:
        import_trust_anchor(
            pki.root_pem, use=use, source="Thử", valid_from=tomorrow, actor=ADMINISTRATOR
        )
    status, printed = verify(samples.put(tmp_path, "giay.pdf", signed), "--json")
    assert (status, json.loads(printed)["judgement"]) == (1, "unknown_issuer")


def test_signed_file_that_was_cut_off_is_broken_and_not_unsigned(
    signed: bytes, tmp_path: Path
) -> None:
    for kept in (len(signed) // 2, len(signed) - 200):
        file = samples.put(tmp_path, "giay.pdf", signed[:kept])
        status, printed = verify(file, "--json", "--alone")
        assert (status, json.loads(printed).get("error")) == (1, "broken"), kept


def test_refusals_are_one_object(tmp_path: Path, pki: Pki) -> None:
    locked = samples.put(tmp_path, "khoa.pdf", samples.locked_pdf("mật khẩu"))
    status, printed = verify(locked, "--json", "--alone")
    assert (status, json.loads(printed)["error"]) == (1, "encrypted")
    with pytest.raises(CommandError):
        verify(tmp_path / "khong-co.pdf")
    text: Any = samples.put(tmp_path, "root.pem", b"khong phai chung thu")
    with pytest.raises(CommandError):
        verify(locked, "--trust", text)
