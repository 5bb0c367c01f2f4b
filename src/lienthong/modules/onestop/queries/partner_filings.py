# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What connected systems filed, each only its own, and the rules they file by."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from django.db.models import QuerySet

from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.reference import packaged_yaml
from lienthong.modules.onestop.domain.codes import normalise_code
from lienthong.modules.onestop.models import Dossier, PartnerFiling
from lienthong.modules.onestop.queries.dossiers import ids_by_code


@cache
def longest_consent() -> timedelta:
    """How long before the filing the person may have agreed.

    Legal basis: 91/2025/QH15.
    """
    return timedelta(
        days=int(packaged_yaml("lienthong.modules.onestop", "partner_filing.yaml")["consent_days"])
    )


def filings_of(actor: Actor) -> QuerySet[PartnerFiling]:
    """What the system itself filed, the newest first."""
    rows = PartnerFiling.objects.filter(account_id=actor.account_id or 0)
    parts = ("dossier__case__kind", "dossier__procedure_version__procedure")
    return rows.select_related(*parts).order_by("-pk")


def filing_by_code(actor: Actor, code: str) -> PartnerFiling:
    """One of the system's own by either code of the dossier. Raises ``OutOfScope``."""
    wanted = normalise_code(code)
    found = filings_of(actor).filter(dossier__in=ids_by_code(wanted)).first() if wanted else None
    if found is None:
        raise OutOfScope
    return found


def filing_of(dossier: Dossier) -> PartnerFiling | None:
    """Through which system the dossier came, if through one."""
    found: PartnerFiling | None = PartnerFiling.objects.filter(dossier_id=dossier.pk).first()
    return found
