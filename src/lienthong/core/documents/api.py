# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of documents. Nothing here loads the PDF engines."""

from __future__ import annotations

from lienthong.core.documents.actions.configure import (
    grant_mandate,
    import_revocation_list,
    import_trust_anchor,
    publish_print_template,
)
from lienthong.core.documents.actions.draft import draft_document, redraft_document
from lienthong.core.documents.actions.examine import ask_examination
from lienthong.core.documents.actions.files import (
    accept_quarantined,
    add_produced,
    assign_file,
    open_file,
    store_upload,
)
from lienthong.core.documents.actions.issue import (
    issue_document,
    number_document,
    record_copy,
    seal_document,
    void_document,
)
from lienthong.core.documents.actions.means import assign_means, give_consent
from lienthong.core.documents.actions.revoke import (
    recall_document,
    replace_document,
    revoke_document,
)
from lienthong.core.documents.actions.sign import initial_document, sign_document
from lienthong.core.documents.adapters.consents import obtain_leave, send_code
from lienthong.core.documents.adapters.csc import WrongCodeError
from lienthong.core.documents.adapters.press import (
    Drawn,
    Signed,
    bind_pages,
    document_context,
    print_html,
    seal_print,
    verification_address,
)
from lienthong.core.documents.adapters.quarantine import PLACE as EXAMINATION_PLACE
from lienthong.core.documents.adapters.quarantine import discard_upload
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.codes import grouped, normalised
from lienthong.core.documents.domain.dates import date_text
from lienthong.core.documents.domain.inspection import Inspection, Limits, inspect_file
from lienthong.core.documents.domain.names import clean_name, content_disposition
from lienthong.core.documents.domain.qr import qr_svg
from lienthong.core.documents.domain.readers import register_file_reader
from lienthong.core.documents.domain.signatures import SigningError
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.domain.verdicts import SignatureVerdict, all_valid, judgement_of
from lienthong.core.documents.enums import (
    REFUSALS,
    TODAY,
    UNEXAMINED,
    AnchorUse,
    CheckState,
    CopyKind,
    DocumentState,
    FileSource,
    MeansKind,
    Paper,
    SignatureRole,
    SignatureState,
    SigningAuthority,
)
from lienthong.core.documents.exports import file_response, preview_response
from lienthong.core.documents.models import (
    CertifiedCopy,
    Examination,
    File,
    FileVersion,
    IssuedDocument,
    PrintTemplate,
    PrintTemplateVersion,
    RevocationList,
    Signature,
    SigningMandate,
    SigningMeans,
    TrustAnchor,
)
from lienthong.core.documents.queries import (
    documents_of,
    files_of,
    find_by_content,
    find_by_verification_code,
    may_read_file,
    needs_code,
    readable_version,
    remote_means,
    template_in_force,
    trust_set,
    verdicts_of,
    waiting_signatures,
)
from lienthong.core.documents.rules import grid_of, judgement_in_words

__all__ = [
    "EXAMINATION_PLACE",
    "REFUSALS",
    "TODAY",
    "UNEXAMINED",
    "AnchorUse",
    "CertifiedCopy",
    "CheckState",
    "CopyKind",
    "DocumentState",
    "Drawn",
    "Examination",
    "File",
    "FileSource",
    "FileVersion",
    "Inspection",
    "IssuedDocument",
    "Kept",
    "Limits",
    "MeansKind",
    "Paper",
    "PrintTemplate",
    "PrintTemplateVersion",
    "RevocationList",
    "Signature",
    "SignatureRole",
    "SignatureState",
    "SignatureVerdict",
    "Signed",
    "SigningAuthority",
    "SigningError",
    "SigningMandate",
    "SigningMeans",
    "TrustAnchor",
    "WrongCodeError",
    "accept_quarantined",
    "add_produced",
    "all_valid",
    "ask_examination",
    "assign_file",
    "assign_means",
    "bind_pages",
    "clean_name",
    "content_disposition",
    "date_text",
    "discard_upload",
    "document_context",
    "documents_of",
    "draft_document",
    "file_response",
    "file_store",
    "files_of",
    "find_by_content",
    "find_by_verification_code",
    "give_consent",
    "grant_mandate",
    "grid_of",
    "grouped",
    "import_revocation_list",
    "import_trust_anchor",
    "initial_document",
    "inspect_file",
    "issue_document",
    "judgement_in_words",
    "judgement_of",
    "may_read_file",
    "needs_code",
    "normalised",
    "number_document",
    "obtain_leave",
    "open_file",
    "preview_response",
    "print_html",
    "publish_print_template",
    "qr_svg",
    "readable_version",
    "recall_document",
    "record_copy",
    "redraft_document",
    "register_file_reader",
    "remote_means",
    "replace_document",
    "revoke_document",
    "seal_document",
    "seal_print",
    "send_code",
    "sign_document",
    "store_upload",
    "template_in_force",
    "trust_set",
    "verdicts_of",
    "verification_address",
    "void_document",
    "waiting_signatures",
]
