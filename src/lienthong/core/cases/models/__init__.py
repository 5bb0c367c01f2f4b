# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases, steps and queues, opinions of other units."""

from lienthong.core.cases.models.bonds import CaseMention, CaseWatcher
from lienthong.core.cases.models.cases import (
    Case,
    CaseComment,
    CaseData,
    CaseEvent,
    CaseKind,
    CaseLink,
    Participation,
    Queue,
    QueueMember,
    Reassignment,
    Step,
)
from lienthong.core.cases.models.moves import ProcessMove
from lienthong.core.cases.models.opinion import Opinion
from lienthong.core.cases.models.serving import ServiceCall
from lienthong.core.cases.models.work import WorkMove

__all__ = [
    "Case",
    "CaseComment",
    "CaseData",
    "CaseEvent",
    "CaseKind",
    "CaseLink",
    "CaseMention",
    "CaseWatcher",
    "Opinion",
    "Participation",
    "ProcessMove",
    "Queue",
    "QueueMember",
    "Reassignment",
    "ServiceCall",
    "Step",
    "WorkMove",
]
