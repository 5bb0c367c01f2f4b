# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps that still have the name the editor gave: nobody who works on them knows what to do."""

from __future__ import annotations

from lienthong.core.process.domain.problems import Problem, problem
from lienthong.core.process.domain.tables import Table, all_steps
from lienthong.kernel.words import gettext_noop as _

PLACEHOLDERS = frozenset(
    {
        *(_("Bước người làm"), _("Rẽ nhánh"), _("Chờ"), _("Hệ thống tự làm")),
        *(_("Nhóm song song"), _("Nhóm chọn nhánh"), _("Quy trình con")),
    }
)
"""What a new step is called until a person names it, in the language of record."""


def unnamed(table: Table) -> list[Problem]:
    """Every step with such a name; an end may be called an end."""
    return [
        problem("placeholder", step.node, title=step.title)
        for step in all_steps(table)
        if step.title in PLACEHOLDERS
    ]
