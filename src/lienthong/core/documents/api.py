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
from lienthong.core.documents.actions.means import (
    OWN_KINDS,
    add_means,
    assign_means,
    disable_means,
    give_consent,
    prefer_means,
    try_means,
)
from lienthong.core.documents.actions.plugin import (
    give_up_session,
    hand_out,
    issue_tokens,
    take_back,
)
from lienthong.core.documents.actions.revoke import (
    name_replacement,
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
from lienthong.core.documents.adapters.quarantine import PLUGIN_PLACE, discard_upload
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
    SESSION_REFUSALS,
    TODAY,
    UNEXAMINED,
    AnchorUse,
    CheckState,
    CopyKind,
    DocumentState,
    FileSource,
    MeansKind,
    Paper,
    SessionState,
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
    SigningSession,
    TrustAnchor,
)
from lienthong.core.documents.queries import (
    being_prepared,
    documents_of,
    files_of,
    find_by_content,
    find_by_verification_code,
    may_read_file,
    means_of_account,
    needs_code,
    own_means,
    readable_version,
    remote_means,
    sessions_of,
    signs_on_own_machine,
    template_in_force,
    trust_set,
    verdicts_of,
    waiting_signatures,
)
from lienthong.core.documents.rules import grid_of, judgement_in_words, means_state

__all__ = [
    "EXAMINATION_PLACE",
    "OWN_KINDS",
    "PLUGIN_PLACE",
    "REFUSALS",
    "SESSION_REFUSALS",
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
    "SessionState",
    "Signature",
    "SignatureRole",
    "SignatureState",
    "SignatureVerdict",
    "Signed",
    "SigningAuthority",
    "SigningError",
    "SigningMandate",
    "SigningMeans",
    "SigningSession",
    "TrustAnchor",
    "WrongCodeError",
    "accept_quarantined",
    "add_means",
    "add_produced",
    "all_valid",
    "ask_examination",
    "assign_file",
    "assign_means",
    "being_prepared",
    "bind_pages",
    "clean_name",
    "content_disposition",
    "date_text",
    "disable_means",
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
    "give_up_session",
    "grant_mandate",
    "grid_of",
    "grouped",
    "hand_out",
    "import_revocation_list",
    "import_trust_anchor",
    "initial_document",
    "inspect_file",
    "issue_document",
    "issue_tokens",
    "judgement_in_words",
    "judgement_of",
    "may_read_file",
    "means_of_account",
    "means_state",
    "name_replacement",
    "needs_code",
    "normalised",
    "number_document",
    "obtain_leave",
    "open_file",
    "own_means",
    "prefer_means",
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
    "sessions_of",
    "sign_document",
    "signs_on_own_machine",
    "store_upload",
    "take_back",
    "template_in_force",
    "trust_set",
    "try_means",
    "verdicts_of",
    "verification_address",
    "void_document",
    "waiting_signatures",
]
