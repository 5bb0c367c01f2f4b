# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One row: what it says on a day, its tables, what can be done, and its history."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach
from lienthong.core.audit.api import records_of
from lienthong.kernel.db import Dated
from lienthong.kernel.directories import Act, name_of_subject, row_of
from lienthong.kernel.views import may_hold
from lienthong.portals.administration.directories.past import called, past_of
from lienthong.portals.administration.directories.then import as_of
from lienthong.portals.administration.directories.views.base import DirectoryView
from lienthong.portals.administration.directories.words import said, table

PAST = 50


class DirectoryRowView(DirectoryView):
    """The page of a row."""

    def get(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        """Facts on the day, tables, acts."""
        directory, subject = self.directory, self.subject(key)
        row = self._row(subject)
        context = {
            "page_title": name_of_subject(directory, subject, self.actor, self.day),
            "row": row,
            "lasts": None if row else self._lasts(subject),
            "facts": self._facts(row, subject),
            "parts": [
                {
                    "title": str(part.title),
                    "empty": str(part.empty),
                    **table(part, part.rows_on(subject, self.actor, self.day), self.actor),
                }
                for part in directory.parts
            ],
            "acts": [self._act(act, key) for act in self._acts(subject)],
            "links": self._links(subject),
            "day_text": request.GET.get("ngay", "")[:20],
            "is_today": self.day == timezone.localdate(),
            "shown_day": self.day,
            "key": key,
        }
        return self.page("row", context)

    def _row(self, subject: Any) -> Any | None:
        """What the row says on the day that is looked at; None when it is not there then."""
        row = row_of(self.directory, subject, self.actor, self.day)
        if row is None or not self.directory.is_recalled or self.day >= timezone.localdate():
            return row
        return next(iter(as_of([row], self.day)), None)

    def _lasts(self, subject: Any) -> dict[str, str] | None:
        """When a row that has days of its own holds, and its first day; None of others."""
        if not isinstance(subject, Dated):
            return None
        first, end = f"{subject.valid_from:%d/%m/%Y}", subject.valid_to
        text = _("Có hiệu lực từ ngày %(first)s.")
        if end is not None:
            text = _("Có hiệu lực từ ngày %(first)s đến trước ngày %(end)s.")
        said = {"first": first, "end": f"{end:%d/%m/%Y}" if end else ""}
        return {"text": text % said, "day": first}

    def _facts(self, row: Any, subject: Any) -> list[dict[str, str]]:
        own = [(c.title, c.value(row)) for c in self.directory.columns] if row else []
        more = self.directory.facts(subject, self.actor) if self.directory.facts else ()
        return [
            {"label": str(title), "value": said(value)}
            for title, value in [*own, *more]
            if said(value)
        ]

    def _acts(self, subject: Any) -> list[Act]:
        return [
            act
            for act in self.directory.acts
            if not act.makes
            and may_hold(self.actor, act.permission)
            and (act.applies is None or act.applies(subject))
        ]

    def _act(self, act: Act, key: str) -> dict[str, Any]:
        args = [self.directory.slug, key, act.code]
        return {
            "title": str(act.title),
            "icon": act.icon,
            "kind": "danger" if act.is_grave else "outline",
            "url": reverse("administration:directory-act", args=args),
        }

    def _links(self, subject: Any) -> list[tuple[str, str]]:
        found = self.directory.links(subject, self.actor) if self.directory.links else ()
        return [(str(title), reverse(name, args=args)) for title, name, args in found]


class DirectoryHistoryView(DirectoryView):
    """Who changed the row, when, from what to what."""

    def get(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        """The newest acts first."""
        gone = self._gone(key)
        subject = gone or self.subject(key)
        if gone is not None:
            told = list(records_of(gone._meta.label_lower, gone.pk)[:PAST])
            name = called(type(gone), told) or _("mục đã xóa")
        else:
            name = name_of_subject(self.directory, subject, self.actor, timezone.localdate())
        context = {
            "page_title": _("Lịch sử"),
            "name": name,
            "is_gone": gone is not None,
            "key": key,
            "past": past_of(self.directory, subject, limit=PAST),
        }
        return self.page("history", context)

    def _gone(self, key: str) -> Model | None:
        """What was deleted, for who reaches everywhere; None while it is there or never was."""
        directory = self.directory
        if directory.subjects is None or directory.trail or not key.isdecimal() or len(key) > 18:
            return None
        model = directory.subjects().model
        if not reach(self.actor, directory.permission).everywhere:
            return None
        if model._default_manager.filter(pk=key).exists():
            return None
        told = records_of(model._meta.label_lower, int(key))
        return model(pk=int(key)) if told.exists() else None
