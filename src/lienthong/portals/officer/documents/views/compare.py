# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What changed between two versions of a file; pages bound and parted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.api import (
    WORK_ON,
    CheckState,
    File,
    FileVersion,
    TooLongError,
    bind_files,
    bindable_of,
    comparison,
    counts,
    near_changes,
    part_file,
    read_words,
    readable_file,
    take_off,
    text_of,
)
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.documents.forms.books import ActForm
from lienthong.portals.officer.documents.forms.files import BindForm, PartForm, moved
from lienthong.portals.officer.documents.panels.files import owner_link
from lienthong.portals.officer.documents.views.acts import ActView
from lienthong.portals.officer.documents.views.desk import ASKS

PDF = "application/pdf"
BESIDE, INLINE = "hai-cot", "mot-cot"
READING = timedelta(minutes=10)  # so long a scan may wait for whoever reads its words
KINDS = ((BESIDE, gettext_lazy("Hai cột")), (INLINE, gettext_lazy("Một cột")))


class CompareView(GuardedView):
    """The words of two versions, side by side or in one column; changes with their neighbours."""

    permission = WORK_ON

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """``cu`` and ``moi`` are numbers of versions, ``kieu`` the way of showing."""
        file = readable_file(self.actor, pk)
        asked = [request.GET.get(name, "") for name in ("cu", "moi")]
        found = {str(one.number): one for one in file.versions.order_by("number")}
        if not set(asked) <= set(found):
            raise Http404
        old, new = (found[number] for number in asked)
        kind = request.GET.get("kieu", BESIDE)
        unread = [version for version in (old, new) if _is_unread(version)]
        for version in unread if not request.headers.get(ASKS) else ():
            read_words(version, actor=self.actor)
        context = _compared(old, new, unread, whole=request.GET.get("het") == "1") | {
            "page_title": _("So sánh lần %(old)s và lần %(new)s")
            % {"old": old.number, "new": new.number},
            "file": file,
            "old": old,
            "new": new,
            "versions": list(found.values()),
            "kind": kind,
            "is_inline": kind == INLINE,
            "tabs": [_tab(code, title, kind, old, new) for code, title in KINDS],
            "all_url": f"?cu={old.number}&moi={new.number}&kieu={kind}&het=1",
        }
        return render(request, "officer/file_compare.html", context)


def _compared(
    old: FileVersion, new: FileVersion, unread: list[FileVersion], *, whole: bool
) -> dict[str, Any]:
    try:
        rows = comparison(old, new)
    except TooLongError:
        return {"too_long": True}
    if rows is None:
        return {"no_words": True, "reading": bool(unread) or any(map(_may_be_read, (old, new)))}
    changed, added, removed = counts(rows)
    return {
        "rows": rows if whole else near_changes(rows),
        "is_whole": whole,
        "changed": changed,
        "added": added,
        "removed": removed,
        "same": not changed and not added and not removed,
    }


def _may_be_read(version: FileVersion) -> bool:
    """Whether its words may still come: it was not looked into yet, or just brought."""
    is_new = version.uploaded_at > timezone.now() - READING
    return is_new or version.check_state == CheckState.WAITING


def _is_unread(version: FileVersion) -> bool:
    """Whether it is a PDF that was looked into and whose words nobody has read."""
    is_seen = version.content_type == PDF and version.check_state == CheckState.DONE
    return is_seen and text_of(version) is None


def _tab(code: str, title: object, kind: str, old: FileVersion, new: FileVersion) -> dict[str, Any]:
    return {
        "title": title,
        "url": f"?cu={old.number}&moi={new.number}&kieu={code}",
        "count": "",
        "current": code == kind,
        "icon": "",
    }


class _FileAct(ActView):
    """About one file that the actor may read."""

    abstract = True
    permission = WORK_ON
    file: File

    def find(self, pk: int) -> None:
        """The file, if it may be read."""
        self.file = readable_file(self.actor, pk)

    def back(self) -> str:
        """The file."""
        return reverse("officer:file-desk", args=[self.file.pk])

    def back_title(self) -> str:
        """Its name."""
        return self.file.title or _("Tệp")


class BindView(_FileAct):
    """Bind several files of the same owner into one PDF, in the order that the person chooses.

    Rows are moved by buttons that work without JavaScript too, or dragged by their grip.
    """

    title = gettext_lazy("Ghép thành một PDF")
    text = gettext_lazy("Bản mới là một tệp riêng; các tệp được ghép vẫn giữ nguyên.")
    verb = gettext_lazy("Ghép")
    icon = "files"
    template = "officer/file_bind.html"

    def post(self, request: HttpRequest, pk: int = 0) -> HttpResponse:
        """Bind them; or, for a button that moves a row, show the page in the new order."""
        for name, by in (("len", -1), ("xuong", 1)):
            if name in request.POST:
                self.find(pk)
                return self.show(self._in_new_order(request.POST, request.POST[name], by))
        return super().post(request, pk)

    def _in_new_order(self, given: QueryDict, row: str, by: int) -> BindForm:
        said = {
            "parts": given.getlist("parts"),
            "title": given.get("title", ""),
            "accept_loss": "accept_loss" in given,
        }
        order = moved(given.getlist("thu-tu"), row, by)
        return BindForm(bindable_of(self.file), initial=said, order=order)

    def form(self, data: Any = None) -> ActForm:
        """The files of the same owner; the one that was looked at is ticked."""
        order = data.getlist("thu-tu") if data else ()
        current = self.file.current
        said = {"parts": [current.pk] if current else []}
        return BindForm(bindable_of(self.file), data, initial=said, order=order)

    def do(self, form: ActForm) -> str:
        """Order it."""
        assert isinstance(form, BindForm)
        given = form.cleaned_data
        made = bind_files(
            self.file,
            version_ids=form.ordered(),
            title=given["title"],
            accept_loss=given.get("accept_loss", False),
            actor=self.actor,
        )
        self.file = made
        return _("Đang ghép. Tệp mới nằm trong tài liệu nội bộ.")


class DropView(_FileAct):
    """Take an internal file away."""

    title = gettext_lazy("Bỏ tài liệu nội bộ")
    text = gettext_lazy(
        "Tài liệu, các lần và ghi chú trên nó mất hẳn, không lấy lại được. Giấy tờ người nộp đã"
        " nộp không bỏ được ở đây."
    )
    verb = gettext_lazy("Bỏ tài liệu")
    icon = "trash"

    def find(self, pk: int) -> None:
        """The file, if it is internal."""
        super().find(pk)
        if not self.file.internal:
            raise OutOfScope

    def form(self, data: Any = None) -> ActForm:
        """Nothing is asked but whether it is meant."""
        return ActForm(data)

    def do(self, form: ActForm) -> str:
        """Take it away."""
        link = owner_link(self.file)
        self.left = link["url"] if link else reverse("officer:inbox")
        title = self.file.title
        take_off(self.file, actor=self.actor)
        return _("Đã bỏ %(title)s.") % {"title": title}

    def back(self) -> str:
        """The file; once it is gone, what it was about."""
        return self.left or super().back()

    left = ""


class PartView(_FileAct):
    """Part a PDF into several."""

    title = gettext_lazy("Tách PDF")
    text = gettext_lazy("Mỗi dòng làm ra một tệp mới; tệp này vẫn giữ nguyên.")
    verb = gettext_lazy("Tách")
    icon = "file-plus"

    def form(self, data: Any = None) -> ActForm:
        """Empty."""
        return PartForm(self.file.current, data)

    def do(self, form: ActForm) -> str:
        """Order the parts."""
        current = self.file.current
        if current is None:
            raise IllegalState
        made = part_file(current, **form.cleaned_data, actor=self.actor)
        words = _("Đang tách thành %(count)s tệp. Các tệp mới nằm trong tài liệu nội bộ.")
        return words % {"count": len(made)}
