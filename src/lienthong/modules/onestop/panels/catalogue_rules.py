# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Time rules and fees of a catalogue entry with the forms by which people confirm them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lienthong.kernel.forms import form_key
from lienthong.modules.onestop.domain.rule_words import channel_words, fee_words, time_words
from lienthong.modules.onestop.enums import RuleKind
from lienthong.modules.onestop.models import RuleConfirmation, SourceRecord
from lienthong.modules.onestop.queries.catalogue import last_confirmations


@dataclass(frozen=True, slots=True)
class RuleForm:
    """One time rule or fee with the form by which a person confirms it."""

    id: str
    kind: str
    key: str
    title: str
    words: str
    where: str
    text: str
    confirmed: str
    basis: str
    form_key: str
    amount: str = ""
    unit: str = ""
    legal_basis: str = ""
    none: bool = False
    differs: bool = False
    error_amount: str = ""
    error_unit: str = ""
    error_basis: str = ""
    is_open: bool = False


def rules_of(record: SourceRecord) -> Iterator[RuleForm]:
    """Every rule of the record, with its last confirmation."""
    done = last_confirmations(record)
    for kind in RuleKind:
        for rule in record.rules(kind):
            yield _rule(kind, rule, done.get((kind, rule["key"])))


def _rule(kind: RuleKind, rule: Mapping[str, Any], done: RuleConfirmation | None) -> RuleForm:
    is_time = kind is RuleKind.TIME
    words = time_words(rule["amount"], rule["unit"]) if is_time else fee_words(rule["amount"])
    return RuleForm(
        id=f"{kind}-{rule['key']}",
        kind=str(kind),
        key=rule["key"],
        title=rule.get("name") or str(kind.label).capitalize(),
        words=words,
        where=channel_words(rule["channels"]),
        text=rule["text"],
        confirmed=_confirmed(done) if done else "",
        basis=done.legal_basis if done else "",
        form_key=form_key(),
    )


def _confirmed(done: RuleConfirmation) -> str:
    if done.amount is None:
        value = _("không có số cố định")
    elif done.kind == RuleKind.TIME:
        value = time_words(str(done.amount), done.unit)
    else:
        value = fee_words(done.amount)
    words = _("%(value)s, %(who)s xác nhận %(day)s") % {
        "value": value,
        "who": done.confirmed_by,
        "day": f"{done.confirmed_at:%d/%m/%Y}",
    }
    return f"{words} ({_('khác nguồn')})" if done.differs else words


def with_typed(rule: RuleForm, errors: Mapping[str, str], typed: Mapping[str, str]) -> RuleForm:
    """The rule again with what was typed and what is wrong, when it is this one."""
    if typed.get("rule") != rule.id:
        return rule
    kept = {name: getattr(rule, name) for name in RuleForm.__slots__}
    return RuleForm(
        **kept
        | {
            "amount": typed["amount"],
            "unit": typed["unit"],
            "legal_basis": typed["legal_basis"],
            "none": typed["none"] == "on",
            "differs": typed["differs"] == "on",
            "error_amount": errors.get(f"{rule.id}-amount", ""),
            "error_unit": errors.get(f"{rule.id}-unit", ""),
            "error_basis": errors.get(f"{rule.id}-legal_basis", ""),
            "is_open": True,
        }
    )
