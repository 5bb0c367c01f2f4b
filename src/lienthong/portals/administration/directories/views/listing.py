# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of a directory: searched, narrowed, on a day, paged by key; in Excel; names to pick."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from lienthong.kernel.directories import (
    Asked,
    Directory,
    Filter,
    import_permissions,
    label_of,
    listed,
)
from lienthong.kernel.views import may_hold
from lienthong.portals.administration.directories.past import gone_of
from lienthong.portals.administration.directories.sheets import EXCEL, write_rows
from lienthong.portals.administration.directories.then import as_of
from lienthong.portals.administration.directories.views.base import DirectoryView
from lienthong.portals.administration.directories.words import cell, subject_key

LONGEST = 100
NAMED = 12
GONE = "da-xoa"


class ListingView(DirectoryView):
    """What the address asks of a directory."""

    abstract = True

    @property
    def asked(self) -> Asked:
        """Words, day, filters and page of the address."""
        data = self.request.GET
        keys = [one.key for one in self.directory.filters]
        return Asked(
            words=data.get("tim", "").strip()[:LONGEST],
            day=self.day,
            chosen={key: data[key][:LONGEST] for key in keys if data.get(key)},
            after=data.get("sau", "")[:LONGEST],
        )

    def address(self, **changes: str) -> str:
        """The address with some of it changed; a page is forgotten unless it is given."""
        kept = {key: value for key, value in self.request.GET.items() if key != "sau"}
        values = {key: value for key, value in (kept | changes).items() if value}
        return "?" + urlencode(values)


class DirectoryListView(ListingView):
    """The rows that the address asks for."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """One page of them."""
        if self.tells_gone and GONE in request.GET:
            title = _("Mục đã rút, đã xóa")
            return self.page("gone", {"page_title": title, "rows": gone_of(self.directory)})
        directory, asked = self.directory, self.asked
        page = listed(directory, asked, self.actor, recall=as_of)
        context = {
            "page_title": str(directory.title),
            "asked": asked,
            "heads": [str(column.title) for column in directory.columns],
            "rows": [self._row(row) for row in page.rows],
            "total": page.total,
            "filters": [self._filter(one) for one in directory.filters],
            "makes": self._makes(),
            "is_today": asked.day == timezone.localdate(),
            "day_text": request.GET.get("ngay", "")[:20],
            "narrows": bool(asked.words or asked.chosen),
            "next_url": self.address(sau=page.after) if page.after else "",
            "plain_url": request.path,
            "excel_url": self._url("directory-excel") + self.address(),
            "import_url": self._import_url(),
            "gone_url": f"{request.path}?{GONE}=1" if self.tells_gone else "",
        }
        return self.page("list", context)

    def _row(self, row: Any) -> dict[str, Any]:
        directory = self.directory
        key = subject_key(directory, row)
        url = reverse("administration:directory-row", args=[directory.slug, key])
        return {"url": url, "cells": [cell(column, row) for column in directory.columns]}

    def _url(self, name: str) -> str:
        return reverse(f"administration:{name}", args=[self.directory.slug])

    def _makes(self) -> list[dict[str, Any]]:
        return [
            {
                "title": str(act.title),
                "icon": act.icon,
                "url": reverse(
                    "administration:directory-make", args=[self.directory.slug, act.code]
                ),
            }
            for act in self.directory.acts
            if act.makes and may_hold(self.actor, act.permission)
        ]

    def _import_url(self) -> str:
        return self._url("directory-import") if may_import(self) else ""

    def _filter(self, one: Filter) -> dict[str, Any]:
        chosen = self.asked.chosen.get(one.key, "")
        options = one.options(self.actor)
        titles = dict(options)
        every = _("tất cả")
        return {
            "label": str(one.title),
            "value": str(titles.get(chosen, chosen)) if chosen else every,
            "remove_url": self.address(**{one.key: ""}) if chosen else "",
            "options": [
                {"title": every, "url": self.address(**{one.key: ""}), "current": not chosen},
                *(
                    {
                        "title": str(title),
                        "url": self.address(**{one.key: value}),
                        "current": value == chosen,
                    }
                    for value, title in options
                ),
            ],
        }


def may_import(view: DirectoryView) -> bool:
    """Whether the directory takes Excel and the actor may do what a row does."""
    needed = import_permissions(view.directory)
    return bool(needed) and all(may_hold(view.actor, each) for each in needed)


class DirectoryExcelView(ListingView):
    """The rows that the address asks for, all of them, as a workbook."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Write it."""
        directory = self.directory
        rows = listed(directory, self.asked, self.actor, limit=0, recall=as_of).rows
        day = f"{self.asked.day:%d/%m/%Y}"
        told = format_lazy("{} – {}", directory.title, day) if directory.has_days else ""
        body = write_rows(directory, rows, told=str(told or directory.title))
        return attached(body, directory)


def attached(body: bytes, directory: Directory, *, more: str = "") -> HttpResponse:
    """A workbook to download, named for what is in it."""
    name = f"{directory.slug}{more}-{timezone.localdate():%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=EXCEL, headers=headers)


class DirectoryNamesView(DirectoryView):
    """Names that fit what is being typed into a field that picks a row."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The first few, with their codes."""
        words = request.GET.get("q", "").strip()[:LONGEST]
        rows = listed(self.directory, Asked(words=words), self.actor, limit=NAMED).rows
        return JsonResponse({"names": [label_of(self.directory, row) for row in rows]})
