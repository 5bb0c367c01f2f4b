# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish the design of a procedure as its next version, from a day on.

Legal basis: 63/2010/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.designs import Content, give_way
from lienthong.kernel.errors import IllegalState, InvalidInput, StaleVersion
from lienthong.modules.onestop.actions.designs import (
    PROCEDURES,
)
from lienthong.modules.onestop.actions.findable import make_procedure_findable
from lienthong.modules.onestop.actions.publish import (
    publish_result_templates,
    version_columns,
)
from lienthong.modules.onestop.domain.design.places import value_at
from lienthong.modules.onestop.models import Procedure, ProcedureDesign, ProcedureVersion
from lienthong.modules.onestop.permissions import PUBLISH
from lienthong.modules.onestop.queries.designs import (
    design_faults,
    form_of,
    is_published,
    newest_version,
    process_of,
)


@action(PUBLISH)
def publish_procedure_design(
    design: ProcedureDesign, *, valid_from: date, revision: int, actor: Actor
) -> ProcedureVersion:
    """Put the design into use from a day on; versions never change, dossiers keep theirs.

    Raises ``StaleVersion`` when somebody changed or published it meanwhile, ``InvalidInput`` with
    one sentence a place for what is wrong, ``IllegalState`` for a day before a later version's. One
    that begins on the same day gives way; dossiers that have it keep it.
    """
    locked = PROCEDURES.lock_to_publish(design, revision=revision, valid_from=valid_from)
    _check(locked, valid_from)
    content = _numbered(locked, valid_from)
    give_way(newest_version(locked.procedure), ProcedureDesign, day=valid_from)
    form, process = form_of(content, on=valid_from), process_of(content, on=valid_from)
    _end_earlier(locked.procedure, valid_from)
    publish_result_templates(content["result"], since=valid_from, actor=actor)
    made: ProcedureVersion = ProcedureVersion.objects.create(
        procedure=locked.procedure,
        form_version_id=form.pk if form else None,
        process_version_id=process.pk if process else None,
        **version_columns(content),
    )
    make_procedure_findable(made)
    PROCEDURES.published(locked, made, actor=actor)
    return made


def _check(design: ProcedureDesign, valid_from: date) -> None:
    newest = newest_version(design.procedure)
    if design.procedure.versions.filter(valid_from__gt=valid_from).exists():
        raise IllegalState(_("Đã có phiên bản bắt đầu sau ngày ấy."))
    if newest is not None and design.base_id != newest.pk:
        text = _("Phiên bản %(number)s được đưa vào dùng sau khi bắt đầu soạn. Hãy soạn lại từ đó.")
        raise StaleVersion(text % {"number": newest.number})
    if is_published(design, on=valid_from):
        raise IllegalState(_("Bản soạn giống phiên bản đang có. Không có gì mới để công bố."))
    wrong: dict[str, list[str]] = {}
    for fault in design_faults(design.content, on=valid_from):
        wrong.setdefault(fault.place, []).append(fault.text)
    if wrong:
        said = {place: "; ".join(texts) for place, texts in wrong.items()}
        raise InvalidInput(_("Thủ tục còn chỗ sai."), fields=said)


def _numbered(design: ProcedureDesign, valid_from: date) -> Content:
    """The content with number and day; a layout of its own gets a print template of its own."""
    numbers = design.procedure.versions.order_by("-number").values_list("number", flat=True)
    number = next(iter(numbers), 0) + 1
    version = {**(design.content.get("version") or {}), "number": number}
    version |= {"valid_from": valid_from, "valid_to": None}
    content: dict[str, Any] = {**design.content, "version": version}
    content["result"] = {**content["result"], "refusal": {**content["result"]["refusal"]}}
    for path in ("result", "result.refusal"):
        paper = value_at(content, path)
        if paper.get("body"):
            paper["layout"] = "own"
            stem = str(paper["template"]).rpartition("_v")[0] or str(paper["template"])
            paper["template"] = f"{stem}_v{number}"[:60]
    return content


def _end_earlier(procedure: Procedure, since: date) -> None:
    reaching = Q(valid_to__isnull=True) | Q(valid_to__gt=since)
    procedure.versions.filter(reaching).update(valid_to=since)
