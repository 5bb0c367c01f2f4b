# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The table of steps as the screens show it: who does what in which time and where it leads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import Role
from lienthong.core.process.api import DONE, HEADER, PREVIOUS, Kind, Place, Problem, places_in
from lienthong.kernel.registry import step_messages, step_services
from lienthong.portals.administration.processes.kinds import (
    ASSIGN,
    KINDS,
    OF,
    KindView,
    limit_words,
    sentence,
)
from lienthong.portals.administration.processes.saying import Called, said_condition


@dataclass(frozen=True, slots=True)
class WayView:
    """One way out of a step."""

    words: str
    target: str
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of the table."""

    node: str
    title: str
    kind: KindView
    depth: int
    branch: str
    who: str
    assign: str
    term: str
    ways: tuple[WayView, ...]
    problems: Sequence[str]
    is_current: bool
    is_start: bool
    only_when: str
    """Its condition in words; empty where it is always done."""


def role_titles() -> dict[str, str]:
    """Every role by its code."""
    return dict(Role.objects.order_by("title").values_list("code", "title"))


def offered_roles() -> dict[str, str]:
    """The roles that somebody can hold today by their codes."""
    lasting = Role.objects.lasting(timezone.localdate())
    return dict(lasting.order_by("title").values_list("code", "title"))


def titles_of(content: Mapping[str, Any], *, inside: bool = False) -> dict[str, str]:
    """Every step by its code, and the reserved words."""
    rows = (place.row for place in places_in(dict(content)))
    found = {row["node"]: str(row.get("title", "")) for row in rows}
    words = {DONE: _("Rời nhánh"), PREVIOUS: _("Bước ngay trước")}
    return found | words if inside else words | found


def targets(
    content: Mapping[str, Any], scope: Mapping[str, Any], *, inner: bool
) -> list[tuple[str, str]]:
    """The steps that a step of the scope may lead to."""
    names = titles_of(content, inside=inner)
    found = [(str(row["node"]), names[row["node"]]) for row in scope.get("steps", ())]
    leave = [(DONE, names[DONE])] if inner else []
    return [("", _("Chưa chọn")), *found, *leave]


def parts_of(content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """By step: what its outcomes and border events are called, ``outcomes.x`` → title."""
    return {
        str(place.row["node"]): {
            f"{part}.{item.get('code', '')}": str(item.get("title", ""))
            for part in ("outcomes", "boundaries")
            for item in place.row.get(part, ())
        }
        for place in places_in(dict(content))
    }


def backs(content: Mapping[str, Any], place: Place) -> list[tuple[str, str]]:
    """The steps that the step may send back to, with those that it does send back to now."""
    names = titles_of(content)
    fit, now = (Kind.TASK, Kind.WAIT), {way.get("back") for way in place.row.get("outcomes", ())}
    rows = [
        row
        for row in place.rows
        if (row.get("kind", Kind.TASK) in fit and "each" not in row) or row["node"] in now
    ]
    found = [(str(row["node"]), names[row["node"]]) for row in rows if row is not place.row]
    return [(PREVIOUS, names[PREVIOUS]), *found]


def sentences(problems: Sequence[Problem], content: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong by the code of the step, ``header`` for the table as a whole."""
    names, found = titles_of(content), dict[str, list[str]]()
    nodes = names.keys() - {DONE, PREVIOUS}
    for item in problems:
        found.setdefault(node_in(item.where, nodes), []).append(sentence(item, names))
    return found


def node_in(where: str, nodes: Collection[str]) -> str:
    """The step that a place in the table belongs to."""
    for part in reversed(where.split("/")):
        node = part.partition(".")[0]
        if node in nodes:
            return node
    return HEADER


def table_rows(
    content: Mapping[str, Any],
    problems: Mapping[str, Sequence[str]],
    chosen: str,
    called: Mapping[str, Called] | None = None,
) -> list[StepRow]:
    """Every step in the order of the table, inner ones behind their block."""
    roles, depths = role_titles(), _depths(content)
    titles = {inside: titles_of(content, inside=inside) for inside in (False, True)}
    return [
        _row(place, depths[place.row["node"]], roles, titles, problems, chosen, called or {})
        for place in places_in(dict(content))
    ]


def _row(
    place: Place,
    depth: int,
    roles: Mapping[str, str],
    titles: Mapping[bool, Mapping[str, str]],
    problems: Mapping[str, Sequence[str]],
    chosen: str,
    called: Mapping[str, Called],
) -> StepRow:
    row = place.row
    node, kind = str(row["node"]), str(row.get("kind", Kind.TASK))
    is_branch = "start" in place.scope and "node" not in place.scope
    return StepRow(
        node=node,
        title=str(row.get("title", "")) or node,
        kind=KINDS[kind],
        depth=depth,
        branch=str(place.scope.get("title", "")) if is_branch and depth and not place.index else "",
        who=who_of(row, roles),
        assign=str(ASSIGN[row["assign"]]) if row.get("assign") else "",
        term=limit_words(row.get("limit")),
        ways=tuple(_ways(row, titles[depth > 0], called)),
        problems=problems.get(node, ()),
        is_current=node == chosen,
        is_start=place.scope.get("start") == node,
        only_when=said_condition(str(row.get("when", "")), called),
    )


def who_of(row: Mapping[str, Any], roles: Mapping[str, str]) -> str:
    """Who does the step: a role in a unit, the system, nobody; of a wait, what it waits for."""
    if row.get("kind", Kind.TASK) == Kind.SERVICE:
        service = step_services().get(str(row.get("service", "")))
        return f"{_('Hệ thống')}: {service.title}" if service else _("Hệ thống")
    role = str(row.get("role", ""))
    who = f"{roles.get(role, role)}, {OF[row.get('of', 'competent')]}" if role else ""
    message = str(row.get("message", ""))
    if not message:
        return who
    known = step_messages().get(message)
    told = _("Chờ: %(what)s") % {"what": known.title} if known else _("Chờ tin, có người ghi nhận")
    return f"{told}; {who}" if who else told


def _ways(
    row: Mapping[str, Any], titles: Mapping[str, str], called: Mapping[str, Called]
) -> Iterator[WayView]:
    def title(node: object) -> str:
        return titles.get(str(node), "") or _("chưa chọn")

    for way in row.get("outcomes", ()):
        back = way.get("back", "")
        yield WayView(str(way.get("title", "")), title(back or way.get("to")), bool(back))
    for choice in row.get("choices", ()):
        words = said_condition(str(choice.get("when", "")), called)
        yield WayView(words, title(choice.get("to")))
    if row.get("kind") == Kind.CHOICE:
        yield WayView(_("còn lại"), title(row.get("otherwise")))
    elif "to" in row or row.get("kind") not in (None, Kind.TASK, Kind.END):
        yield WayView("", title(row.get("to")))
    if row.get("late"):
        yield WayView(_("trễ hoặc hỏng"), title(row["late"]))
    for edge in row.get("boundaries", ()):
        yield WayView(str(edge.get("title", "")), title(edge.get("to")))


def _depths(content: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}

    def walk(scope: Mapping[str, Any], depth: int) -> None:
        for row in scope.get("steps", ()):
            found[row["node"]] = depth
            walk(row, depth + 1)
            for branch in row.get("branches", ()):
                walk(branch, depth + 1)

    walk(content, 0)
    return found
