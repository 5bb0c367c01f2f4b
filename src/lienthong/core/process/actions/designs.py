# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Making the next version of a process: begin, change, undo, take in a file, publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.process.actions.publish import publish_version
from lienthong.core.process.domain.editing import HEADER, Change, Content, Gone, Taken, place_of
from lienthong.core.process.domain.files import read_file
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.writing import dump_table
from lienthong.core.process.models import (
    ProcessDefinition,
    ProcessDesign,
    ProcessEdit,
    ProcessVersion,
)
from lienthong.core.process.permissions import EDIT, PUBLISH
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, StaleVersion

KEPT_EDITS = 200
LARGEST = 400_000
"""Most characters of a table as JSON."""
NEW, OPENED, IMPORTED = "new", "opened", "imported"
UNDONE, REVERTED, PUBLISHED = "undone", "reverted", "published"


@action(EDIT)
def begin_process(code: str, *, title: str, end_title: str, actor: Actor) -> ProcessDesign:
    """A new process with nothing but its end. Raises ``InvalidInput`` when the code is in use."""
    if ProcessDefinition.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có quy trình khác dùng.")})
    definition = ProcessDefinition.objects.create(code=code)
    end = {"node": "finished", "title": end_title, "kind": "end"}
    content = {"format": 1, "code": code, "title": title, "legal_basis": [], "start": "finished"}
    return _new_design(definition, content | {"steps": [end]}, None, NEW, actor)


@action(EDIT)
def open_process(definition: ProcessDefinition, *, actor: Actor) -> ProcessDesign:
    """The design of a process; begun from its newest version where there is none yet."""
    found = ProcessDesign.objects.filter(definition=definition).first()
    if found is not None:
        return found
    version = definition.versions.order_by("-number").first()
    if version is None:
        raise IllegalState(_("Quy trình này chưa có bản nào để soạn tiếp."))
    return _new_design(definition, version.table, version, OPENED, actor)


@action(EDIT)
def import_process(source: bytes, *, actor: Actor) -> ProcessDesign:
    """A whole process from BPMN 2.0, JSON or YAML, as the design of the process with its code.

    Raises ``TableError`` that names every element it cannot take; then nothing of it is kept.
    """
    content = dump_table(read_file(source))
    _check_size(content)
    definition, _made = ProcessDefinition.objects.get_or_create(code=content["code"])
    design = (
        ProcessDesign.objects.select_for_update(of=("self",)).filter(definition=definition).first()
    )
    if design is None:
        version = definition.versions.order_by("-number").first()
        return _new_design(definition, content, version, IMPORTED, actor)
    return _saved(design, content, actor, act=IMPORTED)


@action(EDIT)
def change_process(
    design: ProcessDesign, *, change: Change, revision: int | None = None, actor: Actor
) -> ProcessDesign:
    """Make one change. Two people may change different steps at the same time.

    With ``revision`` nobody may have changed anything since. Raises ``StaleVersion`` when somebody
    else changed the same step meanwhile, ``IllegalState`` when it is gone, ``TableError`` for what
    no table can hold, ``InvalidInput`` when it would grow beyond ``LARGEST``.
    """
    locked = _lock(design)
    if revision is not None and locked.revision != revision:
        raise StaleVersion(_taken_text(locked))
    try:
        changed, node = change.apply(locked.content)
    except Gone as gone:
        raise IllegalState(_("Bước này không còn trong bảng. Hãy xem lại.")) from gone
    except Taken as taken:
        raise StaleVersion(_taken_text(locked)) from taken
    content = dump_table(read_table(changed, unfinished=True))
    if content == locked.content:
        return locked
    _check_size(content)
    what = name_of(content, node) or name_of(locked.content, node)
    return _saved(locked, content, actor, act=change.act, node=node, what=what)


@action(EDIT)
def undo_process(
    design: ProcessDesign, *, revision: int, to: int | None = None, actor: Actor
) -> ProcessDesign:
    """Take the last change back, or all since an earlier revision, as a change of its own.

    Raises ``StaleVersion`` when the last change is no longer the one that was seen,
    ``IllegalState`` when there is nothing to take back.
    """
    locked = _lock(design)
    if locked.revision != revision:
        raise StaleVersion(_taken_text(locked))
    last = locked.edits.filter(revision=revision).first()
    earlier = locked.edits.filter(revision__lt=_origin(locked, last)).order_by("-revision")
    before = (earlier if to is None else locked.edits.filter(revision=to)).first()
    if last is None or before is None:
        raise IllegalState(_("Không còn gì để lấy lại."))
    what = f"{before.revision}"
    return _saved(locked, before.content, actor, act=UNDONE, node=last.node, what=what)


@action(PUBLISH)
def publish_process(
    design: ProcessDesign, *, valid_from: date, revision: int, actor: Actor
) -> ProcessVersion:
    """Put the design into use from a day on as the next version; versions never change.

    Raises ``StaleVersion`` when somebody changed or published it meanwhile, ``TableError`` with
    everything that is wrong, ``InvalidInput`` for a day that is past or taken.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    locked = _lock(design)
    if locked.revision != revision:
        raise StaleVersion(_taken_text(locked))
    if valid_from < timezone.localdate():
        text = _("Ngày bắt đầu không thể ở trước hôm nay.")
        raise InvalidInput(text, fields={"valid_from": text})
    version = publish_version(locked.content, valid_from=valid_from, actor=actor)
    locked.base = version
    _saved(locked, locked.content, actor, act=PUBLISHED, what=str(version.number))
    return version


def name_of(content: Content, node: str) -> str:
    """What people call a step; empty when the table has none with this code."""
    try:
        return str(place_of(content, node).row.get("title", ""))[:300] if node != HEADER else ""
    except Gone:
        return ""


def _new_design(
    definition: ProcessDefinition,
    content: Mapping[str, Any],
    base: ProcessVersion | None,
    act: str,
    actor: Actor,
) -> ProcessDesign:
    design = ProcessDesign(definition=definition, base=base, revision=0)
    return _saved(design, dict(content), actor, act=act)


def _saved(
    design: ProcessDesign,
    content: Content,
    actor: Actor,
    *,
    act: str,
    node: str = "",
    what: str = "",
) -> ProcessDesign:
    design.content = content
    design.revision += 1
    design.changed_at = timezone.now()
    design.changed_by_text = actor.name[:200]
    design.save()
    design.edits.create(
        revision=design.revision,
        act=act,
        node=node,
        what=what,
        content=content,
        at=design.changed_at,
        by_text=design.changed_by_text,
    )
    ProcessEdit.objects.filter(design=design, revision__lte=design.revision - KEPT_EDITS).delete()
    return design


def _lock(design: ProcessDesign) -> ProcessDesign:
    rows = ProcessDesign.objects.select_for_update(of=("self",)).select_related("definition")
    found: ProcessDesign = rows.get(pk=design.pk)
    return found


def _origin(design: ProcessDesign, last: ProcessEdit | None) -> int:
    """The revision whose content stands now: undoing an undo goes one further back."""
    while last is not None and last.act == UNDONE:
        last = design.edits.filter(revision=int(last.what)).first()
    return last.revision if last else 0


def _check_size(content: Content) -> None:
    if len(str(content)) > LARGEST:
        raise InvalidInput(_("Quy trình này đã quá lớn. Hãy tách thành hai quy trình."))


def _taken_text(design: ProcessDesign) -> str:
    last = design.edits.order_by("-revision").first()
    published = last is not None and last.act == PUBLISHED
    text = (
        _("%(name)s vừa ban hành lúc %(time)s. Hãy xem bản ấy trước.")
        if published
        else _("%(name)s vừa sửa lúc %(time)s. Những gì bạn vừa nhập còn nguyên ở trang này.")
    )
    time = f"{timezone.localtime(design.changed_at):%H:%M}"
    return text % {"name": design.changed_by_text, "time": time}
