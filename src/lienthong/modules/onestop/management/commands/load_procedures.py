# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish the packaged procedures; may be repeated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.publish import publish_procedure

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


def read(*parts: str) -> Any:
    """One reference file."""
    return yaml.safe_load(REFERENCE.joinpath(*parts).read_text(encoding="utf-8"))


class Command(BaseCommand):
    """Load every procedure with its form and table of steps."""

    help = "Nạp thủ tục, biểu mẫu, quy trình và mẫu in đi kèm"

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish all; print their codes."""
        actor = Actor.platform("nạp thủ tục")
        for path in sorted(REFERENCE.joinpath("procedures").glob("*.yaml")):
            entry = read("procedures", path.name)
            form = read("forms", f"{entry['form']['code']}.yaml")
            process = read("processes", f"{entry['process']['code']}.yaml")
            version = publish_procedure(entry, form=form, process=process, actor=actor)
            if options["verbosity"]:
                self.stdout.write(f"{entry['code']} phiên bản {version.number}")
