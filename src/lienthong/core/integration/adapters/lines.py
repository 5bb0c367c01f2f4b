# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a partner answers and whom we believe it is: set by administrators, else by settings.

Addresses are dated: a partner that moves is told beforehand from which day.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from lienthong.core.integration.adapters.authorities import authorities
from lienthong.core.integration.models import Partner, PartnerAddress


@dataclass(frozen=True, slots=True)
class Line:
    """An address and the authorities that a connection to it is checked against.

    Without an address there is nobody to speak to; ``is_open`` is false for who was switched off.
    """

    url: str
    verify: ssl.SSLContext
    is_open: bool = True


def line_to(code: str, url: str) -> Line:
    """The line to a partner: its address of today and its certificate where set, else ``url``."""
    partner = with_address().filter(code=code).first()
    return Line(url, authorities()) if partner is None else _line(partner, url)


def lines_of(family: str) -> list[Line]:
    """The lines to every partner of a family: the code ``push``, and any ``push-something``."""
    own = Q(code=family) | Q(code__startswith=f"{family}-")
    return [_line(one, "") for one in with_address().filter(own).order_by("code")]


def with_address(day: date | None = None) -> QuerySet[Partner]:
    """Partners with ``address_now``: where each answers on a day (today), else nothing."""
    valid = PartnerAddress.objects.on(day or timezone.localdate())
    of_partner = valid.filter(partner=OuterRef("pk")).values("address")[:1]
    return Partner.objects.annotate(address_now=Subquery(of_partner))


def _line(partner: Partner, url: str) -> Line:
    address = getattr(partner, "address_now", None) or url
    return Line(address, _trusting(partner.certificate), is_open=partner.is_active)


def _trusting(certificate: str) -> ssl.SSLContext:
    if not certificate:
        return authorities()
    return ssl.create_default_context(cadata=certificate)
