# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the audit trail."""

from __future__ import annotations

from lienthong.core.audit.actions.seal import seal_records
from lienthong.kernel import ports


@ports.task("audit.seal_records", every="* * * * * */10")
def seal() -> None:
    """Seal what is committed, every ten seconds."""
    while seal_records() is not None:
        continue
