# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From what a form post asks for to the change of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from lienthong.core.process.api import AddBranch, AddStep, DuplicateStep, MoveStep, RemoveStep
from lienthong.kernel.designs import Change
from lienthong.kernel.errors import IllegalState
from lienthong.kernel.language import of_record
from lienthong.portals.administration.processes.kinds import KINDS

UP, DOWN = "up", "down"


def change_of(asked: QueryDict) -> Change:
    """The change that is asked for. Raises ``IllegalState`` for an unknown act or no step."""
    make = _ACTS.get(asked.get("act", ""))
    if make is None:
        raise IllegalState(_("Không có thao tác này."))
    return make(asked)


def _add(asked: QueryDict) -> Change:
    kind = asked.get("kind", "")
    if kind not in KINDS:
        raise IllegalState(_("Không có loại bước này."))
    with of_record():
        title = str(KINDS[kind].title)
        return AddStep(kind, title, asked.get("into", ""), asked.get("after", ""), _("Xong"))


def _branch(asked: QueryDict) -> Change:
    with of_record():
        return AddBranch(asked.get("node", ""), str(KINDS["task"].title), _("Xong"))


_ACTS: Mapping[str, Callable[[QueryDict], Change]] = {
    "add": _add,
    "add_branch": _branch,
    "move": lambda asked: MoveStep(asked.get("node", ""), -1 if asked.get("to") == UP else 1),
    "duplicate": lambda asked: DuplicateStep(asked.get("node", "")),
    "remove": lambda asked: RemoveStep(asked.get("node", "")),
}
