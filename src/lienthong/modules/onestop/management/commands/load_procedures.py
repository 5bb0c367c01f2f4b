# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish the packaged procedures; may be repeated."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lienthong.kernel.actor import Actor
from lienthong.kernel.reference import read_yaml
from lienthong.modules.onestop.actions.catalogue import import_catalogue
from lienthong.modules.onestop.actions.inform import publish_information
from lienthong.modules.onestop.actions.publish import publish_procedure
from lienthong.modules.onestop.domain.catalogue.files import read_file, read_package
from lienthong.modules.onestop.domain.catalogue.packages import write_package
from lienthong.modules.onestop.models import Procedure, ProcedureVersion
from lienthong.modules.onestop.queries.catalogue_export import definitions

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


def read(*parts: str) -> Any:
    """One reference file."""
    return read_yaml(REFERENCE.joinpath(*parts).read_text(encoding="utf-8"))


def load_catalogue(actor: Actor) -> None:
    """Take the packaged list into the catalogue; publish what can only be read about as pages."""
    path = REFERENCE / "catalogue" / "procedures.yaml"
    file = read_file(path)
    day = file.as_of or date.min
    import_catalogue(file, as_of=day, actor=actor)
    readings = {found.code: found.reading for found in file.records}
    for entry in read("catalogue", path.name)["procedures"]:
        reading, page = readings[entry["code"]], entry.get("page")
        if page and reading and not Procedure.objects.filter(code=entry["code"]).exists():
            publish_information(reading, page=page, since=day, confirmed=False, actor=actor)


def remember_definitions(codes: list[str], read_on: date, actor: Actor) -> None:
    """Take the packaged definitions into the catalogue, where people confirm times and fees."""
    content = write_package(definitions(codes), on=read_on)
    file = read_package(content, "lienthong.zip")
    import_catalogue(file, as_of=read_on, actor=actor)


class Command(BaseCommand):
    """Load every procedure with its form and table of steps."""

    help = "Nạp thủ tục, biểu mẫu, quy trình và mẫu in đi kèm"

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish all; print their codes."""
        actor = Actor.platform("nạp thủ tục")
        load_catalogue(actor)
        fresh: list[str] = []
        read_on = date.min
        for path in sorted(REFERENCE.joinpath("procedures").glob("*.yaml")):
            entry = read("procedures", path.name)
            known = entry["version"]["number"], entry["code"]
            if not ProcedureVersion.objects.filter(number=known[0], procedure__code=known[1]):
                fresh.append(entry["code"])
                read_on = max(read_on, entry["source"]["read_on"])
            version = self._publish(entry, actor)
            if options["verbosity"]:
                self.stdout.write(f"{entry['code']} phiên bản {version.number}")
        if fresh:
            remember_definitions(fresh, read_on, actor)

    def _publish(self, entry: dict[str, Any], actor: Actor) -> ProcedureVersion:
        form = read("forms", f"{entry['form']['code']}.yaml")
        process = read("processes", f"{entry['process']['code']}.yaml")
        return publish_procedure(entry, form=form, process=process, actor=actor)
