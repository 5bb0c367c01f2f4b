# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing on one's own machine: tokens that work once, answers that are checked, words for all."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.documents.actions.means import (
    add_means,
    disable_means,
    prefer_means,
    try_means,
)
from lienthong.core.documents.actions.plugin import (
    give_up_session,
    hand_out,
    issue_tokens,
    take_back,
)
from lienthong.core.documents.actions.sign import sign_document
from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.adapters.quarantine import PLUGIN_PLACE, waiting_file
from lienthong.core.documents.adapters.software_key import SoftwareKey
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder
from lienthong.core.documents.enums import MeansKind, SessionState, SignatureState
from lienthong.core.documents.models import IssuedDocument, SigningMeans, SigningSession
from lienthong.core.documents.queries import (
    being_prepared,
    keys_in_use,
    own_means,
    sessions_of,
    signs_on_own_machine,
)
from lienthong.core.documents.rules import means_state
from lienthong.core.documents.tests.conftest import Office, Pki
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError, InvalidInput, OutOfScope
from lienthong.kernel.permits import UploadReceipt

STRANGER = Actor.anonymous()


@pytest.fixture
def key(office: Office, signing: str, pki: Pki) -> SoftwareKey:
    """The key on the head's own stick."""
    return pki.key_of(office.head.name)


@pytest.fixture
def means(office: Office, key: SoftwareKey) -> SigningMeans:
    """The head signs with it."""
    return add_means(MeansKind.PLUGIN, label="USB", certificate=key.certificate, actor=office.head)


def receipt_of(session: SigningSession, data: bytes, **changes: Any) -> UploadReceipt:
    """What the edge answers for an upload; the bytes wait in its folder."""
    stored = f"{session.pk}-{len(data)}"
    path: Path = waiting_file(stored)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    values: dict[str, Any] = {
        "id": stored, "account": str(session.account_id), "draft": PLUGIN_PLACE,
        "slot": str(session.pk), "stored": stored, "name": "a.pdf", "sha256": "",
        "media_type": "application/pdf",
    }  # fmt: skip
    expires = int(time.time()) + 60
    return UploadReceipt(**{**values, **changes}, size=len(data), expires=expires)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refused:
        call()
    assert len(str(refused.value)) > 10
    return refused.value.code


def signed(session: SigningSession, key: SoftwareKey, pki: Pki) -> bytes:
    with file_store().open(session.storage_key) as stream:
        pdf = stream.read()
    order = SignatureOrder(session.field_name, Appearance("x"), timezone.now())
    return sign_field(pdf, order, key, pki.clock)


def test_document_travels_to_the_machine_and_back_under_one_token(
    means: SigningMeans,
    key: SoftwareKey,
    pki: Pki,
    draft: Callable[..., IssuedDocument],
    office: Office,
    run_jobs: Callable[[], list[str]],
    django_capture_on_commit_callbacks: Any,
) -> None:
    document, account = draft(), office.head.account_id or 0
    run_jobs()
    made = sign_document(document, actor=office.head)
    assert (being_prepared(account), signs_on_own_machine(account)) == (1, True)
    run_jobs()
    session = SigningSession.objects.get(signature=made)
    with file_store().open(session.storage_key) as stream:
        handed = stream.read()
    assert handed.startswith(read_bytes(made.base_version))
    assert session.sha256 == hashlib.sha256(handed).hexdigest()

    assert code_of(lambda: hand_out("khong-co", actor=STRANGER)) == "unknown"
    with pytest.raises(OutOfScope):
        issue_tokens([session.pk], actor=office.deputy)
    ((_same, dead),) = issue_tokens([session.pk], actor=office.head)
    ((_same, token),) = issue_tokens([session.pk], actor=office.head)
    assert code_of(lambda: hand_out(dead, actor=STRANGER)) == "unknown"
    back = receipt_of(session, signed(session, key, pki))
    assert code_of(lambda: take_back(token, receipt=back, actor=STRANGER)) == "not_fetched"
    hand_out(token, actor=STRANGER)
    assert code_of(lambda: hand_out(token, actor=STRANGER)) == "used"
    other = receipt_of(session, b"%PDF", slot="0")
    assert code_of(lambda: take_back(token, receipt=other, actor=STRANGER)) == "other_document"
    SigningSession.objects.update(token_until=timezone.now())
    assert code_of(lambda: take_back(token, receipt=back, actor=STRANGER)) == "late"
    SigningSession.objects.update(token_until=timezone.now() + timedelta(minutes=1))
    take_back(token, receipt=back, actor=STRANGER)
    assert code_of(lambda: take_back(token, receipt=back, actor=STRANGER)) == "used"
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()

    session.refresh_from_db()
    made.refresh_from_db()
    assert (session.state, made.state) == (SessionState.DONE, SignatureState.DONE)
    assert office.head.name in made.certificate_subject
    assert made.result_version is not None
    assert not waiting_file(session.stored).exists()
    SigningSession.objects.update(token_until=timezone.now())
    assert code_of(lambda: hand_out(token, actor=STRANGER)) == "used"
    ports.tasks()["documents.check_signed_back"].function(session_id=session.pk)
    assert document.file.versions.count() == 2


def test_what_is_not_taken_frees_the_document_and_says_why(
    means: SigningMeans,
    pki: Pki,
    draft: Callable[..., IssuedDocument],
    office: Office,
    run_jobs: Callable[[], list[str]],
) -> None:
    document = draft()
    run_jobs()
    made = sign_document(document, actor=office.head)
    run_jobs()
    session = SigningSession.objects.get(signature=made)
    ((_same, token),) = issue_tokens([session.pk], actor=office.head)
    hand_out(token, actor=STRANGER)
    wrong = signed(session, pki.key_of("Người Khác"), pki)
    take_back(token, receipt=receipt_of(session, wrong), actor=STRANGER)
    run_jobs()
    session.refresh_from_db()
    made.refresh_from_db()
    assert (session.state, session.refusal) == (SessionState.REFUSED, "other_certificate")
    assert made.state == SignatureState.FAILED
    assert "chứng thư" in made.failure

    again = sign_document(document, actor=office.head)
    run_jobs()
    given_up = SigningSession.objects.get(signature=again)
    with pytest.raises(OutOfScope):
        give_up_session(given_up, actor=office.deputy)
    give_up_session(given_up, actor=office.head)
    last = sign_document(document, actor=office.head)
    run_jobs()
    SigningSession.objects.filter(signature=last).update(
        made_at=timezone.now() - timedelta(hours=3)
    )
    assert ports.tasks()["documents.close_sessions"].function() == 1
    last.refresh_from_db()
    assert last.state == SignatureState.FAILED
    shown = sessions_of(office.head.account_id or 0, since=timezone.now() - timedelta(hours=9))
    assert {one.refusal for one in shown} == {"other_certificate", "given_up", "late"}


def test_officer_keeps_several_means_of_their_own(
    means: SigningMeans,
    key: SoftwareKey,
    pki: Pki,
    office: Office,
    run_jobs: Callable[[], list[str]],
) -> None:
    head, now = office.head, timezone.now()
    for kind, certificate, words in (
        (MeansKind.PLUGIN, b"khong phai", "không phải chứng thư"),
        (MeansKind.TOKEN, key.certificate, "người quản trị giao"),
        (MeansKind.PLUGIN, key.certificate, "đã có"),
        (MeansKind.PLUGIN, pki.key_of("Người Khác").certificate, "không phải tên của bạn"),
    ):
        with pytest.raises(InvalidInput) as refused:
            add_means(kind, certificate=certificate, actor=head)
        assert words in str(refused.value)
    second = add_means(MeansKind.REMOTE, reference="head", certificate=key.certificate, actor=head)
    assert (means.is_default, second.is_default) == (True, False)
    assert own_means(head.account_id) == means
    prefer_means(second, actor=head)
    assert own_means(head.account_id) == second
    disable_means(second, actor=head)
    second.refresh_from_db()
    assert own_means(head.account_id) == means
    with pytest.raises(OutOfScope):
        try_means(means, actor=office.deputy)

    assert means_state(second, at=now, warn=timedelta(30)) == "ended"
    ends = means.expires_at
    assert ends is not None
    days = [ends - timedelta(days=60), ends - timedelta(days=3), ends]
    assert [means_state(means, at=day, warn=timedelta(30)) for day in days] == [
        "ok",
        "soon",
        "expired",
    ]

    try_means(means, actor=head)
    run_jobs()
    session = SigningSession.objects.get(signature=None)
    assert keys_in_use([session.storage_key, "none"]) == {session.storage_key}
    ((_same, token),) = issue_tokens([session.pk], actor=head)
    hand_out(token, actor=STRANGER)
    take_back(token, receipt=receipt_of(session, signed(session, key, pki)), actor=STRANGER)
    run_jobs()
    means.refresh_from_db()
    assert means.tried_at is not None
    assert means.tried_failure == ""
