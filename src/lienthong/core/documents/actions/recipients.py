# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The distribution list: who gets it, when and how it went, who has it, who dropped it.

Legal basis: 30/2020/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.documents.enums import DocumentState, SendingMeans
from lienthong.core.documents.events import DocumentSent
from lienthong.core.documents.models import IssuedDocument, Recipient
from lienthong.core.documents.permissions import KEEP_BOOKS
from lienthong.core.documents.queries import locked_document
from lienthong.core.documents.queries.addressees import units_named
from lienthong.core.documents.queries.free import without_groups
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.events import publish
from lienthong.kernel.text import one_line

MOST_COPIES = 999
MOST_RECIPIENTS = 300


@action(KEEP_BOOKS)
def add_recipients(
    document: IssuedDocument, *, names: str, means: str, copies: int = 1, actor: Actor
) -> IssuedDocument:
    """Put recipients on the list, one a line; one that stands there already is left alone.

    Raises ``InvalidInput``; ``IllegalState`` for a document given up or withdrawn.
    """
    document = locked_document(document)
    if document.state in {DocumentState.VOID, DocumentState.RECALLED, DocumentState.REVOKED}:
        raise IllegalState(_("Văn bản này không còn được gửi đi."))
    asked = without_groups(document.agency_id, names.splitlines())
    wanted = dict.fromkeys(one_line(line)[:200] for line in asked if one_line(line))
    wrong: dict[str, str] = {}
    if not wanted:
        wrong["names"] = _("Ghi nơi nhận, mỗi nơi một dòng.")
    if len(wanted) + document.recipients.count() > MOST_RECIPIENTS:
        wrong["names"] = _("Một văn bản gửi nhiều nhất %(most)s nơi.") % {"most": MOST_RECIPIENTS}
    if means not in SendingMeans.values:
        wrong["means"] = _("Chọn cách gửi.")
    if not 1 <= copies <= MOST_COPIES:
        wrong["copies"] = _("Số bản từ 1 đến %(most)s.") % {"most": MOST_COPIES}
    if wrong:
        raise InvalidInput(fields=wrong)
    units = units_named(wanted, document.agency_id)
    unknown = [name for name in wanted if name not in units] if means == SendingMeans.SYSTEM else []
    if unknown:
        words = _("Không có đơn vị nào trong hệ thống tên: %(names)s. Chọn cách gửi khác.")
        raise InvalidInput(fields={"names": words % {"names": "; ".join(unknown[:3])}})
    rows = [
        Recipient(document=document, name=name, means=means, copies=copies, unit_id=units.get(name))
        for name in wanted
    ]
    Recipient.objects.bulk_create(rows, ignore_conflicts=True)
    return document


@part_of_act
def fill_recipients(document: IssuedDocument, names: Collection[str]) -> None:
    """Make the list of a draft what its drafter wrote.

    Units of the province get it inside the system, anybody else by post; the clerk changes that.
    """
    document.recipients.exclude(name__in=[name[:200] for name in names]).delete()
    units = units_named(names, document.agency_id)
    rows = [
        Recipient(
            document=document,
            name=name[:200],
            unit_id=units.get(name),
            means=SendingMeans.SYSTEM if name in units else SendingMeans.POST,
        )
        for name in dict.fromkeys(names)
    ]
    Recipient.objects.bulk_create(rows, ignore_conflicts=True)


@action(KEEP_BOOKS)
def send_document(
    document: IssuedDocument, *, recipient_ids: Collection[int], actor: Actor
) -> IssuedDocument:
    """Note that the document went to these recipients now; a second time changes nothing.

    Units of the system are told that it came.

    Raises ``IllegalState`` before it is issued or after it was withdrawn.
    """
    document = locked_document(document)
    if document.state != DocumentState.ISSUED:
        raise IllegalState(_("Chỉ gửi văn bản đã ban hành và còn hiệu lực."), code="not_issued")
    waiting = document.recipients.filter(pk__in=recipient_ids, sent_at=None)
    units = set(waiting.values_list("unit_id", flat=True))
    going = tuple(sorted(one for one in units if one is not None))
    waiting.update(sent_at=timezone.now(), sent_by_id=actor.account_id)
    if going:
        publish(
            DocumentSent(
                document_id=document.pk,
                owner_kind=document.owner_kind,
                owner_id=document.owner_id,
                unit_ids=going,
            )
        )
    return document


@action(KEEP_BOOKS)
def confirm_receipt(
    document: IssuedDocument, *, recipient_id: int, received_by: str = "", actor: Actor
) -> IssuedDocument:
    """Note that a recipient has it. Raises ``IllegalState`` when it was not sent there."""
    line = _line(document, recipient_id)
    if line.sent_at is None:
        raise IllegalState(_("Văn bản chưa gửi tới nơi này."))
    line.received_at = line.received_at or timezone.now()
    line.received_by = one_line(received_by)[:200] or line.received_by
    line.save(update_fields=["received_at", "received_by"])
    return document


@action(KEEP_BOOKS)
def confirm_dropped(document: IssuedDocument, *, recipient_id: int, actor: Actor) -> IssuedDocument:
    """Note that a recipient dropped a recalled document and said so."""
    line = _line(document, recipient_id)
    if line.told_at is None:
        raise IllegalState(_("Nơi này chưa được báo thu hồi."))
    line.dropped_at = line.dropped_at or timezone.now()
    line.save(update_fields=["dropped_at"])
    return document


@action(KEEP_BOOKS)
def remove_recipient(
    document: IssuedDocument, *, recipient_id: int, actor: Actor
) -> IssuedDocument:
    """Take a recipient off the list. Raises ``IllegalState`` once it was sent there."""
    line = _line(document, recipient_id)
    if line.sent_at is not None:
        raise IllegalState(_("Đã gửi tới nơi này nên không bỏ khỏi danh sách được."))
    line.delete()
    return document


@action(KEEP_BOOKS)
def name_keeper(document: IssuedDocument, *, kept_by: str, actor: Actor) -> IssuedDocument:
    """Write who keeps the original, for the register."""
    document = locked_document(document)
    document.kept_by = one_line(kept_by)[:200]
    document.save(update_fields=["kept_by"])
    return document


@part_of_act
def tell_recipients(document: IssuedDocument) -> int:
    """The document was withdrawn: everybody who got it has to drop it; return how many."""
    return document.recipients.filter(sent_at__isnull=False, told_at=None).update(
        told_at=timezone.now()
    )


def _line(document: IssuedDocument, recipient_id: int) -> Recipient:
    rows = Recipient.objects.select_for_update(of=("self",)).filter(document=document)
    found: Recipient | None = rows.filter(pk=recipient_id).first()
    if found is None:
        raise IllegalState
    return found
