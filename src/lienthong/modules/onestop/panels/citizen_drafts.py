# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafts of a citizen: the list, pages with files, check-your-answers."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    FormDraft,
    PageView,
    holds,
    pages_of,
    problems_of,
    slot_view,
    spec_of,
)
from lienthong.kernel import permits, uploads
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.language import of_record
from lienthong.kernel.money import dong
from lienthong.modules.onestop.domain.procedure import FeeLine, Holds
from lienthong.modules.onestop.domain.rule_words import money_title
from lienthong.modules.onestop.enums import Channel
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.acting import whom_of
from lienthong.modules.onestop.queries.places import competent_agency
from lienthong.modules.onestop.queries.procedures import version_begun

MEGABYTE = 1_048_576
MEDIA_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


def service_words(draft: FormDraft, version: ProcedureVersion) -> str:
    """The service and for whom, so that two drafts side by side are never taken for each other."""
    name = version.spec.people.about(draft.answers) or whom_of(draft)
    return f"{version.short_name} · {name}" if name else version.short_name


def declaration_words(own: str) -> str:
    """What a person declares before sending: as the form says, or the usual words.

    In the language of the record: it is what counts later.
    """
    with of_record():
        usual = _("Tôi cam đoan lời khai là đúng và chịu trách nhiệm về lời khai này.")
    return own or usual


def draft_rows(drafts: Any) -> list[dict[str, Any]]:
    """The list of drafts: what, who for, how far, until when they are kept."""
    return [_draft_row(draft, version_begun(draft)) for draft in drafts]


def _draft_row(draft: FormDraft, version: ProcedureVersion) -> dict[str, Any]:
    return {
        "key": draft.key,
        "title": version.short_name,
        "about": version.spec.people.about(draft.answers) or whom_of(draft),
        "whom": whom_of(draft),
        "saved_at": draft.saved_at,
        "expires_at": draft.expires_at,
        "place": _place(draft),
    }


def _place(draft: FormDraft) -> str:
    keys = [page.key for page in pages_of(draft)]
    number = keys.index(draft.page) + 1 if draft.page in keys else 1
    values = {"page": number, "total": len(keys) + 1}
    return _("Trang %(page)s trên %(total)s") % values


def upload_slots(
    draft: FormDraft, page: PageView, actor: Actor, faults: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The file questions of a page, each with the address to which its own small form posts.

    ``faults`` says by slot why the last file was not taken.
    """
    return [
        _slot(draft, question.slot, actor) | {"fault": faults.get(question.key, "")}
        for question in page.questions
        if question.form == "file"
    ]


def upload_slot(draft: FormDraft, key: str, actor: Actor, *, fault: str) -> dict[str, Any]:
    """One of them by its key. Raises ``OutOfScope`` where the form has none."""
    for question in spec_of(draft.form_version_id).fields():
        if question.key == key and question.kind == "file":
            return _slot(draft, slot_view(draft, question), actor) | {"fault": fault}
    raise OutOfScope


def _slot(draft: FormDraft, slot: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    here = reverse("onestop:citizen-draft-slot", args=[draft.key, slot["key"]])
    files = [
        {**kept, "url": reverse("onestop:citizen-draft-file", args=[draft.key, kept["id"]])}
        for kept in slot["files"]
    ]
    return {
        "id": f"id_{slot['key']}",
        "key": slot["key"],
        "label": slot["label"],
        "hint": slot["hint"],
        "files": files,
        "full": len(files) >= slot["max_files"],
        "max_mb": slot["max_mb"],
        "accept": ",".join(MEDIA_TYPES[kind] for kind in slot["accept"]),
        "return_url": here,
        "again": bool(files),
        "upload_url": upload_url(
            draft=str(draft.pk),
            slot=slot["key"],
            largest=slot["max_mb"] * MEGABYTE,
            types=tuple(MEDIA_TYPES[kind] for kind in slot["accept"]),
            return_path=here,
            actor=actor,
        ),
    }


def upload_url(
    *, draft: str, slot: str, largest: int, types: tuple[str, ...], return_path: str, actor: Actor
) -> str:
    """Where a slot's file is posted to: the edge, with a permit for two hours. Sizes in bytes."""
    permit = permits.new_upload_permit(
        account=str(actor.account_id),
        draft=draft,
        slot=slot,
        largest=largest,
        types=types,
        return_path=return_path,
        now=time.time(),
    )
    return uploads.upload_address(permit)


def review_errors(draft: FormDraft, extra: Mapping[str, str]) -> list[dict[str, str]]:
    """What stops sending, each with the address of the page that asks it."""
    told = [(problem.path, problem.message) for problem in problems_of(draft)]
    told += [pair for pair in extra.items() if pair[1] not in {message for _path, message in told}]
    return [{"message": str(message), "url": _page_url(draft, path)} for path, message in told]


def _page_url(draft: FormDraft, path: str) -> str:
    question = path.partition(".")[0]
    for page in spec_of(draft.form_version_id).pages:
        if any(field.key == question for field in page.fields):
            base = reverse("onestop:citizen-draft-page", args=[draft.key, page.key])
            return f"{base}?sua={question}#id_{question}"
    return f"#id_{path}"


def fee_lines(draft: FormDraft, version: ProcedureVersion) -> list[FeeLine]:
    """What is due for the answers so far, in đồng, by the rules of today."""
    online, today = str(Channel.ONLINE), timezone.localdate()
    decide = _decider(draft)
    return list(version.spec.fees(decide, channel=online, on=today, answers=draft.answers))


def variant_of_draft(draft: FormDraft, version: ProcedureVersion) -> str:
    """Key of the variant that the answers so far lead to."""
    return version.spec.variant(_decider(draft))


def _decider(draft: FormDraft) -> Holds:
    today = timezone.localdate()
    return lambda condition: holds(condition, draft.answers, today)


def fee_words(lines: list[FeeLine]) -> str:
    """``8.000 đ (chờ xác nhận)``, ``Miễn phí`` when nothing is due."""
    text = dong(sum(line.amount for line in lines))
    waiting = any(line.amount and line.to_be_confirmed for line in lines)
    return _("%(sum)s (mức thu chờ xác nhận)") % {"sum": text} if waiting else text


def fee_title(lines: list[FeeLine]) -> str:
    """What the money due is called: by what has to be paid, where nothing has by what could be."""
    due = [line for line in lines if line.amount]
    return money_title(line.kind for line in due or lines)


def agency_of_draft(draft: FormDraft, version: ProcedureVersion) -> int:
    """Unit id of the agency competent for the place answered; 0 while none is chosen."""
    question, _dot, part = version.spec.division_field.partition(".")
    answered = draft.answers.get(question) or {}
    code = answered.get(part or "division") if isinstance(answered, Mapping) else answered
    try:
        return competent_agency(version.spec.matter, str(code))
    except LookupError:
        return 0


__all__ = [
    "agency_of_draft",
    "draft_rows",
    "fee_lines",
    "fee_title",
    "fee_words",
    "review_errors",
    "service_words",
    "upload_slot",
    "upload_slots",
    "upload_url",
    "variant_of_draft",
]
