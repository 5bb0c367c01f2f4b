# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Status services are asked where administrators say; a silent one is not waited for twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from asn1crypto import x509
from django.core.cache import caches
from django.utils import timezone
from pyhanko_certvalidator.authority import AuthorityWithCert
from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request

from lienthong.core.documents.adapters import answers
from lienthong.core.documents.models import TrustAnchor
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.integration.api import Partner


def anchor(place: int, address: str, *, ended: bool = False) -> None:
    today = timezone.localdate()
    TrustAnchor.objects.create(
        use="signature",
        subject=f"Gốc {place}",
        fingerprint=f"{place:064x}",
        certificate=b"x",
        source="thử",
        answer_addresses=[address],
        valid_from=today - timedelta(days=9),
        valid_to=today - timedelta(days=1) if ended else None,
    )


def question(pki: Pki) -> bytes:
    key = pki.key_of("Được Hỏi", answers="yes")
    leaf, issuer = (x509.Certificate.load(der) for der in (key.certificate, key.chain[0]))
    asked = format_ocsp_request(
        leaf, AuthorityWithCert(issuer), certid_hash_algo="sha1", request_nonces=False
    )
    return bytes(asked.dump())


@pytest.mark.django_db
def test_services_are_asked_of_trusted_certificates_and_partners_of_today(settings: Any) -> None:
    settings.LIENTHONG_DEMO = False
    anchor(1, "http://tra-loi.vn/a")
    anchor(2, "http://tra-loi.vn/het", ended=True)
    assert list(answers.service_addresses()) == ["http://tra-loi.vn/a"]
    made = Partner.objects.create(code="ocsp-1", title="x")
    made.addresses.create(address="https://guong.vn/b", valid_from=timezone.localdate())
    assert list(answers.service_addresses()) == ["http://tra-loi.vn/a", "https://guong.vn/b"]
    closed = Partner.objects.create(code="ocsp-2", title="y", is_active=False)
    closed.addresses.create(address="http://tra-loi.vn/a", valid_from=timezone.localdate())
    assert list(answers.service_addresses()) == ["https://guong.vn/b"]


@pytest.mark.django_db
def test_wrong_and_silent_services_are_passed_over_and_rest(
    pki: Pki, settings: Any, caplog: Any
) -> None:
    settings.LIENTHONG_DEMO, settings.SIGNING_PAUSES = False, (0.0,)
    caches["process"].clear()
    switch, query = f"{pki.address}/faults", question(pki)
    good, wrong = (f"{pki.address}/ca/{end}" for end in ("ocsp", "revoke"))
    anchor(1, "http://127.0.0.1:9/khong-co")
    anchor(2, wrong)
    anchor(3, good)
    httpx.post(switch, data={"channel": "ca.ocsp", "mode": "error", "count": "1"})
    (reply,) = answers.asking()(query)
    assert reply[:1] == b"\x30"
    assert [row.levelname for row in caplog.records if "/ca/ocsp is asked again" in row.message]
    resting = [row.args[0] for row in caplog.records if row.levelname == "WARNING" and row.args]
    assert resting == ["http://127.0.0.1:9/khong-co", wrong]

    caplog.clear()
    httpx.post(switch, data={"channel": "ca.ocsp", "mode": "error"})
    assert list(answers.asking()(query)) == [reply]
    assert caplog.records == []
    caches["process"].clear()
    assert list(answers.asking()(query)) == []
    httpx.post(switch, data={"channel": "ca.ocsp", "mode": "off"})
    assert list(answers.asking()(query)) == []
    caches["process"].clear()
    assert len(list(answers.asking()(query))) == 1
