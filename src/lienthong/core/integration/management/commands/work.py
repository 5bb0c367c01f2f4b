# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``work``: does jobs until it is stopped, first those that a worker before it left half done."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from lienthong.core.integration.tasks import take_over


class Command(BaseCommand):
    """``manage.py work --concurrency 4 --alone``: the job worker of an installation."""

    help = "Làm việc nền tới khi bị dừng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many jobs at once, and whether nobody else does jobs of this installation."""
        parser.add_argument("--concurrency", default="4")
        parser.add_argument("--alone", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Whoever works alone knows that jobs still under way are under way nowhere."""
        if options["alone"]:
            take_over()
        at_once = ("--concurrency", options["concurrency"])
        call_command("procrastinate", "worker", *at_once, "--delete-jobs", "successful")
