# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``manage signing_means``: say with what an officer, or an agency's seal, signs from today on."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.documents.actions.means import assign_means
from lienthong.core.documents.enums import MeansKind
from lienthong.core.units.api import Unit
from lienthong.kernel.actor import Actor


class Command(BaseCommand):
    """Assigns a key; the one before it ends today."""

    help = "giao phương tiện ký số cho một người hoặc con dấu của một cơ quan"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whose key, of which kind, found where."""
        parser.add_argument("kind", choices=MeansKind.values)
        parser.add_argument("reference", help="token/label, the user's name at the service, …")
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--account", help="the officer's user name")
        whose.add_argument("--unit", help="the agency's code")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Assign. Raises ``CommandError`` when nobody is called that."""
        account = Account.objects.filter(username=options["account"] or "").first()
        unit = Unit.objects.filter(code=options["unit"] or "").first()
        if account is None and unit is None:
            raise CommandError("Không có người hoặc cơ quan này.")
        made = assign_means(
            MeansKind(options["kind"]),
            reference=options["reference"],
            valid_from=timezone.localdate(),
            account_id=account.pk if account else None,
            unit_id=unit.pk if unit else None,
            actor=Actor.platform("giao phương tiện ký số"),
        )
        self.stdout.write(f"{made.get_kind_display()}: {account or unit} – {made.reference}")
