# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing a paper with a remote key: leave first, then the worker signs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.documents.actions.means import assign_means, give_consent
from lienthong.core.documents.actions.sign import sign_document
from lienthong.core.documents.adapters import press
from lienthong.core.documents.adapters.consents import hide, obtain_leave, reveal, send_code
from lienthong.core.documents.adapters.csc import WrongCodeError
from lienthong.core.documents.adapters.key_ring import means_of
from lienthong.core.documents.domain.signatures import Holder, SigningError
from lienthong.core.documents.enums import DocumentState, MeansKind, SignatureState
from lienthong.core.documents.models import IssuedDocument, SigningConsent, SigningMeans
from lienthong.core.documents.tests.conftest import LONG_AGO, Office
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, NotAllowed

ADMINISTRATOR = Actor.platform("quản trị")


@pytest.fixture
def means(office: Office, signing: str, settings: Any) -> SigningMeans:
    """The head signs with a key at the simulated service."""
    settings.LIENTHONG_CSC_URL = f"{signing}/csc/v2"
    user = f"account-{office.head.account_id}"
    form = {"user": user, "common_name": office.head.name, "organisation": "UBND"}
    httpx.post(f"{signing}/csc/enrol", data=form).raise_for_status()
    return assign_means(
        MeansKind.REMOTE,
        reference=user,
        valid_from=LONG_AGO,
        account_id=office.head.account_id,
        actor=ADMINISTRATOR,
    )


def confirm(means: SigningMeans, partners: str, office: Office, count: int = 1) -> SigningConsent:
    send_code(means)
    code = httpx.get(f"{partners}/csc/codes").json()["codes"][means.reference]
    credential, leave = obtain_leave(means, count, code)
    return give_consent(means, credential=credential, leave=leave, count=count, actor=office.head)


def fail_once(partners: str) -> None:
    """The service is out of order when it is asked for the next signature."""
    form = {"channel": "csc.sign", "mode": "error", "count": "1"}
    assert httpx.post(f"{partners}/faults", data=form).is_redirect


def test_paper_is_signed_once_its_signer_confirmed(
    means: SigningMeans,
    draft: Callable[..., IssuedDocument],
    office: Office,
    signing: str,
    run_jobs: Callable[[], list[str]],
) -> None:
    document = draft()
    run_jobs()
    with pytest.raises(IllegalState) as refused:
        sign_document(document, actor=office.head)
    assert refused.value.code == "needs_code"
    confirm(means, signing, office)
    made = sign_document(document, actor=office.head)
    run_jobs()
    made.refresh_from_db()
    document.refresh_from_db()
    assert (made.state, document.state) == (SignatureState.DONE, DocumentState.SIGNED)
    assert office.head.name in made.certificate_subject


def test_leave_is_kept_unreadable_and_only_its_holder_gives_it(
    means: SigningMeans, office: Office, signing: str
) -> None:
    consent = confirm(means, signing, office)
    stored = bytes(consent.secret)
    assert reveal(stored).encode() not in stored
    assert reveal(hide("bí mật")) == "bí mật"
    with pytest.raises(SigningError):
        reveal(b"cua ban cai dat khac")
    send_code(means)
    code = httpx.get(f"{signing}/csc/codes").json()["codes"][means.reference]
    credential, leave = obtain_leave(means, 1, code)
    with pytest.raises(NotAllowed):
        give_consent(means, credential=credential, leave=leave, count=1, actor=office.deputy)
    with pytest.raises(WrongCodeError):
        obtain_leave(means, 1, "000000")


def test_means_are_dated(means: SigningMeans, office: Office) -> None:
    holder = Holder("account", office.head.account_id or 0, office.head.name)
    assert means_of(holder) == means
    tomorrow: date = timezone.localdate() + timedelta(days=1)
    later = assign_means(
        MeansKind.TOKEN,
        reference="the/khoa",
        valid_from=tomorrow,
        account_id=office.head.account_id,
        actor=ADMINISTRATOR,
    )
    means.refresh_from_db()
    assert (means.valid_to, later.valid_to) == (tomorrow, None)
    assert means_of(holder) == means
    assert means_of(Holder("unit", office.unit.pk, "UBND")) is None


def test_one_confirmation_signs_many_and_a_service_that_dies_halfway_is_asked_again(
    means: SigningMeans,
    draft: Callable[..., IssuedDocument],
    office: Office,
    signing: str,
    run_jobs: Callable[[], list[str]],
) -> None:
    """Six papers under one code; the service fails at the third, the rest wait until asked anew."""
    papers = [draft(owner_id=n) for n in range(6)]
    run_jobs()
    before = httpx.get(f"{signing}/csc/codes").json()["made"]
    confirm(means, signing, office, count=len(papers))
    for paper in papers[:2]:
        sign_document(paper, actor=office.head)
    run_jobs()
    fail_once(signing)
    for paper in papers[2:]:
        sign_document(paper, actor=office.head)
    run_jobs()
    states = [paper.signatures.get().state for paper in papers]
    assert states == ["done"] * 2 + ["requested"] * 4
    ports.tasks()["documents.ask_services"].function()
    run_jobs()
    for paper in papers:
        paper.refresh_from_db()
        assert paper.state == DocumentState.SIGNED
        assert paper.signatures.filter(state=SignatureState.DONE).count() == 1
        assert paper.file.versions.count() == 2
    assert httpx.get(f"{signing}/csc/codes").json()["made"] == before + len(papers)
    assert SigningConsent.objects.count() == 1


def test_papers_that_waited_go_on_with_the_older_code_once_the_newer_is_used_up(
    means: SigningMeans,
    draft: Callable[..., IssuedDocument],
    office: Office,
    signing: str,
    run_jobs: Callable[[], list[str]],
) -> None:
    """Three papers wait for a silent service; two more are confirmed with a code of their own."""
    papers = [draft(owner_id=n) for n in range(5)]
    run_jobs()
    confirm(means, signing, office, count=3)
    fail_once(signing)
    for paper in papers[:3]:
        sign_document(paper, actor=office.head)
    run_jobs()
    assert [paper.signatures.get().state for paper in papers[:3]] == ["requested"] * 3
    confirm(means, signing, office, count=2)
    for paper in papers[3:]:
        sign_document(paper, actor=office.head)
    run_jobs()
    ports.tasks()["documents.ask_services"].function()
    run_jobs()
    assert [paper.signatures.get().state for paper in papers] == ["done"] * 5


def test_made_signatures_are_recorded_once_however_often_the_job_runs(
    means: SigningMeans,
    draft: Callable[..., IssuedDocument],
    office: Office,
    signing: str,
    run_jobs: Callable[[], list[str]],
) -> None:
    """A worker that died after signing and before recording signs anew; nothing is there twice."""
    document = draft()
    run_jobs()
    confirm(means, signing, office, count=3)
    made = sign_document(document, actor=office.head)
    press.make_signature(made, at=timezone.now())
    for _run in range(2):
        ports.tasks()["documents.apply_signature"].function(signature_id=made.pk)
    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED
    assert document.file.versions.count() == 2


def test_administrator_assigns_means_by_command(office: Office) -> None:
    account = Account.objects.get(pk=office.deputy.account_id or 0)
    call_command("signing_means", "token", "the/khoa", "--account", account.username)
    found = means_of(Holder("account", account.pk, str(account)))
    assert found is not None
    assert (found.kind, found.reference) == (MeansKind.TOKEN, "the/khoa")
    with pytest.raises(CommandError):
        call_command("signing_means", "token", "the/khoa", "--account", "khong-co")
