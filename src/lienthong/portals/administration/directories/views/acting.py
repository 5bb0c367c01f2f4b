# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An act on a row, or one that makes a row: asked, shown beforehand, done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    CHANGING,
    Act,
    Field,
    FieldKind,
    Heads,
    Preview,
    Shown,
    Told,
    consequences,
    directory,
    foresights,
    name_of_subject,
    no_twin,
    read_values,
)
from lienthong.kernel.errors import DomainError, InvalidInput, NotAllowed, OutOfScope, StaleVersion
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import may_hold
from lienthong.portals.administration.directories.asking import (
    drawn,
    faults,
    filled,
    first_values,
    sent_values,
)
from lienthong.portals.administration.directories.past import faster
from lienthong.portals.administration.directories.views.base import DirectoryView
from lienthong.portals.administration.directories.words import apart, said

Tables = dict[Heads, list[Told]]
"""The rows of a preview under the heads of their table."""


class AskingView(DirectoryView):
    """The form of an act, and what stands in it."""

    abstract = True

    def act(self, code: str, *, makes: bool) -> Act:
        """The act of the address. Raises ``OutOfScope``, ``NotAllowed``."""
        found = self.directory.act(code)
        if found is None or found.makes is not makes:
            raise OutOfScope
        if not may_hold(self.actor, found.permission):
            raise NotAllowed
        return found

    def ask(self, act: Act, subject: Any) -> HttpResponse:
        """The empty form, or what the row says now."""
        raw = first_values(act, subject, self.actor)
        asked = {key: value for key, value in self.request.GET.items() if key in raw}
        return self.show(act, subject, raw | filled(act, raw | asked) | asked)

    def stale(
        self, act: Act, subject: Any, raw: dict[str, Any], refused: StaleVersion
    ) -> HttpResponse:
        """Somebody else was faster: what the row says now beside what was typed, nothing lost."""
        if isinstance(subject, models.Model):
            subject.refresh_from_db()
        else:
            subject = self.subject(self.kwargs["key"])
        now = first_values(act, subject, self.actor)
        other = [
            {"title": str(field.title)} | dict(zip(("now", "mine"), pair, strict=True))
            for field in act.fields
            if field.kept and (pair := apart(said(now[field.key]), said(raw[field.key])))
        ]
        told = faster(self.directory, subject) or str(refused)
        return self.show(act, subject, raw, told=told, other=other, status=409)

    def show(
        self,
        act: Act,
        subject: Any,
        raw: Mapping[str, Any],
        *,
        errors: Mapping[str, str] | None = None,
        told: str = "",
        other: list[dict[str, str]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the form."""
        fields = drawn(act, raw, errors or {}, subject, self.actor)
        strange = [text for key, text in (errors or {}).items() if key not in raw]
        context = {
            "fields": fields,
            "faults": faults(fields) + [{"target": "", "message": text} for text in strange],
            "told": told,
            "other": other or [],
            "seen": self.directory.mark(subject),
        }
        return self.page("act", self._common(act, subject) | context, status=status)

    def _common(self, act: Act, subject: Any) -> dict[str, Any]:
        return {
            "page_title": str(act.title),
            "act": act,
            "name": name_of_subject(self.directory, subject, self.actor, self.day)
            if subject
            else "",
            "key": self.kwargs.get("key", ""),
            "form_key": form_key(),
        }


class ActView(AskingView):
    """The form is taken, shown as it will be, done."""

    abstract = True

    def take(self, act: Act, subject: Any) -> HttpResponse:
        """Read what was typed, show what will happen, then do it."""
        raw = sent_values(act, self.request.POST)
        seen = self.request.POST.get("seen", "")[:40]
        try:
            values = read_values(act.fields, raw, actor=self.actor, subject=subject)
            if not self.request.POST.get("_looked"):
                left = self._left_behind(act, subject)
                told, tables = self._foreseen(act, subject, values)
                if act.is_grave or left or told is not None:
                    return self.look(act, subject, values, left, told, tables)
            with no_twin(), transaction.atomic():
                done = act.do(subject, values, seen, self.actor)
        except InvalidInput as refused:
            said = "" if refused.fields else str(refused)
            return self.show(act, subject, raw, errors=refused.fields, told=said, status=422)
        except StaleVersion as refused:
            return self.stale(act, subject, raw, refused)
        except (OutOfScope, NotAllowed):
            raise
        except DomainError as refused:
            return self.show(act, subject, raw, told=str(refused), status=409)
        messages.success(self.request, str(act.done) or _("Đã lưu. Có hiệu lực ngay."))
        return self.leave(done)

    def _left_behind(self, act: Act, subject: Any) -> list[str]:
        """What other apps know will be left behind, in sentences."""
        return [
            sentence
            for each in consequences()
            if (each.directory, each.act) == (self.directory.code, act.code)
            for sentence in each.tell(subject, self.actor)
        ]

    def look(
        self,
        act: Act,
        subject: Any,
        values: Mapping[str, Any],
        left: Sequence[str],
        told: Preview | None,
        tables: Tables,
    ) -> HttpResponse:
        """What will be, and what will be left behind; nothing has happened yet."""
        context = {
            "preview": told,
            "tables": [
                {"heads": heads, "rows": [self._row(row) for row in rows]}
                for heads, rows in tables.items()
            ],
            "left": left,
            "typed": [
                {"title": str(field.title), "value": text}
                for field in act.fields
                if not field.inserts and (text := self._typed(field, values[field.key], subject))
            ],
            "sent": _sent(act, self.request.POST),
            "seen": self.request.POST.get("seen", "")[:40],
        }
        return self.page("confirm", self._common(act, subject) | context)

    def _typed(self, field: Field, value: Any, subject: Any) -> str:
        """What was typed, in words: what was chosen by its title, what was picked by its name."""
        if field.kind in {FieldKind.PICK, FieldKind.PICKS} and value:
            picked = value if isinstance(value, tuple) else (value,)
            return said([_picked(field, one, self.actor) for one in picked])
        if field.kind not in {FieldKind.CHOICE, FieldKind.SEVERAL} or field.options is None:
            return said(value)
        titles = dict(field.options(subject, self.actor))
        chosen = value if isinstance(value, tuple) else (value,)
        return said([titles.get(one, one) for one in chosen])

    def _foreseen(
        self, act: Act, subject: Any, values: Mapping[str, Any]
    ) -> tuple[Preview | None, Tables]:
        """What the act itself says it will do, and what other apps say of their things."""
        told = act.preview(subject, values, self.actor) if act.preview else None
        tables = {CHANGING: list(told.rows) if told else []}
        for each in foresights():
            if (each.directory, each.act) == (self.directory.code, act.code):
                rows = tables.setdefault(each.heads, [])
                rows += each.tell(subject, values, self.actor)
        found = {heads: rows for heads, rows in tables.items() if rows}
        if found and told is None:
            told = Preview(str(act.explanation))
        return told, found

    def _row(self, row: Told) -> tuple[str, str, str, str]:
        """What, now, then, and the address of the page for who may read it."""
        what, now, then, *_page = row
        address = ""
        if isinstance(row, Shown) and may_hold(self.actor, row.permission):
            address = reverse(row.address, args=row.args)
            address += f"?{urlencode(row.asked)}" if row.asked else ""
        return what, now, then, address

    def leave(self, done: Any) -> HttpResponse:
        """To the page of the row that was changed or made, else to the list."""
        slug = self.directory.slug
        own = self.directory.subjects().model if self.directory.subjects else None
        if own is not None and isinstance(done, own):
            return redirect("administration:directory-row", slug, str(done.pk))
        if done is None and "key" in self.kwargs and self.directory.deletes:
            name = "directory-history" if self.tells_gone else "directory"
            args = [slug, self.kwargs["key"]] if self.tells_gone else [slug]
            return redirect(f"administration:{name}", *args)
        if "key" in self.kwargs and not isinstance(done, models.Model):
            return redirect("administration:directory-row", slug, self.kwargs["key"])
        return redirect("administration:directory", slug)


def _picked(field: Field, subject: Any, actor: Actor) -> str:
    return name_of_subject(directory(field.of), subject, actor, timezone.localdate())


def _sent(act: Act, data: QueryDict) -> list[tuple[str, str]]:
    return [(field.key, value) for field in act.fields for value in data.getlist(field.key)]


class DirectoryActView(ActView):
    """An act on a row."""

    def get(self, request: HttpRequest, kind: str, key: str, act: str) -> HttpResponse:
        """Ask."""
        subject = self.subject(key)
        return self.ask(self._applying(act, subject), subject)

    def post(self, request: HttpRequest, kind: str, key: str, act: str) -> HttpResponse:
        """Do it."""
        subject = self.subject(key)
        return self.take(self._applying(act, subject), subject)

    def _applying(self, code: str, subject: Any) -> Act:
        return self.act(code, makes=False)


class DirectoryMakeView(ActView):
    """An act that makes a row."""

    def get(self, request: HttpRequest, kind: str, act: str) -> HttpResponse:
        """Ask."""
        return self.ask(self.act(act, makes=True), None)

    def post(self, request: HttpRequest, kind: str, act: str) -> HttpResponse:
        """Do it."""
        return self.take(self.act(act, makes=True), None)
