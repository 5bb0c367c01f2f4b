# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the audit trail."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.audit.actions.seal import seal_and_note
from lienthong.core.audit.actions.seal_reads import seal_reads
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.partitions import ensure_partitions


@ports.task("audit.seal_records", every="* * * * * */10", title=_("Niêm phong nhật ký"))
def seal() -> None:
    """Seal what is committed, every ten seconds."""
    while seal_and_note() is not None:
        continue


@ports.task("audit.seal_reads", every="10 * * * *", title=_("Đưa lượt mở của giờ qua vào nhật ký"))
def tell_reads() -> None:
    """Sum up the openings of each hour that is over in a record, ten minutes past every hour."""
    while seal_reads(actor=Actor.platform("niêm phong lượt mở")):
        continue


@ports.task(
    "audit.prepare_partitions", every="0 19 1 * *", title=_("Chuẩn bị chỗ chứa nhật ký tháng sau")
)
def prepare_partitions() -> None:
    """Make the monthly partitions of the trail, on the first of every month, 24 months ahead."""
    for table in ("audit_auditrecord", "audit_auditaccess"):
        ensure_partitions(table, timezone.now().date())
