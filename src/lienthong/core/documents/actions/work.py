# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Working on a file: hold it, add a version, note on a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.documents.actions.quarantine import accept_quarantined
from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.inspection import Limits
from lienthong.core.documents.models import (
    CheckOut,
    File,
    FileNote,
    FileNoteAnswer,
    FileVersion,
)
from lienthong.core.documents.models.work import WHOLE
from lienthong.core.documents.permissions import FREE, WORK_ON
from lienthong.core.documents.queries import may_read_file
from lienthong.core.documents.queries.beside import lost_hold
from lienthong.core.documents.queries.work import holder_of, is_drawn
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.permits import UploadReceipt
from lienthong.kernel.text import one_line

MEGABYTE = 1024 * 1024
WORK_LIMITS = Limits(
    media_types=frozenset({kinds.PDF, kinds.DOCX, kinds.XLSX, kinds.TEXT, *kinds.IMAGES}),
    max_bytes=50 * MEGABYTE,
)
"""What officers work on: also DOCX, XLSX and plain text, drawn as PDF to be looked at."""
WORK_TYPES = (*sorted(WORK_LIMITS.media_types), kinds.ZIP, kinds.UNKNOWN)
"""What the edge lets through: it knows neither office files nor plain text; we look again."""


@dataclass(frozen=True, slots=True)
class Box:
    """A region of a page in parts per thousand of its width and height."""

    left: int = 0
    top: int = 0
    width: int = WHOLE
    height: int = WHOLE


@action(WORK_ON)
def check_out(file: File, *, actor: Actor) -> CheckOut:
    """Hold a file; holding it already changes nothing.

    Raises ``IllegalState`` naming the other holder, or for a document that is drawn by us.
    """
    file = _workable(file, actor)
    held = holder_of(file)
    if held is not None and held.account_id != actor.account_id:
        raise IllegalState(
            _("%(name)s đang giữ tệp này từ %(at)s.")
            % {"name": held.account, "at": f"{timezone.localtime(held.at):%H:%M %d/%m/%Y}"},
            code="held",
        )
    return held or CheckOut.objects.create(file=file, account_id=_account(actor), at=timezone.now())


@action(WORK_ON)
def check_in(file: File, *, actor: Actor) -> File:
    """Give a held file back without a new version. Raises ``IllegalState`` unless one holds it."""
    file = _workable(file, actor)
    _end(_own(file, actor), actor)
    return file


@action(WORK_ON)
def add_work(file: File, *, receipt: UploadReceipt, actor: Actor) -> FileVersion:
    """Add the changed file as its newest version and give it back; only by who holds it.

    Raises ``IllegalState`` for anybody else, ``InvalidInput`` for a file that cannot be taken.
    """
    file = _workable(file, actor)
    if receipt.draft != work_place(file):
        raise NotAllowed
    held = _own(file, actor)
    version = accept_quarantined(file, receipt=receipt, limits=WORK_LIMITS, actor=actor)
    _end(held, actor)
    return version


@action(FREE)
def free_file(file: File, *, reason: str, actor: Actor) -> File:
    """Free a file that somebody else holds, with a reason. Raises ``InvalidInput`` without one."""
    file = _locked(file)
    held = holder_of(file)
    if held is None:
        raise IllegalState(_("Không ai đang giữ tệp này."))
    said = one_line(reason)[:300]
    if not said:
        words = _("Ghi vì sao nhả tệp thay người giữ.")
        raise InvalidInput(words, fields={"reason": words})
    _end(held, actor, said)
    return file


@action(WORK_ON)
def note_on(
    version: FileVersion, *, page: int, text: str, box: Box | None = None, actor: Actor
) -> FileNote:
    """Write a note on a region of a page. Raises ``InvalidInput`` off the page or without words."""
    must_read(version.file, actor)
    box, said = box or Box(), one_line(text)[:1000]
    wrong: dict[str, str] = {}
    if not said:
        wrong["text"] = _("Viết ghi chú.")
    if not 1 <= page <= (version.pages or 1):
        wrong["page"] = _("Tệp có %(total)s trang.") % {"total": version.pages or 1}
    inside = min(box.left, box.top) >= 0 and min(box.width, box.height) >= 1
    if not inside or max(box.left + box.width, box.top + box.height) > WHOLE:
        wrong["page"] = _("Chọn vùng nằm trong trang.")
    if wrong:
        raise InvalidInput(fields=wrong)
    return FileNote.objects.create(
        version=version,
        page=page,
        left=box.left,
        top=box.top,
        width=box.width,
        height=box.height,
        text=said,
        account_id=_account(actor),
        at=timezone.now(),
    )


@action(WORK_ON)
def answer_note(note: FileNote, *, text: str, actor: Actor) -> FileNoteAnswer:
    """Answer a note. Raises ``InvalidInput`` without words, ``IllegalState`` once it is done."""
    must_read(note.version.file, actor)
    said = one_line(text)[:1000]
    if note.resolved_at is not None:
        raise IllegalState(_("Ghi chú này đã đánh dấu xong."))
    if not said:
        raise InvalidInput(fields={"text": _("Viết trả lời.")})
    return FileNoteAnswer.objects.create(
        note=note, text=said, account_id=_account(actor), at=timezone.now()
    )


@action(WORK_ON)
def resolve_note(note: FileNote, *, actor: Actor) -> FileNote:
    """Mark a note as done; a second time changes nothing."""
    must_read(note.version.file, actor)
    if note.resolved_at is None:
        note.resolved_at, note.resolved_by_id = timezone.now(), _account(actor)
        note.save(update_fields=["resolved_at", "resolved_by"])
    return note


@action(WORK_ON)
def draw_pages(version: FileVersion, *, actor: Actor) -> FileVersion:
    """Order pictures of the pages, for notes; of an office file its PDF first, also once more."""
    must_read(version.file, actor)
    rendered = version.content_type in kinds.RENDERED and not version.rendition_key
    ports.defer(f"documents.draw_{'rendition' if rendered else 'pages'}", version_id=version.pk)
    if version.rendition_problem:
        version.rendition_problem = ""
        version.save(update_fields=["rendition_problem"])
    return version


@action(WORK_ON)
def read_words(version: FileVersion, *, actor: Actor) -> FileVersion:
    """Order the words of a version that nobody has read: of papers the platform drew itself they
    are wanted only to be compared.
    """
    must_read(version.file, actor)
    ports.defer("documents.read_words", version_id=version.pk)
    return version


def work_place(file: File) -> str:
    """What the edge's permits call the place for a new version of the file."""
    return f"documents.work-{file.pk}"


def _workable(file: File, actor: Actor) -> File:
    must_read(file, actor)
    if is_drawn(file):
        raise IllegalState(_("Văn bản do hệ thống lập nên sửa ở bước soạn, không sửa tệp."))
    return _locked(file)


def must_read(file: File, actor: Actor) -> None:
    """Raise ``OutOfScope`` unless the actor may read the file."""
    if not may_read_file(actor, file):
        raise OutOfScope


def _locked(file: File) -> File:
    return File.objects.select_for_update(of=("self",), no_key=True).get(pk=file.pk)


def _own(file: File, actor: Actor) -> CheckOut:
    held = holder_of(file)
    if held is not None and held.account_id == actor.account_id:
        return held
    taken = lost_hold(file, actor.account_id)
    words = _("Bạn chưa giữ tệp này. Hãy giữ tệp trước khi sửa.")
    if taken is not None and taken.ended_at is not None:
        words = _(
            "%(name)s đã nhả tệp thay bạn lúc %(at)s: %(reason)s. Bản bạn sửa vẫn ở máy bạn. Hãy"
            " giữ lại tệp, so với lần mới nhất rồi gửi."
        ) % {
            "name": taken.ended_by,
            "at": f"{timezone.localtime(taken.ended_at):%H:%M %d/%m/%Y}",
            "reason": taken.reason,
        }
    raise IllegalState(words, code="not_held")


def _end(held: CheckOut, actor: Actor, reason: str = "") -> None:
    held.ended_at, held.ended_by_id, held.reason = timezone.now(), actor.account_id, reason
    held.save(update_fields=["ended_at", "ended_by", "reason"])


def _account(actor: Actor) -> int:
    if actor.account_id is None:
        raise NotAllowed
    return actor.account_id
