# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where lists of revocation and the demo's authority are asked: partners, then settings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lienthong.core.documents.adapters.key_ring import authority_address
from lienthong.core.documents.adapters.trust import revocation_addresses
from lienthong.core.documents.domain.signatures import SigningError
from lienthong.core.integration.api import Partner

KNOWN = ["http://ca.gov.vn/a.crl", "http://ca.gov.vn/b.crl"]


def partner(code: str, address: str, *, on: bool = True) -> None:
    made = Partner.objects.create(code=code, title=code, is_active=on)
    made.addresses.create(address=address, valid_from=date(2025, 7, 1))


@pytest.mark.django_db
def test_lists_are_asked_where_partners_and_certificates_say_but_not_where_switched_off() -> None:
    assert list(revocation_addresses(KNOWN)) == KNOWN
    partner("crl-1", "https://guong.tinh.vn/c.crl")
    partner("crl-2", KNOWN[1], on=False)
    assert list(revocation_addresses(KNOWN)) == [KNOWN[0], "https://guong.tinh.vn/c.crl"]


@pytest.mark.django_db
def test_authority_is_the_partner_else_beside_the_time_stamps(settings: Any) -> None:
    settings.LIENTHONG_TSA_URL = "http://127.0.0.1:9/tsa"
    assert authority_address() == "http://127.0.0.1:9/ca"
    partner("ca", "http://127.0.0.1:8/noi-cap/")
    assert authority_address() == "http://127.0.0.1:8/noi-cap"
    Partner.objects.update(is_active=False)
    with pytest.raises(SigningError):
        authority_address()
