# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a partner answers and whom we believe it is: set by administrators, else by settings."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from lienthong.core.integration.adapters.authorities import authorities
from lienthong.core.integration.models import Partner


@dataclass(frozen=True, slots=True)
class Line:
    """An address and the authorities that a connection to it is checked against.

    Without an address there is nobody to speak to; ``is_open`` is false for who was switched off.
    """

    url: str
    verify: ssl.SSLContext
    is_open: bool = True


def line_to(code: str, url: str) -> Line:
    """The line to a partner: its own address and certificate where set, else ``url``."""
    partner = Partner.objects.filter(code=code).only("address", "certificate", "is_active").first()
    if partner is None:
        return Line(url, authorities())
    verify = _trusting(partner.certificate)
    return Line(partner.address or url, verify, is_open=partner.is_active)


def _trusting(certificate: str) -> ssl.SSLContext:
    if not certificate:
        return authorities()
    return ssl.create_default_context(cadata=certificate)
