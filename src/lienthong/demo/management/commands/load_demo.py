# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Load the demo province; running again changes nothing."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from lienthong.core.references.api import DEMO_MARK, Setting
from lienthong.demo.guard import demo_password
from lienthong.demo.load_apps import load_apps
from lienthong.demo.load_calendars import load_calendars
from lienthong.demo.load_dossiers import load_dossiers
from lienthong.demo.load_figures import load_figures
from lienthong.demo.load_officers import load_officers, load_roles
from lienthong.demo.load_pictures import load_pictures
from lienthong.demo.load_samples import load_samples
from lienthong.demo.load_trust import load_trust
from lienthong.demo.load_units import load_units


class Command(BaseCommand):
    """``load_demo``."""

    help = "nạp tỉnh mẫu: địa bàn, đơn vị, cán bộ, lịch, thủ tục"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Sample dossiers can be left out, and the pictures of seals and signatures with them."""
        parser.add_argument(
            "--no-dossiers",
            action="store_false",
            dest="dossiers",
            help="không nạp hồ sơ mẫu, hình con dấu và chữ ký",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything in one transaction: the province is there whole or not at all."""
        password = demo_password()
        with transaction.atomic():
            call_command("load_reference")
            mark_demo()
            load_units()
            load_roles()
            load_officers(password)
            load_calendars()
            load_figures()
            load_trust()
            load_apps()
            call_command("load_procedures", verbosity=0)
            if options["dossiers"]:
                load_pictures()
                load_dossiers()
                load_samples()


def mark_demo() -> None:
    """Remember that these are demo data: production refuses to serve them."""
    Setting.objects.get_or_create(key=DEMO_MARK, defaults={"title": "Dữ liệu của bản mẫu"})
