# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A file people work on: versions, who holds it, pages with notes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.api import (
    FREE,
    WORK_LIMITS,
    WORK_ON,
    WORK_TYPES,
    File,
    FileNote,
    FileVersion,
    add_work,
    answer_note,
    bindable_of,
    check_in,
    check_out,
    draw_pages,
    free_file,
    is_drawn,
    note_on,
    page_response,
    readable_file,
    readable_version,
    rendition_response,
    resolve_note,
    work_place,
)
from lienthong.kernel import permits, uploads
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permits import UploadReceipt
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.documents.forms.files import NoteForm
from lienthong.portals.officer.documents.panels.files import (
    holding,
    not_sent,
    owner_link,
    page_of,
    taken_away,
    version_rows,
)
from lienthong.portals.officer.documents.views.acts import Act, ChosenActView, ReceiptView
from lienthong.portals.officer.documents.views.files import note_reading

MEGABYTE = 1024 * 1024
ASKS = "HX-Request"
"""The page asks by itself whether something is ready; then nothing is ordered again."""


class FileDeskView(GuardedView):
    """Everything about one file; ``?lan=`` chooses the version, ``?trang=`` the page."""

    permission = WORK_ON

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page with its notes beside it; pages that nobody has drawn yet are ordered."""
        file = readable_file(self.actor, pk)
        versions = list(file.versions.order_by("-number"))
        shown = _chosen(versions, request.GET.get("lan", ""))
        page = _number(request.GET.get("trang", ""), 1)
        context = _context(self, file, versions, shown, page)
        if not request.headers.get(ASKS):
            note_reading(self.actor, file)
            if shown is not None and context["sheet"]["is_awaited"]:
                draw_pages(shown, actor=self.actor)
        return render(request, "officer/file.html", context)


def _context(
    view: GuardedView, file: File, versions: list[FileVersion], shown: FileVersion | None, page: int
) -> dict[str, Any]:
    held = holding(view.actor, file)
    return {
        "page_title": file.title or (shown.original_name if shown else ""),
        "owner": owner_link(file),
        "file": file,
        "form": NoteForm(initial={"page": page}),
        "versions": version_rows(file, versions, shown),
        "shown": shown,
        "sheet": page_of(shown, page) if shown else None,
        "held": held,
        "taken": taken_away(view.actor, file, versions),
        "may_bind": len(bindable_of(file)) > 1,
        "may_change": not is_drawn(file),
        "may_drop": file.internal,
        "may_free": held is not None and not held["is_own"] and may(view.actor, FREE, file),
        "upload_url": upload_address(view.actor.account_id, file) if held else "",
        "accept": ",".join(sorted(WORK_LIMITS.media_types)),
        "most": WORK_LIMITS.max_bytes // MEGABYTE,
        "form_key": form_key(),
    }


def upload_address(account_id: int | None, file: File) -> str:
    """Where a new version is posted to: the edge, with a permit for two hours."""
    permit = permits.new_upload_permit(
        account=str(account_id),
        draft=work_place(file),
        slot="version",
        largest=WORK_LIMITS.max_bytes,
        types=WORK_TYPES,
        return_path=reverse("officer:file-receipt", args=[file.pk]),
        now=time.time(),
    )
    return uploads.upload_address(permit)


class FileReceiptView(ReceiptView):
    """A new version of the file, which is given back with it."""

    permission = WORK_ON

    def find(self, pk: int) -> File:
        """The file."""
        return readable_file(self.actor, pk)

    def why_not(self, fault: str) -> str:
        """In the words of this place."""
        return not_sent(fault)

    def take(self, found: File, receipt: UploadReceipt) -> str:
        """Keep the version and give the file back."""
        add_work(found, receipt=receipt, actor=self.actor)
        return _("Đã thêm phiên bản mới và trả tệp.")

    def back(self, pk: int) -> str:
        """The page of the file."""
        return reverse("officer:file-desk", args=[pk])


class PageView(GuardedView):
    """The picture of a page; ``?nho=1`` the thumbnail."""

    permission = WORK_ON

    def get(self, request: HttpRequest, pk: int, page: int) -> HttpResponseBase:
        """Answer the JPEG that the worker drew."""
        version = readable_version(self.actor, pk)
        return page_response(version, page, small=request.GET.get("nho") == "1")


class RenditionView(GuardedView):
    """The PDF drawn of an office file."""

    permission = WORK_ON

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Answer the PDF."""
        version = readable_version(self.actor, pk)
        note_reading(self.actor, version.file)
        return rendition_response(version)


def _hold(view: GuardedView, file: File, given: Any) -> str:
    check_out(file, actor=view.actor)
    return _("Bạn đang giữ tệp. Người khác chỉ xem được tới khi bạn trả.")


def _give_back(view: GuardedView, file: File, given: Any) -> str:
    check_in(file, actor=view.actor)
    return _("Đã trả tệp, không đổi gì.")


def _free(view: GuardedView, file: File, given: Any) -> str:
    free_file(file, reason=str(given.get("ly-do", "")), actor=view.actor)
    return _("Đã nhả tệp.")


def _note(view: GuardedView, file: File, given: Any) -> str:
    form = NoteForm(given)
    if not form.is_valid():
        raise InvalidInput(fields={name: str(said[0]) for name, said in form.errors.items()})
    text, page, box = form.cleaned_data["text"], form.cleaned_data["page"], form.box()
    version = _chosen(list(file.versions.order_by("-number")), str(given.get("lan", "")))
    if version is None:
        raise OutOfScope
    note_on(version, page=page, text=text, box=box, actor=view.actor)
    return _("Đã ghi chú.")


def _answer(view: GuardedView, file: File, given: Any) -> str:
    answer_note(_its_note(file, given), text=str(given.get("text", "")), actor=view.actor)
    return _("Đã trả lời.")


def _resolve(view: GuardedView, file: File, given: Any) -> str:
    resolve_note(_its_note(file, given), actor=view.actor)
    return _("Đã đánh dấu xong.")


def _draw(view: GuardedView, file: File, given: Any) -> str:
    version = _chosen(list(file.versions.order_by("-number")), str(given.get("lan", "")))
    if version is None:
        raise OutOfScope
    draw_pages(version, actor=view.actor)
    return _("Đang vẽ lại. Trang tự đổi khi xong.")


class FileActView(ChosenActView):
    """One act on a file."""

    permission = WORK_ON
    acts: ClassVar[Mapping[str, Act]] = {
        "giu": _hold, "tra": _give_back, "nha": _free, "ghi-chu": _note, "tra-loi": _answer,
        "xong": _resolve, "ve-trang": _draw,
    }  # fmt: skip

    def find(self, pk: int) -> File:
        """The file."""
        return readable_file(self.actor, pk)

    def back(self, pk: int) -> str:
        """The version and the page that were looked at."""
        return f"{reverse('officer:file-desk', args=[pk])}?{_place(self.request.POST)}"


def _its_note(file: File, given: Any) -> FileNote:
    rows = FileNote.objects.select_related("version__file").filter(version__file=file)
    found = rows.filter(pk=_number(str(given.get("ghi-chu", "")), 0)).first()
    if found is None:
        raise OutOfScope
    return found


def _place(given: Any) -> str:
    version, page = (_number(str(given.get(name, "")), 0) for name in ("lan", "page"))
    return "&".join(
        part for part in (f"lan={version}" * bool(version), f"trang={page}" * bool(page)) if part
    )


def _chosen(versions: list[FileVersion], number: str) -> FileVersion | None:
    """The version of that number, else the newest."""
    return next((one for one in versions if str(one.number) == number), None) or next(
        iter(versions), None
    )


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else otherwise
