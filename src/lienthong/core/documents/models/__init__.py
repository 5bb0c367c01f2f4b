# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files, prints, issued documents and trust."""

from lienthong.core.documents.models.annexes import Annex
from lienthong.core.documents.models.copies import CertifiedCopy, Correction
from lienthong.core.documents.models.examinations import Examination
from lienthong.core.documents.models.exports import ExportFormat, ExportRun
from lienthong.core.documents.models.files import File, FileVersion
from lienthong.core.documents.models.initials import InitialRule
from lienthong.core.documents.models.issued import IssuedDocument, Signature
from lienthong.core.documents.models.means import (
    SignatureImage,
    SigningConsent,
    SigningMeans,
    SigningSession,
)
from lienthong.core.documents.models.originals import OriginalUse
from lienthong.core.documents.models.prints import PrintTemplate, PrintTemplateVersion
from lienthong.core.documents.models.recipients import (
    Recipient,
    RecipientGroup,
    RecipientGroupPlace,
)
from lienthong.core.documents.models.requests import RequestAnswer, RequestPurpose, SigningRequest
from lienthong.core.documents.models.sheets import SheetRun
from lienthong.core.documents.models.trust import RevocationList, SigningMandate, TrustAnchor
from lienthong.core.documents.models.work import CheckOut, FileNote, FileNoteAnswer, FileText

__all__ = [
    "Annex",
    "CertifiedCopy",
    "CheckOut",
    "Correction",
    "Examination",
    "ExportFormat",
    "ExportRun",
    "File",
    "FileNote",
    "FileNoteAnswer",
    "FileText",
    "FileVersion",
    "InitialRule",
    "IssuedDocument",
    "OriginalUse",
    "PrintTemplate",
    "PrintTemplateVersion",
    "Recipient",
    "RecipientGroup",
    "RecipientGroupPlace",
    "RequestAnswer",
    "RequestPurpose",
    "RevocationList",
    "SheetRun",
    "Signature",
    "SignatureImage",
    "SigningConsent",
    "SigningMandate",
    "SigningMeans",
    "SigningRequest",
    "SigningSession",
    "TrustAnchor",
]
