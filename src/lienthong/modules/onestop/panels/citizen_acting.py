# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Children, people one acts for and people who act for one: lists, forms, one mandate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import (
    ChildFacts,
    Gender,
    Mandate,
    MandateBasis,
    MandateFacts,
    MandateState,
    children_of,
    mandates_of,
    mandates_over,
)
from lienthong.core.ui.api import FieldView, read_three_part_date
from lienthong.kernel.actor import Actor
from lienthong.kernel.text import mask_personal_id, one_line
from lienthong.modules.onestop.actions.receiving_files import mandate_slot
from lienthong.modules.onestop.models import Procedure
from lienthong.modules.onestop.panels.citizen_drafts import MEDIA_TYPES, MEGABYTE, upload_url
from lienthong.modules.onestop.queries.acting import granted_births
from lienthong.modules.onestop.queries.procedures import versions_on

LARGEST_MB = 20
LONGEST_TYPED = 400
STATE_KINDS = {
    MandateState.DECLARED: "info",
    MandateState.CONFIRMED: "ok",
    MandateState.REJECTED: "late",
    MandateState.REVOKED: "paused",
    MandateState.ENDED: "paused",
}
Typed = Mapping[str, str]


def children_page(actor: Actor) -> dict[str, Any]:
    """The list of children, and granted registrations a child can be taken from."""
    return {
        "children": list(children_of(actor.person_id)),
        "births": [
            {
                "code": dossier.code,
                "name": dossier.data_subject["name"],
                "born": date.fromisoformat(str(dossier.data_subject["date_of_birth"])),
            }
            for dossier in granted_births(actor)
        ],
    }


def child_fields(typed: Typed, wrong: Mapping[str, str]) -> list[FieldView]:
    """The questions about a child."""
    return [
        _text("full_name", _("Họ, chữ đệm và tên của con"), typed, wrong),
        _date("date_of_birth", _("Ngày sinh"), typed, wrong),
        _gender(typed, wrong),
        _number("personal_id", _("Số định danh của con"), typed, wrong, optional=True),
    ]


def read_child(typed: Typed) -> ChildFacts:
    """What was typed about a child."""
    return ChildFacts(
        full_name=one_line(typed.get("full_name", "")),
        date_of_birth=read_three_part_date(typed, "date_of_birth"),
        gender=typed.get("gender", ""),
        personal_id=one_line(typed.get("personal_id", "")).replace(" ", ""),
    )


def mandates_page(actor: Actor) -> dict[str, Any]:
    """Both lists: for whom the citizen acts, who acts for them."""
    given = mandates_over(actor.person_id).select_related("representative")
    return {
        "mine": [_mandate_row(row, row.principal_name) for row in mandates_of(actor.person_id)],
        "over_me": [_mandate_row(row, row.representative.full_name) for row in given],
    }


def _mandate_row(mandate: Mandate, name: str) -> dict[str, Any]:
    over = mandate.is_standing and mandate.is_over(timezone.localdate())
    state = _("đã hết hạn") if over else str(mandate.get_state_display())
    return {
        "pk": mandate.pk,
        "name": name,
        "basis": str(mandate.get_basis_display()),
        "valid_to": mandate.valid_to,
        "state": state[:1].upper() + state[1:],
        "kind": "paused" if over else STATE_KINDS[MandateState(mandate.state)],
        "lacks_paper": mandate.is_standing and mandate.needs_document and not mandate.document_id,
    }


def mandate_page(mandate: Mandate, actor: Actor, fault: str) -> dict[str, Any]:
    """One mandate as either side sees it; the representative can send its paper."""
    mine = mandate.representative_id == actor.person_id
    standing = mandate.is_standing
    takes = mine and mandate.needs_document and mandate.state == MandateState.DECLARED
    return {
        "mandate": mandate,
        "mine": mine,
        "row": _mandate_row(mandate, mandate.principal_name),
        "facts": _mandate_facts(mandate),
        "can_end": standing,
        "slot": _slot(mandate, actor, fault) if takes else None,
        "paper_url": reverse("onestop:citizen-mandate-paper", args=[mandate.pk])
        if mandate.document_id
        else "",
    }


def _mandate_facts(mandate: Mandate) -> list[dict[str, Any]]:
    until = f"{mandate.valid_to:%d/%m/%Y}" if mandate.valid_to else _("khi căn cứ thay đổi")
    number = mask_personal_id(mandate.principal_personal_id) or mandate.principal_tax_code
    rows = [
        (_("Người làm thay"), mandate.representative.full_name),
        (_("Làm thay cho"), mandate.principal_name),
        (_("Số định danh, mã số thuế"), number),
        (_("Căn cứ"), str(mandate.get_basis_display())),
        (_("Số văn bản"), mandate.number),
        (_("Từ ngày"), f"{mandate.valid_from:%d/%m/%Y}"),
        (_("Đến hết ngày"), until),
        (_("Thủ tục được làm"), _scope_words(mandate)),
        (_("Người xác nhận"), mandate.decided_by_text),
        (_("Lý do"), mandate.reason),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _scope_words(mandate: Mandate) -> str:
    if not mandate.scope:
        return _("mọi thủ tục")
    named = {version.procedure.code: version.short_name for version in versions_on()}
    return ", ".join(named.get(code, code) for code in mandate.scope)


def _slot(mandate: Mandate, actor: Actor, fault: str) -> dict[str, Any]:
    here = reverse("onestop:citizen-mandate-file", args=[mandate.pk])
    return {
        "id": "giay",
        "label": str(mandate.get_basis_display()),
        "accept": ",".join(MEDIA_TYPES.values()),
        "max_mb": LARGEST_MB,
        "return_url": here,
        "again": mandate.document_id is not None,
        "fault": fault,
        "upload_url": upload_url(
            draft=mandate_slot(mandate),
            slot="paper",
            largest=LARGEST_MB * MEGABYTE,
            types=tuple(MEDIA_TYPES.values()),
            return_path=here,
            actor=actor,
        ),
    }


def mandate_fields(typed: Typed, chosen: list[str], wrong: Mapping[str, str]) -> list[FieldView]:
    """The questions about a mandate, those about persons and organisations in one list."""
    kinds = tuple((value, _capital(str(label))) for value, label in MandateBasis.choices)
    sides = (("person", _("Một người")), ("organisation", _("Tổ chức, doanh nghiệp")))
    return [
        _choice("basis", _("Vì sao bạn được làm thay?"), kinds, typed, wrong),
        _choice("principal_kind", _("Bạn làm thay cho ai?"), sides, typed, wrong),
        _text("principal_name", _("Họ tên người đó, hoặc tên tổ chức"), typed, wrong),
        _number("personal_id", _("Số định danh của người đó"), typed, wrong, optional=True),
        _text("tax_code", _("Mã số thuế của tổ chức"), typed, wrong, optional=True),
        _date("date_of_birth", _("Ngày sinh của người đó"), typed, wrong, optional=True),
        _gender(typed, wrong),
        _text("number", _("Số văn bản, ngày ký"), typed, wrong, optional=True),
        _date("valid_from", _("Có hiệu lực từ ngày"), typed, wrong),
        _date("valid_to", _("Đến hết ngày"), typed, wrong, optional=True),
        FieldView(
            name="scope",
            label=_("Chỉ cho những thủ tục này"),
            kind="checkboxes",
            value=tuple(chosen),
            hint=_("Không chọn gì là mọi thủ tục."),
            error=str(wrong.get("scope", "")),
            choices=tuple(
                (version.procedure.code, version.short_name) for version in versions_on()
            ),
            optional=True,
        ),
    ]


def read_mandate(typed: Typed, chosen: list[str]) -> MandateFacts:
    """What was typed about a mandate; unknown procedures are left out."""
    known = set(Procedure.objects.filter(code__in=chosen[:100]).values_list("code", flat=True))
    return MandateFacts(
        basis=typed.get("basis", ""),
        principal_kind=typed.get("principal_kind", "person"),
        principal_name=one_line(typed.get("principal_name", "")),
        personal_id=one_line(typed.get("personal_id", "")).replace(" ", ""),
        tax_code=one_line(typed.get("tax_code", "")),
        date_of_birth=read_three_part_date(typed, "date_of_birth"),
        gender=typed.get("gender", ""),
        number=one_line(typed.get("number", "")),
        valid_from=read_three_part_date(typed, "valid_from"),
        valid_to=read_three_part_date(typed, "valid_to"),
        scope=tuple(sorted(known)),
    )


def half_dates(typed: Typed, names: tuple[str, ...]) -> dict[str, str]:
    """Dates that were begun but are none: they must not pass as left out."""
    words = _("Hãy nhập đủ ngày, tháng, năm.")
    return {
        name: words
        for name in names
        if any(typed.get(f"{name}_{part}", "").strip() for part in ("day", "month", "year"))
        and read_three_part_date(typed, name) is None
    }


def problems_of(fields: list[FieldView]) -> list[dict[str, str]]:
    """Lines of the error summary."""
    return [{"target": f.target_id, "message": f.error} for f in fields if f.error]


def _text(
    name: str, label: str, typed: Typed, wrong: Mapping[str, str], *, optional: bool = False
) -> FieldView:
    value, error = typed.get(name, "")[:LONGEST_TYPED], str(wrong.get(name, ""))
    return FieldView(name=name, label=label, value=value, error=error, optional=optional)


def _number(
    name: str, label: str, typed: Typed, wrong: Mapping[str, str], *, optional: bool
) -> FieldView:
    return FieldView(
        name=name,
        label=label,
        value=typed.get(name, "")[:20],
        hint=_("12 số trên thẻ căn cước."),
        error=str(wrong.get(name, "")),
        optional=optional,
        width="id",
        inputmode="numeric",
    )


def _date(
    name: str, label: str, typed: Typed, wrong: Mapping[str, str], *, optional: bool = False
) -> FieldView:
    parts = tuple(typed.get(f"{name}_{part}", "")[:8] for part in ("day", "month", "year"))
    return FieldView(
        name=name,
        label=label,
        kind="date",
        value=parts if any(parts) else "",
        error=str(wrong.get(name, "")),
        optional=optional,
    )


def _gender(typed: Typed, wrong: Mapping[str, str]) -> FieldView:
    choices = tuple((value, str(label)) for value, label in Gender.choices)
    return _choice("gender", _("Giới tính"), choices, typed, wrong, optional=True)


def _choice(
    name: str,
    label: str,
    choices: tuple[tuple[str, str], ...],
    typed: Typed,
    wrong: Mapping[str, str],
    *,
    optional: bool = False,
) -> FieldView:
    return FieldView(
        name=name,
        label=label,
        kind="radio",
        value=typed.get(name, ""),
        choices=choices,
        error=str(wrong.get(name, "")),
        optional=optional,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
