# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Using the kept original of a document: noted when it is taken, and when it comes back.

Legal basis: 30/2020/NĐ-CP, Điều 19 and Phụ lục IV.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.documents.enums import PUBLISHED
from lienthong.core.documents.models import IssuedDocument, OriginalUse
from lienthong.core.documents.permissions import KEEP_BOOKS
from lienthong.core.documents.queries import locked_document
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.text import one_line


@action(KEEP_BOOKS)
def lend_original(
    document: IssuedDocument,
    *,
    user_name: str,
    allowed_by: str,
    file_notation: str = "",
    note: str = "",
    actor: Actor,
) -> IssuedDocument:
    """Note that somebody uses the kept original from today, with whose leave.

    Raises ``InvalidInput`` without a name or a leave; ``IllegalState`` for a document that was
    never issued or whose original is out already.
    """
    document = locked_document(document)
    _require_kept(document)
    user, leave, wrong = one_line(user_name)[:200], one_line(allowed_by)[:200], {}
    if not user:
        wrong["user_name"] = _("Ghi họ tên người sử dụng.")
    if not leave:
        wrong["allowed_by"] = _("Ghi người cho phép sử dụng.")
    if wrong:
        raise InvalidInput(fields=wrong)
    if actor.account_id is None:
        raise NotAllowed
    OriginalUse.objects.create(
        document=document,
        taken_on=timezone.localdate(),
        user_name=user,
        allowed_by=leave,
        file_notation=one_line(file_notation)[:80],
        note=one_line(note)[:300],
        noted_by_id=actor.account_id,
    )
    return document


@action(KEEP_BOOKS)
def return_original(document: IssuedDocument, *, use_id: int, actor: Actor) -> IssuedDocument:
    """Note that the original came back today; a second time changes nothing."""
    document = locked_document(document)
    use = document.original_uses.filter(pk=use_id).first()
    if use is None:
        raise OutOfScope
    use.returned_on = use.returned_on or timezone.localdate()
    use.save(update_fields=["returned_on"])
    return document


def _require_kept(document: IssuedDocument) -> None:
    """Raise ``IllegalState`` unless the original lies with the clerk."""
    if document.state not in PUBLISHED:
        raise IllegalState(_("Văn bản chưa ban hành nên chưa có bản lưu."))
    if document.original_uses.filter(returned_on=None).exists():
        raise IllegalState(_("Bản lưu đang có người sử dụng. Ghi trả trước."), code="original_out")
