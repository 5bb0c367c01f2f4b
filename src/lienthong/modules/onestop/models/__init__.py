# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures, dossiers and what belongs to them."""

from __future__ import annotations

from lienthong.modules.onestop.models.catalogue import (
    CatalogueEntry,
    CatalogueImport,
    RuleConfirmation,
    SourceRecord,
)
from lienthong.modules.onestop.models.catalogue_run import CatalogueRun
from lienthong.modules.onestop.models.design import (
    LayoutFile,
    LayoutPicture,
    ProcedureDesign,
    ProcedureEdit,
)
from lienthong.modules.onestop.models.desk import PhoneCamera, PhonePhoto, PrintProfile
from lienthong.modules.onestop.models.dossier import (
    Dossier,
    DossierComponent,
    DossierPaper,
)
from lienthong.modules.onestop.models.fee import FeeDemand, Payment, Receipt
from lienthong.modules.onestop.models.figures import (
    DayTally,
    DossierFact,
    Ending,
    TallyAxis,
    TallyGrain,
)
from lienthong.modules.onestop.models.moving import HandOver, HandOverSheet, Shipment
from lienthong.modules.onestop.models.notice import Defect, NonAcceptanceNotice, SupplementNotice
from lienthong.modules.onestop.models.partner import PartnerFiling
from lienthong.modules.onestop.models.procedure import Procedure, ProcedureVersion
from lienthong.modules.onestop.models.result import (
    Rating,
    Result,
    ResultReturn,
    Revocation,
)
from lienthong.modules.onestop.models.satisfaction import SatisfactionAnswer, SatisfactionForm
from lienthong.modules.onestop.models.turns import (
    ExtensionNotice,
    FinancialObligation,
    StopNotice,
    Withdrawal,
)
from lienthong.modules.onestop.models.visit import FieldVisit

__all__ = [
    "CatalogueEntry",
    "CatalogueImport",
    "CatalogueRun",
    "DayTally",
    "Defect",
    "Dossier",
    "DossierComponent",
    "DossierFact",
    "DossierPaper",
    "Ending",
    "ExtensionNotice",
    "FeeDemand",
    "FieldVisit",
    "FinancialObligation",
    "HandOver",
    "HandOverSheet",
    "LayoutFile",
    "LayoutPicture",
    "NonAcceptanceNotice",
    "PartnerFiling",
    "Payment",
    "PhoneCamera",
    "PhonePhoto",
    "PrintProfile",
    "Procedure",
    "ProcedureDesign",
    "ProcedureEdit",
    "ProcedureVersion",
    "Rating",
    "Receipt",
    "Result",
    "ResultReturn",
    "Revocation",
    "RuleConfirmation",
    "SatisfactionAnswer",
    "SatisfactionForm",
    "Shipment",
    "SourceRecord",
    "StopNotice",
    "SupplementNotice",
    "TallyAxis",
    "TallyGrain",
    "Withdrawal",
]
