# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The remote signing service over real HTTP: what it gives, and how it may fail."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest
from django.utils import timezone

from lienthong.core.documents.adapters.csc import (
    CscService,
    CscSigner,
    Leave,
    SpentError,
    WrongCodeError,
)
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.signatures import (
    Appearance,
    SignatureOrder,
    SigningError,
    SilentAuthorityError,
)
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT
from lienthong.testing.sizes import some

USER = "account-17"


@pytest.fixture
def service(partners: str) -> CscService:
    form = {"user": USER, "common_name": "Nguyễn Thị Hạnh", "organisation": "UBND phường"}
    httpx.post(f"{partners}/csc/enrol", data=form).raise_for_status()
    return CscService(f"{partners}/csc/v2", "lienthong", "lienthong-demo", timeout=2.0)


@pytest.fixture
def fault(partners: str) -> Iterator[Callable[..., None]]:
    """Switches a channel of the service; everything is normal again afterwards."""

    def switch(channel: str, mode: str, **more: str) -> None:
        form = {"channel": channel, "mode": mode, "count": "1", **more}
        assert httpx.post(f"{partners}/faults", data=form).is_redirect

    yield switch
    for channel in ("csc", "csc.sign"):
        switch(channel, "off", count="0")


def state(partners: str) -> tuple[str, int]:
    """The code on the phone and the number of signatures made so far."""
    found = httpx.get(f"{partners}/csc/codes").json()
    return found["codes"][USER], found["made"]


def leave(service: CscService, partners: str, count: int = 1) -> Leave:
    credential = service.credential_of(USER)
    service.send_code(credential)
    return service.leave_for(credential, count, state(partners)[0])


def signer(service: CscService, partners: str, count: int = 1) -> CscSigner:
    credential = service.credential_of(USER)
    return CscSigner(service, credential, (leave(service, partners, count).sad,))


def test_signature_made_elsewhere_is_valid(service: CscService, partners: str, pki: Pki) -> None:
    order = SignatureOrder("person", Appearance("Nguyễn Thị Hạnh"), timezone.now())
    drawn = render_pdf(RESULT, css=CSS).pdf
    pdf = sign_field(drawn, order, signer(service, partners), pki.clock)
    (verdict,) = verify_pdf(pdf, pki.trust, at=timezone.now())
    assert (verdict.signer, verdict.judgement) == ("Nguyễn Thị Hạnh", "valid")


def test_one_leave_serves_as_many_documents_as_were_confirmed(
    service: CscService, partners: str
) -> None:
    before = state(partners)[1] if httpx.get(f"{partners}/csc/codes").json()["codes"] else 0
    key = signer(service, partners, 3)
    values = {key.sign_raw(f"văn bản {n}".encode(), "sha256") for n in range(3)}
    assert len(values) == 3
    assert state(partners)[1] == before + 3
    with pytest.raises(SigningError, match="invalid_request"):
        key.sign_raw(b"thu tu", "sha256")


def test_spent_leave_is_followed_by_an_older_one(service: CscService, partners: str) -> None:
    credential = service.credential_of(USER)
    older, newer = (leave(service, partners, count).sad for count in (2, 1))
    key = CscSigner(service, credential, (newer, older))
    values = {key.sign_raw(f"văn bản {n}".encode(), "sha256") for n in range(3)}
    assert len(values) == 3
    with pytest.raises(SpentError):
        key.sign_raw(b"thu tu", "sha256")
    with pytest.raises(SpentError):
        replace(key, leaves=()).sign_raw(b"thu tu", "sha256")


def test_code_works_once_and_wrong_ones_do_not(service: CscService, partners: str) -> None:
    credential = service.credential_of(USER)
    service.send_code(credential)
    code = state(partners)[0]
    with pytest.raises(WrongCodeError):
        service.leave_for(credential, 1, "000000" if code != "000000" else "111111")
    assert service.leave_for(credential, 1, code).until > timezone.now()
    with pytest.raises(WrongCodeError):
        service.leave_for(credential, 1, code)
    with pytest.raises(SigningError):
        service.leave_for(credential, 10_000, code)


def test_strangers_get_nothing(service: CscService) -> None:
    with pytest.raises(SigningError, match="no key"):
        service.credential_of("account-99")
    with pytest.raises(SigningError, match="401"):
        replace(service, client_secret="sai").credential_of(USER)
    credential = service.credential_of(USER)
    with pytest.raises(SigningError):
        CscSigner(service, credential, ("bia",)).sign_raw(b"x", "sha256")


@pytest.mark.parametrize("mode", some(["garbage", "error", "drop"], 1))
def test_service_that_dies_in_the_middle_is_an_error_and_can_be_asked_again(
    mode: str, service: CscService, partners: str, fault: Callable[..., None]
) -> None:
    key = signer(service, partners, 2)
    fault("csc.sign", mode)
    with pytest.raises(SigningError):
        key.sign_raw(b"van ban", "sha256")
    assert key.sign_raw(b"van ban", "sha256")


def test_late_answer_is_given_up(
    service: CscService, partners: str, fault: Callable[..., None]
) -> None:
    key = signer(service, partners, 2)
    hasty = replace(key, service=replace(service, timeout=0.5))
    fault("csc.sign", "delay", seconds="4")
    with pytest.raises(SilentAuthorityError):
        hasty.sign_raw(b"van ban", "sha256")


def test_answer_of_another_document_is_caught(
    service: CscService, partners: str, fault: Callable[..., None]
) -> None:
    key = signer(service, partners, 2)
    key.sign_raw(b"van ban truoc", "sha256")
    fault("csc.sign", "repeat")
    with pytest.raises(SigningError, match="not for this document"):
        key.sign_raw(b"van ban sau", "sha256")


def test_silent_service_is_an_error() -> None:
    nobody = CscService("http://127.0.0.1:9/csc/v2", "a", "b", timeout=1.0)
    with pytest.raises(SigningError):
        nobody.credential_of(USER)
