# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tab: the table of steps that a procedure runs through."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.forms.settings import CHOICE, Setting
from lienthong.modules.onestop.forms.shared import Section, Tab
from lienthong.modules.onestop.queries.beginning import process_choices

PROCESS = Section(
    "process",
    _("Quy trình"),
    (Setting("process.code", _("Quy trình"), CHOICE, choices=process_choices, required=True),),
)
STEPS_TAB = Tab("cac-buoc", _("Các bước"), (PROCESS,), (), "git-branch")
