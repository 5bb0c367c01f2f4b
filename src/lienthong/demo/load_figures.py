# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the agencies of the demo province decided for themselves about their papers."""

from __future__ import annotations

from lienthong.core.documents.api import InitialRule
from lienthong.demo.plan import START

INITIALLED = ("resolution", "decision")
BASIS = "Quy chế làm việc của bản mẫu"


def load_figures() -> None:
    """Say which kinds of document are initialled before they are signed; twice changes nothing."""
    said = {"content": True, "form": True, "legal_basis": BASIS}
    for kind in INITIALLED:
        InitialRule.objects.get_or_create(kind=kind, agency=None, valid_from=START, defaults=said)
