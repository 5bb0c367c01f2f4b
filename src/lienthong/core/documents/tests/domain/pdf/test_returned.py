# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What comes back from the signer's machine is taken only when nothing is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from django.utils import timezone

from lienthong.core.documents.adapters.software_key import SoftwareKey
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.returned import check_return
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.signatures import (
    Appearance,
    HandedOut,
    ReturnRefusedError,
    SignatureOrder,
)
from lienthong.core.documents.domain.verdicts import TrustSet
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT

NOW = timezone.now()


@pytest.fixture(scope="module")
def key(pki: Pki) -> SoftwareKey:
    return pki.key_of("Nguyễn Thị Hạnh")


@pytest.fixture(scope="module")
def handed(key: SoftwareKey) -> HandedOut:
    return HandedOut(
        render_pdf(RESULT, css=CSS).pdf, "person", hashlib.sha256(key.certificate).hexdigest()
    )


def signed(handed: HandedOut, key: SoftwareKey, pki: Pki, field: str = "person") -> bytes:
    order = SignatureOrder(field, Appearance("Hạnh"), NOW)
    return sign_field(handed.pdf, order, key, pki.clock)


@pytest.fixture(scope="module")
def good(handed: HandedOut, key: SoftwareKey, pki: Pki) -> bytes:
    return signed(handed, key, pki)


def refusal(handed: HandedOut, returned: bytes, trust: TrustSet) -> str:
    with pytest.raises(ReturnRefusedError) as refused:
        check_return(handed, returned, trust, at=timezone.now())
    return refused.value.code


def test_one_good_signature_more_is_taken(handed: HandedOut, good: bytes, pki: Pki) -> None:
    made = check_return(handed, good, pki.trust, at=timezone.now())
    assert "Nguyễn Thị Hạnh" in made.subject
    assert made.signed_at >= NOW.replace(microsecond=0)


def test_anything_else_is_refused_by_name(handed: HandedOut, good: bytes, pki: Pki) -> None:
    trust, middle = pki.trust, (len(handed.pdf) + len(good)) // 2
    assert refusal(handed, handed.pdf, trust) == "unsigned"
    assert refusal(handed, b"", trust) == "cut"
    assert refusal(handed, handed.pdf[:-40], trust) == "cut"
    assert refusal(handed, good[:middle], trust) == "cut"
    assert refusal(handed, good[:-40], trust) == "cut"
    assert refusal(handed, good.replace(b"%PDF", b"%PdF", 1), trust) == "other_document"
    assert refusal(handed, good + b"\n% more\n", trust) == "altered"
    assert refusal(replace(handed, fingerprint="0" * 64), good, trust) == "other_certificate"
    assert refusal(replace(handed, field_name="agency"), good, trust) == "other_place"
    assert refusal(handed, good, replace(trust, roots=())) == "untrusted"


def test_a_revoked_certificate_is_refused(pki: Pki) -> None:
    key = pki.key_of("Người Bị Thu Hồi")
    handed = HandedOut(
        render_pdf(RESULT, css=CSS).pdf, "person", hashlib.sha256(key.certificate).hexdigest()
    )
    pki.revoke(key)
    back = signed(handed, key, pki)
    trust = replace(pki.trust, revocation_lists=pki.lists())
    assert refusal(handed, back, trust) == "revoked"
