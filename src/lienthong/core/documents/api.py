# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of documents. Nothing here loads the PDF engines."""

from lienthong.core.documents.actions import await_service, laying
from lienthong.core.documents.actions import books as bookkeeping
from lienthong.core.documents.actions import free as drafting
from lienthong.core.documents.actions import groups as grouping
from lienthong.core.documents.actions.annexes import (
    ANNEX_LIMITS,
    add_annex,
    annex_place,
    name_annex,
    remove_annex,
    sign_annexes,
)
from lienthong.core.documents.actions.beside import place_beside, put_beside, take_off
from lienthong.core.documents.actions.bind import bind_files, part_file
from lienthong.core.documents.actions.configure import (
    end_trust_anchor,
    import_revocation_list,
    import_trust_anchor,
    publish_print_template,
)
from lienthong.core.documents.actions.copies import Copied, correct_document, make_copy, redraw_copy
from lienthong.core.documents.actions.draft import (
    draft_document,
    record_rendering,
    redraft_document,
)
from lienthong.core.documents.actions.examine import ask_examination
from lienthong.core.documents.actions.export_lists import begin_export, discard_export
from lienthong.core.documents.actions.files import (
    add_produced,
    assign_files,
    open_file,
    record_check,
    store_upload,
)
from lienthong.core.documents.actions.issue import (
    issue_document,
    number_document,
    seal_document,
    void_document,
)
from lienthong.core.documents.actions.mandates import grant_mandate
from lienthong.core.documents.actions.means import (
    add_means,
    assign_means,
    disable_means,
    give_consent,
    prefer_means,
    try_means,
)
from lienthong.core.documents.actions.originals import lend_original, return_original
from lienthong.core.documents.actions.pictures import (
    drop_own_picture,
    drop_seal_picture,
    set_own_picture,
    set_seal_picture,
)
from lienthong.core.documents.actions.plugin import (
    give_up_session,
    hand_out,
    issue_tokens,
    take_back,
)
from lienthong.core.documents.actions.quarantine import accept_quarantined, receive_file
from lienthong.core.documents.actions.recipients import (
    add_recipients,
    confirm_dropped,
    confirm_receipt,
    name_keeper,
    remove_recipient,
    send_document,
)
from lienthong.core.documents.actions.revoke import (
    name_replacement,
    recall_document,
    replace_document,
    revoke_document,
)
from lienthong.core.documents.actions.sheets import begin_sheet, discard_sheet, take_in_sheet
from lienthong.core.documents.actions.sign import complete_signature, sign_document
from lienthong.core.documents.actions.work import (
    WORK_LIMITS,
    WORK_TYPES,
    Box,
    add_work,
    answer_note,
    check_in,
    check_out,
    draw_pages,
    free_file,
    note_on,
    read_words,
    resolve_note,
    work_place,
)
from lienthong.core.documents.adapters.consents import obtain_leave, send_code
from lienthong.core.documents.adapters.csc import WrongCodeError
from lienthong.core.documents.adapters.press import (
    Drawn,
    Signed,
    bind_pages,
    print_html,
    seal_print,
    verification_address,
)
from lienthong.core.documents.adapters.quarantine import PLACE as EXAMINATION_PLACE
from lienthong.core.documents.adapters.quarantine import PLUGIN_PLACE, discard_upload
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.codes import content_digest, grouped, new_code, normalised
from lienthong.core.documents.domain.compare import TooLongError, counts, near_changes
from lienthong.core.documents.domain.free import FREE_DOCUMENT, FreePaper, Offer
from lienthong.core.documents.domain.ink import ink_png
from lienthong.core.documents.domain.inspection import Limits
from lienthong.core.documents.domain.office import UNSHOWN
from lienthong.core.documents.domain.qr import qr_svg
from lienthong.core.documents.domain.readers import register_file_reader
from lienthong.core.documents.domain.signatures import SigningError, failure_words
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.domain.verdicts import TODAY, SignatureVerdict, judgement_of
from lienthong.core.documents.enums import (
    PUBLISHED,
    SESSION_REFUSALS,
    UNEXAMINED,
    AnchorUse,
    CheckState,
    CopyKind,
    CopyMedium,
    DocumentState,
    FileSource,
    MeansKind,
    Paper,
    SendingMeans,
    SessionState,
    SignatureRole,
    SignatureState,
    SigningAuthority,
    TextMethod,
)
from lienthong.core.documents.exports import (
    exported_response,
    file_response,
    page_response,
    preview_response,
    rendition_response,
)
from lienthong.core.documents.models import (
    Annex,
    CertifiedCopy,
    CheckOut,
    Examination,
    ExportRun,
    File,
    FileNote,
    FileVersion,
    InitialRule,
    IssuedDocument,
    PrintTemplateVersion,
    Recipient,
    RequestAnswer,
    RequestPurpose,
    RevocationList,
    SheetRun,
    Signature,
    SignatureImage,
    SigningMandate,
    SigningMeans,
    SigningRequest,
    SigningSession,
    TrustAnchor,
)
from lienthong.core.documents.permissions import (
    CONFIGURE,
    DRAFT,
    FREE,
    INITIAL,
    ISSUE,
    KEEP_BOOKS,
    KEEP_SEAL,
    NUMBER,
    REVOKE,
    SEAL,
    SIGN,
    VIEW_BOOKS,
    WORK_ON,
)
from lienthong.core.documents.queries import (
    being_prepared,
    failures,
    find_by_content,
    find_by_verification_code,
    may_read_file,
    means_of_account,
    own_picture,
    readable_version,
    remote_means,
    seal_pictures,
    seal_pictures_of,
    sessions_of,
    signs_on_own_machine,
    trust,
    verdicts_of,
)
from lienthong.core.documents.queries import free as drafts
from lienthong.core.documents.queries import laying as initials
from lienthong.core.documents.queries import packaged as wording
from lienthong.core.documents.queries import part as laid
from lienthong.core.documents.queries import sent as brought
from lienthong.core.documents.queries.annexes import (
    AnnexStanding,
    annexes_of,
    takes_annexes,
    unsigned_annexes,
)
from lienthong.core.documents.queries.authority import SigningBlock, signing_block
from lienthong.core.documents.queries.beside import WorkedFile, lost_hold, work_beside, worked_files
from lienthong.core.documents.queries.books import (
    BookLine,
    book_plan_of,
    books_of,
    documents_to_number,
    held_numbers,
    lines_of,
    signers_of,
    special_series,
    titles_of,
)
from lienthong.core.documents.queries.proofs import count_ending_proofs, keeping, unproven_counts
from lienthong.core.documents.queries.registers import originals_used_in, posted_in
from lienthong.core.documents.queries.strays import stray_files, version_of_receipt
from lienthong.core.documents.queries.succession import papers_in_the_making, taken_over
from lienthong.core.documents.queries.work import (
    bindable_of,
    comparison,
    holder_of,
    is_drawn,
    notes_of,
    readable_file,
    references_to,
    text_of,
)
from lienthong.core.documents.rules import (
    grid_of,
    is_of_a_person,
    judgement_in_words,
    may_redraft,
    means_state,
    number_text,
    require_recallable,
    told_words,
)

__all__ = [
    "ANNEX_LIMITS", "CONFIGURE", "DRAFT", "EXAMINATION_PLACE", "FREE", "FREE_DOCUMENT", "INITIAL",
    "ISSUE", "KEEP_BOOKS", "KEEP_SEAL", "NUMBER", "PLUGIN_PLACE", "PUBLISHED", "REVOKE", "SEAL",
    "SESSION_REFUSALS", "SIGN", "TODAY", "UNEXAMINED", "UNSHOWN", "VIEW_BOOKS", "WORK_LIMITS",
    "WORK_ON", "WORK_TYPES", "AnchorUse", "Annex", "AnnexStanding", "BookLine", "Box",
    "CertifiedCopy", "CheckOut", "CheckState", "Copied", "CopyKind", "CopyMedium", "DocumentState",
    "Drawn", "Examination", "ExportRun", "File", "FileNote", "FileSource", "FileVersion",
    "FreePaper", "InitialRule", "IssuedDocument", "Kept", "Limits", "MeansKind", "Offer", "Paper",
    "PrintTemplateVersion", "Recipient", "RequestAnswer", "RequestPurpose", "RevocationList",
    "SendingMeans", "SessionState", "SheetRun", "Signature", "SignatureImage", "SignatureRole",
    "SignatureState", "SignatureVerdict", "Signed", "SigningAuthority", "SigningBlock",
    "SigningError", "SigningMandate", "SigningMeans", "SigningRequest", "SigningSession",
    "TextMethod", "TooLongError", "TrustAnchor", "WorkedFile", "WrongCodeError",
    "accept_quarantined", "add_annex", "add_means", "add_produced", "add_recipients", "add_work",
    "annex_place", "annexes_of", "answer_note", "ask_examination", "assign_files", "assign_means",
    "await_service", "begin_export", "begin_sheet", "being_prepared", "bind_files", "bind_pages",
    "bindable_of", "book_plan_of", "bookkeeping", "books_of", "brought", "check_in", "check_out",
    "comparison", "complete_signature", "confirm_dropped", "confirm_receipt", "content_digest",
    "correct_document", "count_ending_proofs", "counts", "disable_means", "discard_export",
    "discard_sheet", "discard_upload", "documents_to_number", "draft_document", "drafting",
    "drafts", "draw_pages", "drop_own_picture", "drop_seal_picture", "end_trust_anchor",
    "exported_response", "failure_words", "failures", "file_response", "file_store",
    "find_by_content", "find_by_verification_code", "free_file", "give_consent", "give_up_session",
    "grant_mandate", "grid_of", "grouped", "grouping", "hand_out", "held_numbers", "holder_of",
    "import_revocation_list", "import_trust_anchor", "initials", "ink_png", "is_drawn",
    "is_of_a_person", "issue_document", "issue_tokens", "judgement_in_words", "judgement_of",
    "keeping", "laid", "laying", "lend_original", "lines_of", "lost_hold", "make_copy",
    "may_read_file", "may_redraft", "means_of_account", "means_state", "name_annex", "name_keeper",
    "name_replacement", "near_changes", "new_code", "normalised", "note_on", "notes_of",
    "number_document", "number_text", "obtain_leave", "open_file", "originals_used_in",
    "own_picture", "page_response", "papers_in_the_making", "part_file", "place_beside",
    "posted_in", "prefer_means", "preview_response", "print_html", "publish_print_template",
    "put_beside", "qr_svg", "read_words", "readable_file", "readable_version", "recall_document",
    "receive_file", "record_check", "record_rendering", "redraft_document", "redraw_copy",
    "references_to", "register_file_reader", "remote_means", "remove_annex", "remove_recipient",
    "rendition_response", "replace_document", "require_recallable", "resolve_note",
    "return_original", "revoke_document", "seal_document", "seal_pictures", "seal_pictures_of",
    "seal_print", "send_code", "send_document", "sessions_of", "set_own_picture",
    "set_seal_picture", "sign_annexes", "sign_document", "signers_of", "signing_block",
    "signs_on_own_machine", "special_series", "store_upload", "stray_files", "take_back",
    "take_in_sheet", "take_off", "taken_over", "takes_annexes", "text_of", "titles_of",
    "told_words", "trust", "try_means", "unproven_counts", "unsigned_annexes", "verdicts_of",
    "verification_address", "version_of_receipt", "void_document", "wording", "work_beside",
    "work_place", "worked_files",
]  # fmt: skip
