# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The sheet of certification behind a paper copy, as a paper that may be worded anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.queries.books import copy_form
from lienthong.core.documents.queries.kinds import print_reference
from lienthong.kernel.printing import PackagedPaper, PrintUse

COPY_SHEET = "copy_sheet"


def _sample() -> Mapping[str, Any]:
    """An excerpt with made-up values: the one form that fills every field."""
    return {**print_reference()["copy_sheet"], "form": copy_form("trs")}


COPY_PRINTS = PrintUse(
    papers=(
        PackagedPaper(
            code=COPY_SHEET,
            title=_("Trang chứng nhận bản sao"),
            template_name="documents/print/copy_sheet.html",
            sample=_sample,
            used=_("Văn thư"),
            **print_reference()["copy_sheet_paper"],
        ),
    )
)
