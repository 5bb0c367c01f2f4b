# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of a message are written anew from a day on, or the packaged ones hold again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.notifications.adapters.wordings import wordings
from lienthong.core.notifications.domain.wording import (
    COMMON,
    LANGUAGES,
    PARTS,
    TemplateError,
    Wording,
    read_wordings,
    undefined_in,
)
from lienthong.core.notifications.models import LocalWording
from lienthong.core.notifications.permissions import KEEP_WORDINGS
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, StaleVersion

Texts = Mapping[str, Mapping[str, str]]


@action(KEEP_WORDINGS)
def write_wording(
    kind: str, *, texts: Texts, since: date, seen: str = "", actor: Actor
) -> LocalWording:
    """The own words of a kind from a day on; what held before ends that day.

    Raises ``InvalidInput`` naming the field that is wrong, ``StaleVersion`` when somebody wrote
    others since ``seen`` (the id of the newest own words).
    """
    newest = _newest(kind, seen)
    checked_wording(kind, texts, since)
    if newest is not None and newest.valid_from > since:
        told = _("Đã có lời mới từ ngày %(day)s. Hãy chọn ngày từ đó trở đi.")
        raise InvalidInput(fields={"since": told % {"day": f"{newest.valid_from:%d/%m/%Y}"}})
    if newest is not None and newest.valid_from == since:
        newest.texts, newest.valid_to = _plain(texts), None
        newest.save(update_fields=["texts", "valid_to"])
        return newest
    if newest is not None and (newest.valid_to is None or newest.valid_to > since):
        newest.valid_to = since
        newest.save(update_fields=["valid_to"])
    made: LocalWording = LocalWording.objects.create(
        kind=kind, texts=_plain(texts), valid_from=since
    )
    return made


@action(KEEP_WORDINGS)
def drop_wording(kind: str, *, on: date, seen: str = "", actor: Actor) -> LocalWording:
    """From the day on the packaged words hold again. Raises ``InvalidInput``, ``StaleVersion``."""
    newest = _newest(kind, seen)
    if newest is None or newest.valid_to is not None:
        raise InvalidInput(_("Mẫu này đang dùng lời kèm theo phần mềm."))
    if on <= newest.valid_from:
        raise InvalidInput(fields={"on": _("Chọn ngày sau ngày bắt đầu của lời đang dùng.")})
    newest.valid_to = on
    newest.save(update_fields=["valid_to"])
    return newest


@action(KEEP_WORDINGS)
def withdraw_plan(newest: LocalWording | None, *, seen: str = "", actor: Actor) -> LocalWording:
    """What is planned last for a kind is taken back, before its day; ``newest`` as it was shown.

    Own words that begin later are gone and those before them go on without an end; a return to the
    packaged words does not happen. Raises ``IllegalState`` when nothing is planned any more,
    ``StaleVersion``.
    """
    held = _newest(newest.kind, seen) if newest is not None else None
    if held is None or held != newest or not is_planned(held, timezone.localdate()):
        raise IllegalState(_("Mẫu này không có thay đổi nào hẹn cho ngày sau."))
    if held.valid_to is not None:
        held.valid_to = None
        held.save(update_fields=["valid_to"])
        return held
    LocalWording.objects.filter(kind=held.kind, valid_to=held.valid_from).update(valid_to=None)
    LocalWording.objects.filter(pk=held.pk).delete()
    return held


def is_planned(newest: LocalWording, day: date) -> bool:
    """Whether the newest own words say something that happens only after the day."""
    return newest.valid_from > day or (newest.valid_to is not None and newest.valid_to > day)


def checked_wording(kind: str, texts: Texts, since: date) -> Wording:
    """The words as a template that can be filled. Raises ``InvalidInput`` by field."""
    packaged = wordings().versions[kind][-1]
    version: dict[str, Any] = {"valid_from": since, "fields": list(packaged.fields)} | {
        language: dict(texts[language]) for language in LANGUAGES
    }
    data = {"fields": dict(wordings().samples[kind]), "templates": {kind: [version]}}
    try:
        return read_wordings(data, {kind})[0]
    except TemplateError as wrong:
        raise InvalidInput(fields=_by_field(texts, packaged)) from wrong


def _by_field(texts: Texts, packaged: Wording) -> dict[str, str]:
    told = {
        f"{language}_{part}": _wrong_in(texts[language][part], packaged)
        for language in LANGUAGES
        for part in PARTS
    }
    return {name: words for name, words in told.items() if words}


def _wrong_in(text: str, packaged: Wording) -> str:
    """What is wrong with one text, naming the fields that the message does not have."""
    if not text.strip():
        return _("Viết lời ở đây.")
    try:
        strange = undefined_in(text, {*packaged.fields, *COMMON})
    except ValueError:
        return _("Dấu { và } phải thành cặp, như {code}.")
    if not strange:
        return ""
    told = _("Mẫu này không có ô %(strange)s. Được dùng: %(names)s.")
    return told % {"strange": _listed(strange), "names": _listed((*packaged.fields, *COMMON))}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _newest(kind: str, seen: str) -> LocalWording | None:
    rows = LocalWording.objects.filter(kind=kind).select_for_update(of=("self",))
    newest: LocalWording | None = rows.order_by("-valid_from").first()
    if seen and seen != mark_of_words(newest):
        raise StaleVersion
    return newest


def mark_of_words(newest: LocalWording | None) -> str:
    """What tells one state of the own words from another."""
    return f"{newest.pk}-{newest.valid_from}-{newest.valid_to}" if newest else "0"


def _plain(texts: Texts) -> dict[str, dict[str, str]]:
    return {language: {part: texts[language][part] for part in PARTS} for language in LANGUAGES}
