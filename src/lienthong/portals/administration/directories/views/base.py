# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the screens of all directories have in common: which one, whether it may be seen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property

from lienthong.core.access.api import reach
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel import ports
from lienthong.kernel.directories import Directory, directories, rows_within
from lienthong.kernel.errors import NotAllowed, OutOfScope
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.views import GuardedView, get_or_404, may_hold


class DirectoryView(GuardedView):
    """One directory, seen by those who hold its permission."""

    permission = OFFICER_DESK
    abstract = True

    @cached_property
    def directory(self) -> Directory:
        """The directory of the address. Raises ``OutOfScope``, ``NotAllowed``."""
        found = next((d for d in directories() if d.slug == self.kwargs["kind"]), None)
        if found is None:
            raise OutOfScope
        if not may_hold(self.actor, found.permission):
            raise NotAllowed
        return found

    @property
    def day(self) -> date:
        """The day that is looked at: today unless the address says another."""
        asked = self.request.GET.get("ngay", "").strip()[:20]
        return (parse_date_text(asked) if asked else None) or timezone.localdate()

    @property
    def tells_gone(self) -> bool:
        """Whether rows can be taken away here, and the reader reaches everything they were for."""
        deletes = self.directory.deletes
        return deletes and reach(self.actor, self.directory.permission).everywhere

    def subject(self, key: str) -> Any:
        """What acts are done to. Raises ``OutOfScope``, ``NotAllowed``."""
        directory = self.directory
        if directory.subjects is not None:
            permission = directory.permission
            return get_or_404(self.actor, permission, directory.subjects(), pk=key)
        rows = rows_within(directory, self.actor, timezone.localdate())
        found = next((row for row in rows if str(row.pk) == key), None)
        if found is None:
            raise OutOfScope
        ports.authoriser().authorise(self.actor, directory.permission, found)
        return found

    def page(self, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """Draw a template of the directories."""
        template = f"administration/directories/{name}.html"
        common = {"directory": self.directory}
        return render(self.request, template, common | context, status=status)
