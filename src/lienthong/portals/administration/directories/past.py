# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The history of a row, from the audit trail: who, when, what it said before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.audit.api import AuditRecord, records_of, records_of_gone
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Directory, directories, name_of_subject
from lienthong.kernel.registry import permissions
from lienthong.portals.administration.directories.words import said


def past_of(directory: Directory, subject: Any, *, limit: int) -> list[dict[str, Any]]:
    """The newest acts on the subject: each with its changes in words."""
    rows = directory.trail(subject) if directory.trail else [subject]
    kept = [row for row in rows if isinstance(row, models.Model) and isinstance(row.pk, int)]
    found = [
        (record, type(row))
        for row in kept[:limit]
        for record in records_of(row._meta.label_lower, row.pk)[:limit]
    ]
    found.sort(key=lambda each: each[0].at, reverse=True)
    found = [
        each for each, after in zip(found, [None, *found], strict=False) if not _same(each, after)
    ]
    known = permissions()
    chosen = _chosen(directory)
    return [
        {
            "at": record.at,
            "who": record.actor_text,
            "unit": record.unit_text,
            "why": record.purpose,
            "act": str(known[record.permission].title) if record.permission in known else "",
            "changes": _changes(record, _titles(directory, model), model, chosen),
        }
        for record, model in found[:limit]
    ]


def faster(directory: Directory, subject: Any) -> str:
    """Who changed the subject last and when, in a sentence; empty where nobody is known."""
    last = next(iter(past_of(directory, subject, limit=20)), None)
    if last is None or not last["who"]:
        return ""
    told = _("%(who)s vừa thay đổi lúc %(at)s.")
    return told % {"who": last["who"], "at": f"{timezone.localtime(last['at']):%H:%M}"}


MOST_TOLD = 500


def gone_of(directory: Directory) -> list[dict[str, Any]]:
    """What an act of the directory has taken away, the last one first: who did it, when, why.

    What each was called is put together from what acts said of it.
    """
    if directory.subjects is None:
        return []
    model = directory.subjects().model
    there = model._default_manager.values("pk")
    found: dict[int, list[AuditRecord]] = {}
    for record in records_of_gone(model._meta.label_lower, there)[:MOST_TOLD]:
        found.setdefault(record.subject_id or 0, []).append(record)
    return [
        {"key": str(pk), "name": called(model, told), "at": told[0].at, "who": told[0].actor_text,
         "why": told[0].purpose}
        for pk, told in found.items()
    ]  # fmt: skip


def called(model: type[models.Model], told: list[AuditRecord]) -> str:
    """The row as its records left it, in its own words; empty where its making was not told."""
    said = {key: new for record in reversed(told) for key, (_old, new) in record.changes.items()}
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if not said:
        return ""
    return str(model(**{k: fields[k].to_python(v) for k, v in said.items() if k in fields}))


Told = tuple[AuditRecord, type[models.Model]]


def _same(one: Told, later: Told | None) -> bool:
    """Whether an act was told twice: by itself and by the act within it."""
    if later is None or one[1] is not later[1]:
        return False
    names = ("subject_id", "actor_id", "permission", "changes", "purpose")
    return bool(one[0].changes) and all(getattr(one[0], n) == getattr(later[0], n) for n in names)


def _titles(directory: Directory, model: type[models.Model]) -> Mapping[str, str]:
    """What fields are called: as the acts ask for them, else as the model names them.

    Fields in ``audit_untold`` of the model speak to programs and are left out.
    """
    untold: frozenset[str] = getattr(model, "audit_untold", frozenset())
    named = {
        field.attname: str(field.verbose_name)
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname not in untold
    }
    told = {key: str(title) for key, title in getattr(model, "audit_titles", {}).items()}
    asked = {field.key: str(field.title) for act in directory.acts for field in act.fields}
    return named | asked | told


Chosen = Mapping[str, Mapping[str, str]]
"""By field the titles of what is chosen from a list."""


def _chosen(directory: Directory) -> Chosen:
    """What the fields of the acts offer, by value; fields without a list are not there."""
    platform = Actor.platform("")
    fields = (field for act in directory.acts for field in act.fields if field.options)
    return {
        field.key: {str(value): str(title) for value, title in field.options(None, platform)}
        for field in fields
        if field.options
    }


def _changes(
    record: AuditRecord, titles: Mapping[str, str], model: type[models.Model], chosen: Chosen
) -> list[dict[str, str]]:
    """What the record says changed; whole documents are told by their parts, not as they lie.

    What was empty and stays empty is left out.
    """
    told = [
        {
            "title": titles[key],
            "old": _text(model, key, old, chosen.get(key, {})),
            "new": _text(model, key, new, chosen.get(key, {})),
        }
        for key, (old, new) in sorted(record.changes.items())
        if key in titles and not isinstance(new, dict)
    ]
    return [one for one in told if one["old"] or one["new"]]


def _text(model: type[models.Model], key: str, value: Any, offered: Mapping[str, str]) -> str:
    """A stored value in words: names for numbers of rows, titles for choices, dates as written."""
    if isinstance(value, list) and offered:
        return "; ".join(offered.get(str(one), str(one)) for one in value)
    field = next((f for f in model._meta.concrete_fields if f.attname == key), None)
    if isinstance(field, models.ForeignKey) and isinstance(value, int):
        return _name_of(field.related_model, value)
    choices = dict(field.flatchoices) if isinstance(field, models.Field) else {}
    if isinstance(value, str | int) and value in choices:
        return str(choices[value])
    return said(_moment(value))


def _name_of(model: Any, pk: int) -> str:
    kind = apps.get_model(model) if isinstance(model, str) else model
    found = kind._default_manager.filter(pk=pk).first()
    if found is None:
        return _("số %(pk)s") % {"pk": pk}
    of = next((d for d in directories() if d.subjects and d.subjects().model is kind), None)
    if of is None:
        return str(found)
    return name_of_subject(of, found, Actor.platform(""), timezone.localdate())


def _moment(value: Any) -> Any:
    """A date or a moment where the text is one."""
    if not isinstance(value, str) or len(value) < 10 or value[4] != "-":
        return value
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(value)
        except ValueError:
            continue
    return value
