# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of lists that are taken away, and of long sheets that are brought in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.export_lists import JOB, forget_exports, write_export
from lienthong.core.documents.actions.sheets import JOB as SHEET_JOB
from lienthong.core.documents.actions.sheets import forget_sheets, try_sheet
from lienthong.kernel.ports import task


@task(JOB)
def export_list(run_id: int) -> None:
    """Write the file of a run; a second time finds it written."""
    write_export(run_id)


@task(SHEET_JOB)
def try_rows(run_id: int) -> None:
    """Look at a sheet or take it in; a second time finds it done."""
    try_sheet(run_id)


@task("documents.forget_exports", every="40 18 * * *", title=_("Dọn tệp danh sách đã xuất"))
def forget(**_arguments: object) -> int:
    """Remove files and sheets whose days are over, at night."""
    return forget_exports() + forget_sheets()
