# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Load the packaged register of law and the divisions; running again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from lienthong.core.references.adapters import Place, law, places
from lienthong.core.references.models import AdministrativeDivision, DivisionVersion, Instrument

VALID_FROM = date(2025, 7, 1)
BASIS = "19/2025/QĐ-TTg"
FIELDS = ("title", "kind", "issued_on", "in_force_from", "in_force_to", "replaced_by", "confirmed")


class Command(BaseCommand):
    """``load_reference``."""

    help = "nạp sổ văn bản pháp lý và danh mục đơn vị hành chính"

    def add_arguments(self, parser: CommandParser) -> None:
        """One of the two alone, when asked."""
        parser.add_argument("--only", choices=("law", "divisions"), help="chỉ nạp một trong hai")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load both in one transaction."""
        parts = {"law": load_law, "divisions": load_divisions}
        with transaction.atomic():
            for name, load in parts.items():
                if options["only"] in {None, name}:
                    load()


def load_law() -> None:
    """Bring the table in line with the packaged register; what was changed here stays."""
    kept = set(Instrument.objects.filter(kept_here=True).values_list("key", flat=True))
    rows = [_instrument(key, row) for key, row in law().items() if key not in kept]
    Instrument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=list(FIELDS)
    )


def load_divisions() -> None:
    """Add the divisions that are missing, with their name since 01/07/2025.

    Legal basis: 19/2025/QĐ-TTg.
    """
    found = list(places().values())
    AdministrativeDivision.objects.bulk_create(
        [AdministrativeDivision(code=place.code) for place in found], ignore_conflicts=True
    )
    ids = dict(AdministrativeDivision.objects.values_list("code", "pk"))
    named = set(DivisionVersion.objects.values_list("division_id", flat=True))
    basis = Instrument.objects.filter(key=BASIS).first()
    missing = (place for place in found if ids[place.code] not in named)
    DivisionVersion.objects.bulk_create(_versions(missing, ids, basis), batch_size=1000)


def _versions(
    found: Iterable[Place], ids: dict[str, int], basis: Instrument | None
) -> list[DivisionVersion]:
    return [
        DivisionVersion(
            division_id=ids[place.code],
            parent_id=ids.get(place.parent),
            kind=place.kind,
            name=place.name,
            instrument=basis,
            valid_from=VALID_FROM,
        )
        for place in found
    ]


def _instrument(key: str, row: Any) -> Instrument:
    return Instrument(
        key=key,
        title=row["title"],
        kind=row["kind"],
        issued_on=row.get("issued_on"),
        in_force_from=row.get("in_force_from"),
        in_force_to=row.get("in_force_to"),
        replaced_by=(row.get("replaced_by") or [""])[0],
        confirmed=row["confirmed"],
    )
