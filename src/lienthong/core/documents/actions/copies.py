# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Certified copies with numbers of their own; corrections of what was issued."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Account
from lienthong.core.documents.actions.files import add_produced
from lienthong.core.documents.actions.sign import capacity_on
from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.authority import Capacity
from lienthong.core.documents.domain.pages import PagesError, page_words, read_pages
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.enums import CopyKind, CopyMedium, DocumentState
from lienthong.core.documents.events import CopyMade, DocumentCorrected
from lienthong.core.documents.models import CertifiedCopy, Correction, File, IssuedDocument
from lienthong.core.documents.permissions import ISSUE, WORK
from lienthong.core.documents.queries import find_by_verification_code, locked_document
from lienthong.core.documents.queries.authority import COPIES
from lienthong.core.documents.queries.books import copy_form, special_series
from lienthong.core.numbering.api import NumberState, take_number
from lienthong.core.units.api import version_of
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed
from lienthong.kernel.events import publish
from lienthong.kernel.text import one_line

SUBJECT_KIND = "documents.certifiedcopy"
MOST_COPIES = 999


@dataclass(frozen=True, slots=True)
class Copied:
    """What is copied: kind ``sy sl trs``, on paper or electronic, for whom, who signs it.

    ``pages`` names the pages of an extract (``1-2, 4``); a paper copy names its ``signer_id``.
    """

    kind: str
    medium: str
    recipient: str
    quantity: int = 1
    pages: str = ""
    signer_id: int | None = None


@action(ISSUE)
def make_copy(document: IssuedDocument, *, copy: Copied, actor: Actor) -> CertifiedCopy:
    """Take a number of the book of copies and order the copy; only of a document in force.

    Raises ``InvalidInput`` field by field, ``NotAllowed`` when the signer may not sign that day.
    Legal basis: 30/2020/NĐ-CP, Điều 25–26.
    """
    document = locked_document(document)
    if document.state != DocumentState.ISSUED:
        raise IllegalState(_("Chỉ sao văn bản đã ban hành và còn hiệu lực."), code="not_issued")
    if actor.account_id is None:
        raise NotAllowed
    made = _made(document, copy, actor)
    _number(made, document, actor)
    publish(
        CopyMade(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
            copy_id=made.pk,
        )
    )
    ports.defer("documents.draw_copy", lock=made.job_lock, copy_id=made.pk)
    return made


def _made(document: IssuedDocument, copy: Copied, actor: Actor) -> CertifiedCopy:
    pages = _check(document, copy)
    capacity = _signer(document, copy)
    return CertifiedCopy.objects.create(
        document=document,
        kind=copy.kind,
        medium=copy.medium,
        dated_on=timezone.localdate(),
        pages=page_words(pages) if copy.kind == CopyKind.EXTRACT else "",
        quantity=copy.quantity,
        recipient=one_line(copy.recipient)[:200],
        unit_id=actor.unit_id or document.unit_id,
        made_by_id=actor.account_id or 0,
        made_at=timezone.now(),
        signer_name=_name(copy.signer_id) if capacity else "",
        capacity=list(capacity.lines) if capacity else [],
        file=_file(document, copy.kind),
    )


def _number(made: CertifiedCopy, document: IssuedDocument, actor: Actor) -> None:
    """Take the next number of the book of copies; the book row is locked last."""
    day = timezone.localdate()
    made.number = take_number(
        document.agency_id,
        special_series()[1],
        str(day.year),
        subject_kind=SUBJECT_KIND,
        subject_id=made.pk,
        state=NumberState.ISSUED,
        account_id=actor.account_id,
        dated_on=day,
    )
    mark, symbol = copy_form(made.kind, on=day).mark, version_of(document.agency_id).symbol
    made.number_text = f"{made.number.value:02}/{mark}-{symbol}".rstrip("-")
    made.save(update_fields=["number", "number_text"])


@action(WORK)
def record_copy(
    copy: CertifiedCopy,
    *,
    kept: Kept | None = None,
    pages: int = 0,
    failure: str = "",
    actor: Actor,
) -> CertifiedCopy:
    """Store the drawn copy, once; or why it could not be drawn: it can be ordered again."""
    copy = CertifiedCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if copy.file is None or copy.file.current is not None:
        return copy
    if kept is not None:
        name = f"{copy.number_text.replace('/', '-')}.pdf"
        version = add_produced(
            copy.file, kept=kept, name=name, content_type=kinds.PDF, pages=pages, actor=actor
        )
        ports.defer("documents.check_version", version_id=version.pk)
    copy.failure = failure[:300]
    copy.save(update_fields=["failure"])
    return copy


@action(ISSUE)
def redraw_copy(document: IssuedDocument, *, copy: CertifiedCopy, actor: Actor) -> CertifiedCopy:
    """Order a copy again whose drawing failed."""
    if copy.document_id != document.pk or copy.file is None or copy.file.current is not None:
        raise IllegalState
    copy.failure = ""
    copy.save(update_fields=["failure"])
    ports.defer("documents.draw_copy", lock=copy.job_lock, copy_id=copy.pk)
    return copy


@action(ISSUE)
def correct_document(
    document: IssuedDocument, *, letter: str, text: str, code: str = "", actor: Actor
) -> Correction:
    """Note that a letter corrected an error of form; everybody who verifies the paper sees it.

    ``code`` is the verification code of the letter when it was issued here. Raises
    ``InvalidInput``, ``IllegalState`` for a document that is not in force. Legal basis:
    30/2020/NĐ-CP, Điều 18.
    """
    document = locked_document(document)
    if document.state != DocumentState.ISSUED:
        raise IllegalState(_("Chỉ đính chính văn bản đã ban hành và còn hiệu lực."))
    said, what = one_line(letter)[:200], one_line(text)[:500]
    by = _letter(document, said, what, code)
    if actor.account_id is None:
        raise NotAllowed
    made = Correction.objects.create(
        document=document,
        by=by,
        letter=said,
        text=what,
        account_id=actor.account_id,
        at=timezone.now(),
    )
    publish(
        DocumentCorrected(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
        )
    )
    return made


def _letter(document: IssuedDocument, said: str, what: str, code: str) -> IssuedDocument | None:
    """The letter when it was issued here. Raises ``InvalidInput`` for what is missing."""
    by = find_by_verification_code(code) if code.strip() else None
    wrong: dict[str, str] = {}
    if code.strip() and (by is None or by.pk == document.pk):
        wrong["code"] = _("Không có văn bản nào mang mã kiểm tra này.")
    if not said:
        wrong["letter"] = _("Ghi số, ký hiệu và ngày công văn đính chính.")
    if not what:
        wrong["text"] = _("Ghi chỗ sai và chỗ đúng.")
    if wrong:
        raise InvalidInput(fields=wrong)
    return by


def _check(document: IssuedDocument, copy: Copied) -> tuple[int, ...]:
    wrong: dict[str, str] = {}
    total = (document.current_version.pages if document.current_version else None) or 1
    pages: tuple[int, ...] = ()
    try:
        pages = read_pages(copy.pages, total)
    except PagesError:
        wrong["pages"] = _("Văn bản có %(total)s trang. Ghi như 1-2, 4.") % {"total": total}
    if copy.kind not in CopyKind.values:
        wrong["kind"] = _("Chọn hình thức sao.")
    elif copy.kind == CopyKind.EXTRACT and not copy.pages.strip():
        wrong["pages"] = _("Ghi các trang được trích, ví dụ 1-2, 4.")
    elif copy.kind == CopyKind.RECOPIED and not _is_copied(document):
        wrong["kind"] = _("Sao lục làm từ bản sao y. Hãy sao y văn bản này trước.")
    if copy.medium not in CopyMedium.values:
        wrong["medium"] = _("Chọn bản giấy hoặc bản điện tử.")
    elif copy.medium == CopyMedium.PAPER and copy.signer_id is None:
        wrong["signer"] = _("Chọn người ký bản sao giấy.")
    if not 1 <= copy.quantity <= MOST_COPIES:
        wrong["quantity"] = _("Số bản từ 1 đến %(most)s.") % {"most": MOST_COPIES}
    if not one_line(copy.recipient):
        wrong["recipient"] = _("Ghi nơi nhận bản sao.")
    if wrong:
        raise InvalidInput(fields=wrong)
    return pages if copy.kind == CopyKind.EXTRACT else ()


def _is_copied(document: IssuedDocument) -> bool:
    """Whether there is a true copy of it. Legal basis: 30/2020/NĐ-CP, Điều 25 khoản 2."""
    return CertifiedCopy.objects.filter(document=document, kind=CopyKind.FULL).exists()


def _signer(document: IssuedDocument, copy: Copied) -> Capacity | None:
    """An electronic copy carries the agency's signature only; paper is signed by a person."""
    if copy.medium == CopyMedium.ELECTRONIC:
        return None
    signer = Actor(kind=ActorKind.OFFICER, account_id=copy.signer_id)
    return capacity_on(signer, document.agency_id, on=timezone.localdate(), matter=COPIES)


def _name(account_id: int | None) -> str:
    return str(Account.objects.get(pk=account_id or 0))


def _file(document: IssuedDocument, kind: str) -> File:
    return File.objects.create(
        title=f"{copy_form(kind).heading.capitalize()}: {document.abstract}"[:300],
        owner_kind=document.owner_kind,
        owner_id=document.owner_id,
        unit_id=document.unit_id,
        person_id=document.person_id,
    )
