# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish a version of a process definition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.process.domain.compiling import compile_table
from lienthong.core.process.domain.problems import TableError
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.tables import Table
from lienthong.core.process.domain.unnamed import unnamed
from lienthong.core.process.domain.writing import dump_table
from lienthong.core.process.models import ProcessDefinition, ProcessDesign, ProcessVersion
from lienthong.core.process.permissions import PUBLISH
from lienthong.core.process.queries import unoffered
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.designs import give_way
from lienthong.kernel.errors import InvalidInput


@action(PUBLISH)
def publish_version(source: Mapping[str, Any], *, valid_from: date, actor: Actor) -> ProcessVersion:
    """Put a table of steps into use from a local day; the version in use ends that day.

    Publishing the table that is already in use changes nothing; a version that begins on the same
    day gives way, and stays for the cases that run on it. Raises ``TableError`` with every
    problem of the table, every service that nobody offers and every step without a name of its
    own, ``InvalidInput`` when a later version exists.
    """
    table = read_table(source)
    compile_table(table)
    if problems := [*unoffered(table), *unnamed(table)]:
        raise TableError(problems)
    definition, _created = ProcessDefinition.objects.get_or_create(code=table.code)
    ProcessDefinition.objects.select_for_update(of=("self",)).get(pk=definition.pk)
    fingerprint = fingerprint_of(table)
    number = (definition.versions.aggregate(highest=Max("number"))["highest"] or 0) + 1
    latest: ProcessVersion | None = definition.versions.order_by("-valid_from", "-number").first()
    if latest is not None:
        if latest.fingerprint == fingerprint and latest.valid_to is None:
            return latest
        if not give_way(latest, ProcessDesign, day=valid_from):
            _end(latest, valid_from)
    return _create(definition, table, fingerprint, valid_from, number)


def fingerprint_of(table: Table) -> str:
    """SHA-256 over the canonical form of the table: the same table always has the same one."""
    text = json.dumps(dump_table(table), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _end(latest: ProcessVersion, day: date) -> None:
    if latest.valid_from >= day or (latest.valid_to is not None and latest.valid_to > day):
        raise InvalidInput(_("Đã có phiên bản hiệu lực sau ngày ấy."))
    if latest.valid_to is None:
        latest.valid_to = day
        latest.save(update_fields=["valid_to"])


def _create(
    definition: ProcessDefinition,
    table: Table,
    fingerprint: str,
    valid_from: date,
    number: int,
) -> ProcessVersion:
    return ProcessVersion.objects.create(
        definition=definition,
        number=number,
        title=table.title,
        table=dump_table(table),
        fingerprint=fingerprint,
        legal_basis=list(table.legal_basis),
        to_be_confirmed=table.to_be_confirmed,
        valid_from=valid_from,
        published_at=timezone.now(),
    )
