# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms in force, drafts of the actor, and everything a filled form can be asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from lienthong.core.forms.adapters.reference_data import personal_id_rules
from lienthong.core.forms.adapters.sources import find_division, find_former, options_of
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.definitions import FormSpec, PageSpec
from lienthong.core.forms.domain.loading import load_form
from lienthong.core.forms.domain.meanings import meanings_of
from lienthong.core.forms.domain.printing import print_data
from lienthong.core.forms.domain.problems import Problem
from lienthong.core.forms.domain.review import asked, asked_pages, review, settle
from lienthong.core.forms.domain.summary import SummaryGroup, summary
from lienthong.core.forms.domain.told import read_told
from lienthong.core.forms.models import FormDraft, FormVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.language import of_record
from lienthong.kernel.prepared import Prepared

MOST_SHOWN = 32
"""Of so many sent forms a process keeps what screens and papers say: a life asks for it again and
again, and nothing of it changes."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A complete draft as it is handed over: settled answers, origins, files."""

    form_version_id: int
    answers: Mapping[str, Any]
    origins: Mapping[str, Any]
    attachments: Mapping[str, Any]


def form_on(code: str, day: date | None = None) -> FormVersion:
    """The version of a form in force on a local day (today). Raises ``LookupError``.

    Legal basis: 45/2020/NĐ-CP, Điều 4.
    """
    found = FormVersion.objects.filter(form__code=code).on(day or timezone.localdate()).first()
    if found is None:
        raise LookupError(code)
    version: FormVersion = found
    return version


def spec_of(version_id: int) -> FormSpec:
    """The definition of a form version; remembered, because versions never change."""
    return _spec(version_id)


@lru_cache(maxsize=256)
def _spec(version_id: int) -> FormSpec:
    content = FormVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return load_form(content)


def context_on(day: date | None = None) -> FormContext:
    """What parsing and showing need from outside, on a local day (today)."""
    return FormContext(
        today=day or timezone.localdate(),
        personal_id=personal_id_rules(),
        options=options_of,
        division=find_division,
        former=find_former,
    )


def drafts_of(actor: Actor, *, topic: str = "") -> models.QuerySet[FormDraft]:
    """The actor's open drafts, last saved first; only those for one topic when it is given."""
    drafts = FormDraft.objects.owned_by(actor.account_id).open(timezone.now())
    if topic:
        drafts = drafts.filter(topic=topic)
    found: models.QuerySet[FormDraft] = drafts.order_by("-saved_at", "-id")
    return found


def waiting_drafts(actor: Actor, topic: str) -> list[FormDraft]:
    """The actor's open drafts for one topic, last saved first."""
    if not actor.account_id:
        return []
    return _WAITING.all(actor.account_id, topic, timezone.now())


_WAITING: Prepared[FormDraft] = Prepared(
    lambda owner, topic, now: (
        FormDraft.objects.owned_by(owner).open(now).filter(topic=topic).order_by("-saved_at", "-id")
    )
)


def discarded_drafts_of(actor: Actor) -> list[FormDraft]:
    """The actor's discarded drafts that can still be taken back, last discarded first."""
    now = timezone.now()
    drafts = FormDraft.objects.owned_by(actor.account_id).exclude(discarded_at=None)
    return [draft for draft in drafts.order_by("-discarded_at") if draft.can_restore(now)]


def draft_of(actor: Actor, key: str) -> FormDraft:
    """The actor's own draft by its key, open or not. Raises ``OutOfScope`` for anybody else's."""
    found = _OWN.first(actor.account_id, key) if actor.account_id else None
    if found is None:
        raise OutOfScope
    return found


_OWN: Prepared[FormDraft] = Prepared(
    lambda owner, key: FormDraft.objects.owned_by(owner).filter(key=key)
)


def pages_of(draft: FormDraft) -> list[PageSpec]:
    """Pages that are asked, given the answers so far (check-your-answers not counted)."""
    return asked_pages(spec_of(draft.form_version_id), draft.answers, context_on())


def page_after(draft: FormDraft, page: str) -> str:
    """Key of the page after this one; empty when check-your-answers comes next."""
    keys = [found.key for found in pages_of(draft)]
    later = keys[keys.index(page) + 1 :] if page in keys else []
    return later[0] if later else ""


def page_before(draft: FormDraft, page: str) -> str:
    """Key of the page before this one, empty on the first; the last page for an empty key."""
    keys = [found.key for found in pages_of(draft)]
    if page not in keys:
        return keys[-1] if keys else ""
    return keys[keys.index(page) - 1] if keys.index(page) else ""


def summary_of(draft: FormDraft) -> list[SummaryGroup]:
    """Check-your-answers: groups of rows with origin and hints."""
    return summary(
        spec_of(draft.form_version_id),
        draft.answers,
        context_on(),
        origins=draft.origins,
        files=draft.file_counts(),
    )


def problems_of(draft: FormDraft) -> list[Problem]:
    """Everything that stops sending today, in order of the form; empty when complete."""
    spec = spec_of(draft.form_version_id)
    return review(spec, draft.answers, context_on(), files=draft.file_counts())


def filled_form(draft: FormDraft) -> FilledForm:
    """The complete draft for handing over, without answers and files that are not asked for.

    Raises ``InvalidInput`` with one sentence a question.
    """
    problems = problems_of(draft)
    if problems:
        raise InvalidInput(fields={problem.path: problem.message for problem in problems})
    spec = spec_of(draft.form_version_id)
    context = context_on()
    answers = settle(spec, draft.answers, context)
    slots = {q.key for _, q in asked(spec, answers, context) if q.kind == "file"}
    return FilledForm(
        form_version_id=draft.form_version_id,
        answers=answers,
        origins={key: origin for key, origin in draft.origins.items() if key in answers},
        attachments={slot: kept for slot, kept in draft.attachments.items() if slot in slots},
    )


def told_form(
    version_id: int, told: Mapping[str, Any], *, files: Mapping[str, int]
) -> dict[str, Any]:
    """Settled answers of a form that another system told as typed values, as of today.

    ``files`` counts the files of each slot. Raises ``InvalidInput`` with one sentence a question.
    """
    answers, problems = read_told(spec_of(version_id), told, context_on(), files=files)
    if problems:
        raise InvalidInput(fields={problem.path: problem.message for problem in problems})
    return answers


def printed_form(version_id: int, answers: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """A filled form (tờ khai) as data for a print template, as of a local day.

    Whoever gets it changes nothing. Legal basis: 45/2020/NĐ-CP, Điều 4.
    """
    return _printed(version_id, _text_of(answers), on)


@lru_cache(maxsize=MOST_SHOWN)
def _printed(version_id: int, answers: str, on: date) -> dict[str, Any]:
    with of_record():
        return print_data(spec_of(version_id), json.loads(answers), context_on(on))


def _text_of(answers: Mapping[str, Any]) -> str:
    """Stored answers as one text, under which what is shown of them is kept."""
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":"))


def answers_by_meaning(version_id: int, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Typed answers under their semantic keys ("child.full_name"), without unanswered ones."""
    return meanings_of(spec_of(version_id), answers)


def summary_rows(version_id: int, answers: Mapping[str, Any], *, on: date) -> list[SummaryGroup]:
    """A sent form as groups of rows, for officers' screens, as of a local day.

    Whoever gets them changes nothing.
    """
    return _summary(version_id, _text_of(answers), on, get_language())


@lru_cache(maxsize=MOST_SHOWN)
def _summary(version_id: int, answers: str, on: date, _language: str | None) -> list[SummaryGroup]:
    return summary(spec_of(version_id), json.loads(answers), context_on(on))
