# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What changed in a procedure since a draft of it was begun, in words for its owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.forms.api import FormDraft, holds, spec_of
from lienthong.modules.onestop.enums import Channel
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.panels.citizen_drafts import (
    fee_lines,
    fee_title,
    fee_words,
    variant_of_draft,
)
from lienthong.modules.onestop.queries.procedures import DraftVersions


@dataclass(frozen=True, slots=True)
class Changes:
    """Since which day, what is different, and whether the draft has to move to another form."""

    since: date
    lines: tuple[str, ...]
    new_form: bool


def changes_of(draft: FormDraft, versions: DraftVersions) -> Changes | None:
    """What another version in force today brings; None when nothing that the owner sees."""
    begun, today = versions.begun, versions.today
    if today is None or today.pk == begun.pk:
        return None
    new_form = versions.asks_otherwise
    lines = tuple(_lines(draft, begun, today))
    return Changes(today.valid_from, lines, new_form) if lines or new_form else None


def _lines(draft: FormDraft, begun: ProcedureVersion, today: ProcedureVersion) -> Iterator[str]:
    before, after = (
        version.spec.time_text(variant_of_draft(draft, version)) for version in (begun, today)
    )
    if before != after:
        yield _("Thời hạn: %(words)s") % {"words": after}
    old, new = (fee_lines(draft, version) for version in (begun, today))
    if fee_words(old) != fee_words(new):
        yield _("%(title)s: %(words)s") % {"title": fee_title(new), "words": fee_words(new)}
    yield from _compared(
        _papers(draft, begun),
        _papers(draft, today),
        _("Thêm giấy tờ: %(names)s"),
        _("Không cần nữa: %(names)s"),
    )
    if begun.form_version_id != today.form_version_id:
        yield from _compared(
            _questions(begun), _questions(today), _("Hỏi thêm: %(names)s"), _("Bỏ hỏi: %(names)s")
        )


def _compared(
    before: Mapping[str, str], after: Mapping[str, str], more: str, less: str
) -> Iterator[str]:
    """One line for what came, one for what went; names by key."""
    for words, here, there in ((more, after, before), (less, before, after)):
        names = [name for key, name in here.items() if key not in there]
        if names:
            yield words % {"names": "; ".join(names)}


def _papers(draft: FormDraft, version: ProcedureVersion) -> dict[str, str]:
    day = timezone.localdate()
    asked = version.spec.asked_components(
        lambda condition: holds(condition, draft.answers, day), str(Channel.ONLINE)
    )
    return {component.key: component.name for component in asked}


def _questions(version: ProcedureVersion) -> dict[str, str]:
    fields = spec_of(version.form_version_id or 0).fields()
    return {field.key: field.summary_label or field.label for field in fields}
