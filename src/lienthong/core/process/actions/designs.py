# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Making the next version of a process: begin, change, undo, take in a file, publish."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.access.api import Role
from lienthong.core.process.actions.publish import publish_version
from lienthong.core.process.domain.editing import HEADER, place_of, places_in
from lienthong.core.process.domain.files import read_file
from lienthong.core.process.domain.problems import TableError
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.writing import dump_table
from lienthong.core.process.models import ProcessDefinition, ProcessDesign, ProcessVersion
from lienthong.core.process.permissions import EDIT, PUBLISH
from lienthong.core.process.queries import content_of, newest_version, process_problems
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.designs import Change, Content, Gone, Making, begin_coded
from lienthong.kernel.text import slug


def name_of(content: Content, node: str) -> str:
    """What people call a step; empty when the table has none with this code."""
    try:
        return str(place_of(content, node).row.get("title", "")) if node != HEADER else ""
    except Gone:
        return ""


PROCESSES = Making(
    ProcessDesign,
    newest=newest_version,
    content_of=content_of,
    name=name_of,
    most=400_000,
    gone=gettext_lazy("Bước này không còn trong bảng. Hãy xem lại."),
    unopened=gettext_lazy("Quy trình này chưa có bản nào để soạn tiếp."),
    too_large=gettext_lazy("Quy trình này đã quá lớn. Hãy tách thành hai quy trình."),
)


@action(EDIT)
def begin_process(
    code: str, *, title: str, end_title: str, copied: Content | None = None, actor: Actor
) -> ProcessDesign:
    """A new process with nothing but its end, or with every step of another one.

    Raises ``InvalidInput`` when the code is in use.
    """
    end = {"node": "finished", "title": end_title, "kind": "end"}
    empty = {"format": 1, "legal_basis": [], "start": "finished", "steps": [end]}
    taken = _("Mã này đã có quy trình khác dùng.")
    return begin_coded(
        PROCESSES, empty, code=code, title=title, copied=copied, taken=taken, actor=actor
    )


@action(EDIT)
def open_process(definition: ProcessDefinition, *, actor: Actor) -> ProcessDesign:
    """The design of a process; begun from its newest version where there is none yet."""
    return PROCESSES.open(definition, actor=actor)


@action(EDIT)
def import_process(source: bytes, *, code: str = "", actor: Actor) -> ProcessDesign:
    """A whole process from BPMN 2.0, JSON or YAML, as the design of the process with its code.

    ``code`` is given in the place of the file's own.

    Raises ``TableError`` that names every element it cannot take; then nothing of it is kept.
    """
    content = dump_table(read_file(source))
    content["code"] = code or content["code"]
    _call_roles(content)
    definition, _made = ProcessDefinition.objects.get_or_create(code=content["code"])
    return PROCESSES.take(definition, content, actor=actor)


@action(EDIT)
def change_process(
    design: ProcessDesign, *, change: Change, revision: int | None = None, actor: Actor
) -> ProcessDesign:
    """Make one change; with ``revision`` nobody may have changed anything since.

    Raises ``TableError`` for what no table can hold, and what ``Making.change`` raises.
    """
    return PROCESSES.change(design, change, tidy=_read_back, revision=revision, actor=actor)


@action(EDIT)
def undo_process(
    design: ProcessDesign, *, revision: int, to: int | None = None, actor: Actor
) -> ProcessDesign:
    """Take the last change back, or all since an earlier revision; see ``Making.undo``."""
    return PROCESSES.undo(design, revision=revision, to=to, actor=actor)


@action(PUBLISH)
def publish_process(
    design: ProcessDesign, *, valid_from: date, revision: int, actor: Actor
) -> ProcessVersion:
    """Put the design into use from a day on as the next version; versions never change.

    Raises ``StaleVersion`` when somebody changed or published it meanwhile, ``TableError`` with
    everything that is wrong, ``InvalidInput`` for a day that is past or taken.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    locked = PROCESSES.lock_to_publish(design, revision=revision, valid_from=valid_from)
    if problems := process_problems(locked):
        raise TableError(problems)
    version = publish_version(locked.content, valid_from=valid_from, actor=actor)
    PROCESSES.published(locked, version, actor=actor)
    return version


def _call_roles(content: Content) -> None:
    """Lanes and groups of a drawing that are called like a role of ours are that role."""
    roles = dict(Role.objects.values_list("code", "title"))
    codes = {slug(title).replace("-", "_"): code for code, title in roles.items()}
    for place in places_in(content):
        role = place.row.get("role", "")
        if role and role not in roles:
            place.row["role"] = codes.get(role, role)


def _read_back(content: Content) -> Content:
    return dump_table(read_table(content, unfinished=True))
