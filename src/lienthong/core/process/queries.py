# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which version applies."""

from __future__ import annotations

from datetime import date

from lienthong.core.process.models import ProcessVersion


def version_on(code: str, *, on: date) -> ProcessVersion | None:
    """The version of the definition that new matters start with on the local day."""
    found: ProcessVersion | None = (
        ProcessVersion.objects.on(on)
        .filter(definition__code=code)
        .select_related("definition")
        .first()
    )
    return found
