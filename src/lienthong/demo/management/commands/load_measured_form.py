# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish the procedure that ``bench`` files: eight questions and one file. May be repeated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.publish import publish_procedure
from lienthong.modules.onestop.management.commands.load_procedures import read

FORM = Path(__file__).resolve().parents[2] / "data" / "measured_form.yaml"
LIKE, CODE, SLUG = "2.000815", "9.000001", "to-khai-de-do"
NAME = "Tờ khai để đo"


def measured_procedure() -> dict[str, Any]:
    """The simplest packaged procedure, with another form, no fee and one paper to give."""
    entry: dict[str, Any] = read("procedures", f"{LIKE}.yaml")
    given = next(part for part in entry["components"] if part["key"] == "copy")
    result = {name: part for name, part in entry["result"].items() if name != "tables"}
    variants = [{**one, "code": one["code"].replace(LIKE, CODE)} for one in entry["variants"]]
    return {
        **entry,
        "code": CODE,
        "codes": [],
        "name": NAME,
        "short_name": NAME,
        "slug": SLUG,
        "keywords": [],
        "life_events": [],
        "form": {"code": "measured", "version": 1},
        "components": [{name: part for name, part in given.items() if name != "when"}
                       | {"required": "always", "copies": 1}],
        "variants": variants,
        "fees": [],
        "result": result,
        "national": {**entry["national"], "procedure_code": CODE},
        "service_page": {**entry["service_page"], "title": NAME},
    }  # fmt: skip


class Command(BaseCommand):
    """Publish it in the installation that is measured."""

    help = "Nạp thủ tục có tờ khai để đo (tám câu hỏi, một tệp), chỉ cho lệnh bench"

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish the procedure with its form and the steps of its model."""
        form = yaml.safe_load(FORM.read_text(encoding="utf-8"))
        process = read("processes", "certified_copies.yaml")
        actor = Actor.platform("nạp tờ khai để đo")
        publish_procedure(measured_procedure(), form=form, process=process, actor=actor)
