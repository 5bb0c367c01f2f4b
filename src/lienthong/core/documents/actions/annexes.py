# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Annexes in files of their own: put beside a draft, signed by the agency after the seal."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.actions.draft import draw_anew
from lienthong.core.documents.actions.quarantine import accept_quarantined
from lienthong.core.documents.actions.sign import ask_annex_signature
from lienthong.core.documents.adapters.bindery import locks_out
from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.annexes import MOST, OWNER_KIND
from lienthong.core.documents.domain.inspection import Limits
from lienthong.core.documents.domain.names import clean_name
from lienthong.core.documents.enums import DocumentState
from lienthong.core.documents.events import AnnexesChanged
from lienthong.core.documents.models import Annex, File, FileVersion, IssuedDocument, Signature
from lienthong.core.documents.permissions import DRAFT, SEAL
from lienthong.core.documents.queries import locked_document
from lienthong.core.documents.queries.annexes import takes_annexes, unsigned_annexes
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.events import publish
from lienthong.kernel.permits import UploadReceipt
from lienthong.kernel.text import one_line

ANNEX_LIMITS = Limits(media_types=frozenset({kinds.PDF}))
"""Only a PDF has a first page on which the agency can sign."""
SIGNED_ALREADY = gettext_lazy("Văn bản đang chờ ký hoặc đã ký nên không thêm, bỏ phụ lục được.")


@action(DRAFT)
def add_annex(
    document: IssuedDocument, *, receipt: UploadReceipt, title: str = "", actor: Actor
) -> Annex:
    """Put a PDF beside a draft as its next annex, named as the file is unless a title is given.

    The same receipt again changes nothing. Raises ``IllegalState`` once the document is signed,
    ``InvalidInput`` for a file that cannot be taken. Legal basis: 30/2020/NĐ-CP, Phụ lục I.
    """
    document = _open(document)
    if actor.account_id is None or receipt.draft != annex_place(document):
        raise NotAllowed
    taken = Annex.objects.filter(file__versions__receipt=receipt.id).first()
    if taken is not None:
        return taken
    said = (one_line(title) or Path(clean_name(receipt.name)).stem)[:200]
    made = Annex.objects.create(
        document=document,
        position=_next_position(document),
        title=said,
        file=_file(document, said),
        added_by_id=actor.account_id,
        added_at=timezone.now(),
    )
    _require_open(accept_quarantined(made.file, receipt=receipt, limits=ANNEX_LIMITS, actor=actor))
    _drop_initials(document)
    _tell(document)
    return made


@action(DRAFT)
def name_annex(document: IssuedDocument, *, annex_id: int, title: str, actor: Actor) -> Annex:
    """Give an annex of a draft another name. Raises ``InvalidInput`` without one."""
    document = _open(document)
    annex = document.annexes.filter(pk=annex_id).first()
    if annex is None:
        raise OutOfScope
    annex.title = one_line(title)[:200]
    if not annex.title:
        raise InvalidInput(fields={"title": _("Ghi tên phụ lục.")})
    annex.save(update_fields=["title"])
    _drop_initials(document)
    _tell(document)
    return annex


@action(DRAFT)
def remove_annex(document: IssuedDocument, *, annex_id: int, actor: Actor) -> IssuedDocument:
    """Take an annex off a draft; those behind it move up. Its file can still be read.

    Raises ``OutOfScope`` for another document's, ``IllegalState`` once the document is signed.
    """
    document = _open(document)
    annexes = list(document.annexes.order_by("position"))
    if annex_id not in {one.pk for one in annexes}:
        raise OutOfScope
    for one in annexes:
        if one.pk == annex_id:
            one.delete()
    for position, one in enumerate(document.annexes.order_by("position"), start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
    _drop_initials(document)
    _tell(document)
    return document


@action(SEAL)
def sign_annexes(document: IssuedDocument, *, actor: Actor) -> list[Signature]:
    """Ask again for the agency's signature on annexes that have none; of a sealed document.

    Sealing asks for all of them; this is for those whose key did not answer then.
    """
    document = locked_document(document)
    if document.state != DocumentState.SEALED:
        raise IllegalState
    return [ask_annex_signature(one, actor) for one in unsigned_annexes(document)]


def annex_place(document: IssuedDocument) -> str:
    """What the edge's permits call the place for annexes of the document."""
    return f"documents.annex-{document.pk}"


def _require_open(version: FileVersion) -> None:
    """Raise ``InvalidInput`` for a PDF that was signed so that nobody may sign it after."""
    if locks_out(version):
        raise InvalidInput(
            _("Tệp này đã được ký và khóa, cơ quan không ký thêm được. Hãy dùng bản chưa khóa."),
            code="closed",
        )


def _open(document: IssuedDocument) -> IssuedDocument:
    document = locked_document(document)
    if not takes_annexes(document):
        raise IllegalState(SIGNED_ALREADY, code="signed_already")
    return document


@part_of_act
def _drop_initials(document: IssuedDocument) -> None:
    """Who initialled the draft has not seen its annexes as they are now."""
    if document.state == DocumentState.INITIALLED:
        draw_anew(document)


def _next_position(document: IssuedDocument) -> int:
    position = document.annexes.count() + 1
    if position > MOST:
        raise InvalidInput(_("Một văn bản có nhiều nhất %(most)s phụ lục.") % {"most": MOST})
    return position


def _file(document: IssuedDocument, title: str) -> File:
    return File.objects.create(
        title=title, owner_kind=OWNER_KIND, owner_id=document.pk, unit_id=document.unit_id
    )


def _tell(document: IssuedDocument) -> None:
    publish(
        AnnexesChanged(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
        )
    )
