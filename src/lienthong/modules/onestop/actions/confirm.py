# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A person confirms times and fees of a published procedure; only then a version goes into use.

Legal basis: 63/2010/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.references.api import law
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, StaleVersion
from lienthong.kernel.text import slug
from lienthong.modules.onestop.actions.inform import end_open_version, publish_information
from lienthong.modules.onestop.actions.publish import publish_procedure
from lienthong.modules.onestop.domain.catalogue.files import load_json
from lienthong.modules.onestop.domain.catalogue.merging import (
    confirmed_definition,
    confirmed_reading,
)
from lienthong.modules.onestop.domain.rule_words import fee_words, time_words
from lienthong.modules.onestop.enums import CatalogueSource, CatalogueState, ConfirmUnit, RuleKind
from lienthong.modules.onestop.models import (
    CatalogueEntry,
    Procedure,
    ProcedureVersion,
    RuleConfirmation,
    SourceRecord,
)
from lienthong.modules.onestop.permissions import CONFIRM, PUBLISH
from lienthong.modules.onestop.queries.catalogue import confirmations_of, is_confirmed

LARGEST_TIME = 3_650
LARGEST_FEE = 10_000_000_000
"""In đồng."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the person read in the instrument and typed: value, unit, and where it stands.

    ``amount`` None: the instrument fixes none. ``differs``: the source is wrong, this value counts.
    """

    amount: int | None
    unit: str
    legal_basis: str
    differs: bool = False


@action(CONFIRM)
def confirm_rule(
    record: SourceRecord, *, kind: str, key: str, typed: Typed, actor: Actor
) -> RuleConfirmation:
    """Keep that a person compared one time rule or fee with the instrument.

    The value is typed anew and must be that of the source, unless the person says that it differs.
    Raises ``StaleVersion`` when the source has a newer record, ``InvalidInput`` naming the field.
    """
    if not actor.is_officer:
        raise NotAllowed
    entry = CatalogueEntry.objects.select_for_update(of=("self",)).get(pk=record.entry_id or 0)
    if entry.current_id != record.pk:
        raise StaleVersion
    known = record.rules(kind) if kind in RuleKind.values else ()
    rule = next((one for one in known if one["key"] == key), None)
    if rule is None:
        raise InvalidInput(fields={"key": _("Không có mục này trong bản ghi nguồn.")})
    wrong = _problems(kind, rule, typed)
    if wrong:
        raise InvalidInput(fields=wrong)
    made: RuleConfirmation = RuleConfirmation.objects.create(
        record=record,
        kind=kind,
        key=key,
        amount=typed.amount,
        unit=typed.unit if kind == RuleKind.TIME and typed.amount is not None else "",
        legal_basis=typed.legal_basis.strip(),
        differs=not _same(kind, rule, typed),
        confirmed_by=actor.name[:200],
        account_id=actor.account_id,
    )
    if entry.state == CatalogueState.REVIEW and is_confirmed(record):
        entry.state = CatalogueState.CONFIRMED
        entry.save(update_fields=["state"])
    return made


def _problems(kind: str, rule: dict[str, Any], typed: Typed) -> dict[str, str]:
    wrong: dict[str, str] = {}
    largest = LARGEST_TIME if kind == RuleKind.TIME else LARGEST_FEE
    least = 1 if kind == RuleKind.TIME else 0
    if typed.amount is not None and not least <= typed.amount <= largest:
        wrong["amount"] = _("Số này không dùng được. Hãy xem lại.")
    if kind == RuleKind.TIME and typed.amount is not None and typed.unit not in ConfirmUnit.values:
        wrong["unit"] = _("Hãy chọn đơn vị.")
    if typed.legal_basis.partition(",")[0].strip() not in law():
        wrong["legal_basis"] = _(
            "Ghi số ký hiệu một văn bản có trong danh mục căn cứ, rồi tới điều."
        )
    if not wrong and not typed.differs and not _same(kind, rule, typed):
        source = _source_words(kind, rule)
        wrong["amount"] = _("Nguồn ghi %(source)s. Đối chiếu lại, hoặc đánh dấu nguồn sai.") % {
            "source": source
        }
    return wrong


def _same(kind: str, rule: dict[str, Any], typed: Typed) -> bool:
    if kind == RuleKind.FEE:
        return bool(rule["amount"] == typed.amount)
    amount = "" if typed.amount is None else str(typed.amount)
    return bool(rule["amount"] == amount and (not amount or rule["unit"] == typed.unit))


def _source_words(kind: str, rule: dict[str, Any]) -> str:
    if kind == RuleKind.FEE:
        return fee_words(rule["amount"])
    return time_words(rule["amount"], rule["unit"])


@action(PUBLISH)
def activate_entry(entry: CatalogueEntry, *, since: date, actor: Actor) -> ProcedureVersion:
    """Put the confirmed procedure into use from a day on; the version before it ends that day.

    A package becomes a procedure that can be filed, anything else a page to read. Raises
    ``IllegalState`` while a time or fee waits for a person, ``InvalidInput`` for a day gone by.
    """
    locked = CatalogueEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    record = locked.current
    if record is None or not is_confirmed(record):
        raise IllegalState(_("Còn thời hạn hoặc mức thu chưa có người xác nhận."))
    if since < timezone.localdate():
        raise InvalidInput(fields={"since": _("Ngày bắt đầu không ở trong quá khứ.")})
    known = Procedure.objects.filter(code=locked.code).first()
    if known is not None and known.versions.filter(valid_from__gte=since).exists():
        raise InvalidInput(fields={"since": _("Đã có phiên bản bắt đầu từ ngày ấy hoặc sau đó.")})
    if record.source == CatalogueSource.PACKAGE:
        version = _activate_package(record, known, since, actor)
    else:
        version = _activate_page(record, known, since, actor)
    locked.state = CatalogueState.ACTIVE
    locked.save(update_fields=["state"])
    return version


def _activate_package(
    record: SourceRecord, known: Procedure | None, since: date, actor: Actor
) -> ProcedureVersion:
    definition = confirmed_definition(load_json(record.raw), confirmations_of(record))
    entry = definition["procedure"]
    number = 1
    if known is not None:
        last = known.versions.order_by("-number").first()
        number = last.number + 1 if last else 1
        end_open_version(known, since=since, actor=actor)
    entry["version"] |= {"number": number, "valid_from": since, "valid_to": None}
    return publish_procedure(
        entry, form=definition["form"], process=definition["process"], actor=actor
    )


def _activate_page(
    record: SourceRecord, known: Procedure | None, since: date, actor: Actor
) -> ProcedureVersion:
    last = known.versions.order_by("-number").first() if known else None
    if last is not None and last.is_electronic:
        text = _("Thủ tục này đang nộp được ở đây. Muốn đổi thì nhập gói có phiên bản mới.")
        raise IllegalState(text)
    reading = confirmed_reading(record.reading or {}, confirmations_of(record))
    page = _page(reading) if last is None or known is None else _page_of(last, known)
    return publish_information(reading, page=page, since=since, confirmed=True, actor=actor)


def _page(reading: dict[str, Any]) -> dict[str, Any]:
    """Words of the page of a procedure that had none."""
    name = str(reading["name"])
    code = str(reading["code"])
    address = f"{slug(name)[:50].strip('-')}-{slug(code)}"
    return {
        "short_name": name[:200],
        "slug": address,
        "lead": name,
        "keywords": [],
        "life_events": [],
    }


def _page_of(version: ProcedureVersion, procedure: Procedure) -> dict[str, Any]:
    return {
        "short_name": version.short_name,
        "slug": procedure.slug,
        "lead": version.data["service_page"]["lead"],
        "keywords": version.data["keywords"],
        "life_events": version.data["life_events"],
    }
