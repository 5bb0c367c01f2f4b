# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of a procedure that is explained here and filed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from lienthong.modules.onestop.domain.rule_words import (
    fee_words,
    fees_in_short,
    paper_words,
    time_words,
    times_in_short,
)
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.panels.citizen_service import desk_hours, instruments

CONDITIONAL = "conditional"
PRESENT = "present"
"""A paper that is shown and taken home again."""


def information_page(version: ProcedureVersion) -> dict[str, Any]:
    """Everything the page says."""
    reading = version.data["reading"]
    page = version.spec.service_page
    return {
        "title": page["title"],
        "lead": page["lead"],
        "official_name": version.name,
        "code": version.procedure.code,
        "facts": _facts(reading),
        "times": [_time(rule) for rule in reading["times"]] if len(reading["times"]) > 1 else [],
        "fees": [_fee(rule) for rule in reading["fees"]],
        "needs": [_need(paper) for paper in reading["papers"]],
        "results": reading["results"],
        "address": reading["address"],
        "desk_hours": desk_hours(),
        "instruments": instruments(reading["legal_basis"]),
        "decision": reading["decision"],
        "to_be_confirmed": version.to_be_confirmed,
    }


def _facts(reading: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"label": _("Thời gian"), "value": times_in_short(reading["times"])},
        {"label": _("Phí, lệ phí"), "value": fees_in_short(reading["fees"])},
        {"label": _("Nơi giải quyết"), "value": reading["agency"]},
    ]


def _time(rule: Mapping[str, Any]) -> dict[str, str]:
    return {"text": rule["text"], "words": time_words(rule["amount"], rule["unit"])}


def _fee(rule: Mapping[str, Any]) -> dict[str, str]:
    where = {
        ("online",): _("nộp trên mạng"),
        ("desk",): _("nộp tại quầy"),
        ("post",): _("nộp qua bưu chính"),
    }
    return {
        "name": rule["name"],
        "words": fee_words(rule["amount"]),
        "where": where.get(tuple(rule["channels"]), ""),
        "text": rule["text"] if rule["amount"] is None else "",
    }


def _need(paper: Mapping[str, Any]) -> dict[str, Any]:
    if paper["required"] == PRESENT:
        return {"title": paper["name"], "text": _("Chỉ xuất trình, mang về.")}
    words = [paper_words(paper["originals"], paper["copies"])]
    if paper["required"] == CONDITIONAL:
        words.append(_("Chỉ trong một số trường hợp"))
    return {"title": paper["name"], "text": ". ".join(filter(None, words))}
