# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signatures that wait for a silent service: asked again, given up, also at the same moment."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from django.utils import timezone

from lienthong.core.documents.actions import await_service
from lienthong.core.documents.actions.sign import sign_document
from lienthong.core.documents.adapters import press
from lienthong.core.documents.domain.signatures import (
    LONGEST_TRY,
    LONGEST_WAIT,
    SilentAuthorityError,
)
from lienthong.core.documents.enums import DocumentState, SignatureState
from lienthong.core.documents.models import IssuedDocument, Signature
from lienthong.core.documents.queries.failures import (
    last_failures,
    to_ask,
    waiting_for_service,
    waits_of,
)
from lienthong.core.documents.tests.conftest import Office
from lienthong.kernel import ports
from lienthong.kernel.errors import IllegalState

Draft = Callable[..., IssuedDocument]
Jobs = Callable[[], list[str]]


def test_silent_clock_is_waited_for_half_an_hour_then_the_signer_asks_again(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    document, again = draft(), ports.tasks()["documents.ask_services"].function
    run_jobs()
    form = {"channel": "tsa", "mode": "error", "count": "2"}
    assert httpx.post(f"{signing}/faults", data=form).is_redirect
    first = sign_document(document, actor=office.head)
    run_jobs()
    first.refresh_from_db()
    document.refresh_from_db()
    assert (first.state, document.state) == (SignatureState.REQUESTED, DocumentState.DRAFT)
    wait = waits_of([document.pk])[document.pk]
    assert wait.words == "dịch vụ dấu thời gian không trả lời đúng"
    with pytest.raises(IllegalState) as twice:
        sign_document(document, actor=office.head)
    assert twice.value.code == "being_signed"
    Signature.objects.update(requested_at=first.requested_at - LONGEST_WAIT)
    assert again() == 1
    run_jobs()
    first.refresh_from_db()
    assert (first.state, "time-stamp" in first.failure) == (SignatureState.FAILED, True)
    assert (again(), waits_of([document.pk])) == (0, {})
    sign_document(document, actor=office.head)
    run_jobs()
    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED


def test_signer_has_a_silent_clock_asked_at_once_or_waits_no_longer(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    papers = [draft(), draft()]
    run_jobs()
    form = {"channel": "tsa", "mode": "error", "count": "1"}
    assert httpx.post(f"{signing}/faults", data=form).is_redirect
    first, _second = [sign_document(one, actor=office.head) for one in papers]
    run_jobs()
    assert set(waits_of([one.pk for one in papers])) == {one.pk for one in papers}

    for other in (office.deputy, office.stranger):
        assert await_service.stop_waiting(papers[0], actor=other) == 0
    assert [await_service.stop_waiting(one, actor=office.head) for one in papers] == [1, 1]
    first.refresh_from_db()
    assert (first.state, "time-stamp" in first.failure) == (SignatureState.FAILED, True)
    assert waits_of([one.pk for one in papers]) == {}

    assert httpx.post(f"{signing}/faults", data=form).is_redirect
    sign_document(papers[0], actor=office.head)
    run_jobs()
    assert papers[0].pk in waits_of([papers[0].pk])
    assert await_service.ask_again(papers[0], actor=office.deputy) == 0
    assert await_service.ask_again(papers[0], actor=office.head) == 1
    run_jobs()
    papers[0].refresh_from_db()
    papers[1].refresh_from_db()
    assert (papers[0].state, papers[1].state) == (DocumentState.SIGNED, DocumentState.DRAFT)


@pytest.fixture
def waiting(draft: Draft, office: Office, signing: str, run_jobs: Jobs) -> Signature:
    """The head's signature on a draft, which waits for a clock that was silent once."""
    document = draft()
    run_jobs()
    form = {"channel": "tsa", "mode": "error", "count": "1"}
    assert httpx.post(f"{signing}/faults", data=form).is_redirect
    signature = sign_document(document, actor=office.head)
    run_jobs()
    return signature


def test_wait_is_told_on_while_the_service_is_asked_and_one_that_never_reports_is_asked_anew(
    waiting: Signature, office: Office, run_jobs: Jobs
) -> None:
    document, again = waiting.document, ports.tasks()["documents.ask_services"].function
    before = waits_of([document.pk])[document.pk]
    assert (before.is_asked, before.since) == (False, waiting.requested_at)
    assert await_service.ask_again(document, actor=office.head) == 1
    assert waits_of([document.pk])[document.pk] == replace(before, is_asked=True)
    assert (await_service.ask_again(document, actor=office.head), again()) == (0, 0)

    Signature.objects.update(asked_at=timezone.now() - LONGEST_TRY)
    assert waits_of([document.pk])[document.pk] == before
    assert again() == 1
    assert run_jobs().count("documents.apply_signature") == 2
    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure, waiting.asked_at) == (SignatureState.DONE, "", None)
    assert document.file.versions.count() == 2
    assert (waits_of([document.pk]), again()) == ({}, 0)


def test_signature_that_arrives_after_its_wait_was_given_up_is_dropped(
    waiting: Signature, office: Office, run_jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, make = waiting.document, press.make_signature

    def given_up_meanwhile(signature: Signature, **how: Any) -> press.Signed:
        made = make(signature, **how)
        assert await_service.stop_waiting(document, actor=office.head) == 1
        return made

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(press, "make_signature", given_up_meanwhile)
        assert await_service.ask_again(document, actor=office.head) == 1
        run_jobs()
    waiting.refresh_from_db()
    document.refresh_from_db()
    assert (waiting.state, document.state) == (SignatureState.FAILED, DocumentState.DRAFT)
    assert (document.file.versions.count(), waits_of([document.pk])) == (1, {})

    second = sign_document(document, actor=office.head)
    run_jobs()
    second.refresh_from_db()
    assert (second.state, document.file.versions.count()) == (SignatureState.DONE, 2)


def test_first_try_is_told_and_given_up_at_once_and_silent_services_are_not_asked_on_for_it(
    draft: Draft,
    office: Office,
    signing: str,
    run_jobs: Jobs,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.SIGNING_PAUSES = (0.0, 0.0)
    document = draft()
    run_jobs()
    first = sign_document(document, actor=office.head)
    wait = waits_of([document.pk])[document.pk]
    assert (wait.words, wait.is_asked, wait.account_id) == ("", True, office.head.account_id)
    assert (wait.since, wait.until) == (first.requested_at, first.requested_at + LONGEST_WAIT)
    again = ports.tasks()["documents.ask_services"].function
    assert (await_service.ask_again(document, actor=office.head), again()) == (0, 0)
    assert await_service.stop_waiting(document, actor=office.deputy) == 0
    tries = []

    def silent(signature: Signature, **how: Any) -> press.Signed:
        tries.append(await_service.stop_waiting(document, actor=office.head))
        raise SilentAuthorityError("time-stamp authority: 503")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(press, "make_signature", silent)
        run_jobs()
    assert tries == [1]
    first.refresh_from_db()
    assert (first.state, waits_of([document.pk])) == (SignatureState.FAILED, {})
    told = last_failures([document.pk])[document.pk]
    assert told == "đã thôi chờ khi dịch vụ ký số chưa trả lời"

    sign_document(document, actor=office.head)
    run_jobs()
    document.refresh_from_db()
    assert (document.state, document.file.versions.count()) == (DocumentState.SIGNED, 2)


@pytest.mark.parametrize(("answers", "orders"), [(False, 1), (True, 3)])
def test_giving_up_the_one_that_asks_has_the_others_asked_only_when_the_service_answered(
    answers: bool,
    orders: int,
    draft: Draft,
    office: Office,
    signing: str,
    run_jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers = [draft() for _one in range(3)]
    run_jobs()
    form = {"channel": "tsa", "mode": "error", "count": "1"}
    assert httpx.post(f"{signing}/faults", data=form).is_redirect
    first, *others = [sign_document(one, actor=office.head) for one in papers]
    run_jobs()
    make, again = press.make_signature, ports.tasks()["documents.ask_services"].function

    def given_up_meanwhile(signature: Signature, **how: Any) -> press.Signed:
        if signature == first:
            await_service.stop_waiting(papers[0], actor=office.head)
        if not answers:
            raise SilentAuthorityError("time-stamp authority: 503")
        return make(signature, **how)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(press, "make_signature", given_up_meanwhile)
        assert again() == 1
        assert run_jobs().count("documents.apply_signature") == orders
    states = ["failed", *(["done" if answers else "requested"] * 2)]
    assert list(Signature.objects.order_by("pk").values_list("state", flat=True)) == states
    left = [] if answers else [one.pk for one in others]
    assert list(to_ask(waiting_for_service()).values_list("pk", flat=True)) == left


def test_signature_that_is_made_before_its_wait_is_given_up_stands(
    waiting: Signature, office: Office, run_jobs: Jobs
) -> None:
    assert await_service.ask_again(waiting.document, actor=office.head) == 1
    run_jobs()
    assert await_service.stop_waiting(waiting.document, actor=office.head) == 0
    waiting.refresh_from_db()
    waiting.document.refresh_from_db()
    assert waiting.document.state == DocumentState.SIGNED
    assert (waiting.state, waiting.failure) == (SignatureState.DONE, "")
