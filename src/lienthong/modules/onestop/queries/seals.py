# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which forms carry a digital signature, whose, and which still wait for it.

Legal basis: 01/2018/TT-VPCP, Điều 9 and 10 (forms are made, signed and kept by the system).
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from django.utils import timezone

from lienthong.kernel.reference import packaged_yaml
from lienthong.modules.onestop.models import Dossier, DossierPaper

RECEIVING, COMPETENT = "receiving_unit", "competent_agency"
PATIENCE = timedelta(days=7)
MOST = 200


@cache
def signing_places() -> dict[str, str]:
    """Form code → whose signature it carries, as the reference data says."""
    rows = packaged_yaml("lienthong.modules.onestop", "print_templates.yaml")["templates"]
    return {
        str(row["code"]): row["digital_signature"] for row in rows if "digital_signature" in row
    }


def sealing_unit(dossier: Dossier, kind: str) -> int | None:
    """The unit that signs the form: the receiving one or the competent one; None for none."""
    whose = signing_places().get(str(kind))
    if whose is None:
        return None
    return dossier.case.unit_id if whose == RECEIVING else dossier.case.agency_id


def papers_to_seal() -> list[DossierPaper]:
    """Drawn forms of the last days that no key could sign yet, oldest first."""
    since = timezone.now() - PATIENCE
    rows = DossierPaper.objects.filter(seal_unit_id__isnull=False, sealed_at=None)
    drawn = rows.filter(file_version_id__isnull=False, made_at__gte=since)
    return list(drawn.order_by("pk")[:MOST])
