# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files, prints, issued documents and trust."""

from lienthong.core.documents.models.examinations import Examination
from lienthong.core.documents.models.files import File, FileVersion
from lienthong.core.documents.models.issued import CertifiedCopy, IssuedDocument, Signature
from lienthong.core.documents.models.means import (
    SigningConsent,
    SigningMeans,
    SigningSession,
)
from lienthong.core.documents.models.prints import PrintTemplate, PrintTemplateVersion
from lienthong.core.documents.models.trust import RevocationList, SigningMandate, TrustAnchor

__all__ = [
    "CertifiedCopy",
    "Examination",
    "File",
    "FileVersion",
    "IssuedDocument",
    "PrintTemplate",
    "PrintTemplateVersion",
    "RevocationList",
    "Signature",
    "SigningConsent",
    "SigningMandate",
    "SigningMeans",
    "SigningSession",
    "TrustAnchor",
]
