# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures, dossiers and what belongs to them."""

from __future__ import annotations

from lienthong.modules.onestop.models.dossier import (
    Dossier,
    DossierComponent,
    DossierPaper,
    HandOver,
)
from lienthong.modules.onestop.models.fee import FeeDemand, Payment, Receipt
from lienthong.modules.onestop.models.notice import Defect, NonAcceptanceNotice, SupplementNotice
from lienthong.modules.onestop.models.procedure import Procedure, ProcedureVersion
from lienthong.modules.onestop.models.result import Rating, Result, ResultReturn
from lienthong.modules.onestop.models.turns import (
    ExtensionNotice,
    FinancialObligation,
    StopNotice,
    Withdrawal,
)

__all__ = [
    "Defect",
    "Dossier",
    "DossierComponent",
    "DossierPaper",
    "ExtensionNotice",
    "FeeDemand",
    "FinancialObligation",
    "HandOver",
    "NonAcceptanceNotice",
    "Payment",
    "Procedure",
    "ProcedureVersion",
    "Rating",
    "Receipt",
    "Result",
    "ResultReturn",
    "StopNotice",
    "SupplementNotice",
    "Withdrawal",
]
