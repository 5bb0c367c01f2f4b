# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue as officers see it: rows, source beside reading, differences, what to confirm."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.references.api import law
from lienthong.kernel.forms import form_key
from lienthong.modules.onestop.domain.rule_words import (
    channel_words,
    fee_words,
    paper_words,
    time_words,
)
from lienthong.modules.onestop.enums import (
    CatalogueSource,
    CatalogueState,
    ConfirmUnit,
)
from lienthong.modules.onestop.models import (
    CatalogueEntry,
    CatalogueImport,
    Procedure,
    SourceRecord,
)
from lienthong.modules.onestop.panels.catalogue_rules import rules_of, with_typed
from lienthong.modules.onestop.queries.catalogue import (
    Difference,
    differences,
    is_confirmed,
    previous_of,
)

CHIPS = {
    CatalogueState.REVIEW: "soon",
    CatalogueState.CONFIRMED: "paused",
    CatalogueState.ACTIVE: "ok",
}
LONGEST_SOURCE = 4000
UNSEEN = frozenset({"raw_text", "formality_id", "format", "form", "process"})
"""Parts of a source that repeat others."""


def list_rows(entries: Iterable[CatalogueEntry]) -> list[dict[str, Any]]:
    """Rows of the list."""
    return [
        {
            "entry": entry,
            "state": CatalogueState(entry.state).label,
            "chip": CHIPS[CatalogueState(entry.state)],
            "source": CatalogueSource(entry.current.source).label if entry.current else "",
            "as_of": entry.current.as_of if entry.current else None,
        }
        for entry in entries
    ]


def import_rows(imports: Iterable[CatalogueImport]) -> list[dict[str, Any]]:
    """The last imports in words."""
    return [{"taken": one, "source": CatalogueSource(one.source).label} for one in imports]


def entry_page(
    entry: CatalogueEntry, *, errors: Mapping[str, str], typed: Mapping[str, str]
) -> dict[str, Any]:
    """Everything the page of one procedure shows; ``typed`` goes back into the rule it is of."""
    record = entry.current
    if record is None:
        return {"entry": entry, "rules": [], "record": None}
    before = previous_of(record)
    rules = [with_typed(rule, errors, typed) for rule in rules_of(record)]
    return {
        "entry": entry,
        "record": record,
        "state": CatalogueState(entry.state).label,
        "chip": CHIPS[CatalogueState(entry.state)],
        "source_title": CatalogueSource(record.source).label,
        "source": list(source_lines(record.raw)),
        "reading": reading_lines(record.reading or {}),
        "warnings": warning_words((record.reading or {}).get("warnings", ())),
        "before": before,
        "before_title": CatalogueSource(before.source).label if before else "",
        "changes": _changes(before, record),
        "rules": rules,
        "units": ConfirmUnit.choices,
        "waiting": sum(not rule.confirmed for rule in rules),
        "ready": is_confirmed(record) and entry.state != CatalogueState.ACTIVE,
        "versions": _versions(entry.code),
        "instruments": sorted(law()),
        "activate_key": form_key(),
        "since_error": errors.get("since", ""),
    }


def source_lines(raw: str) -> Iterator[tuple[str, str, bool]]:
    """The parts of a source as they came, without those that repeat others; last: whether code."""
    data = json.loads(raw)
    parts = data.get("procedure", data)
    for name, value in parts.items():
        if name not in UNSEEN and value not in (None, "", [], {}):
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield name, text[:LONGEST_SOURCE], "ma_thu_tuc" not in data


def reading_lines(reading: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Our reading, part by part, in words; empty parts are left out."""
    lines = ((label, _words(name, reading.get(name))) for name, label in labels().items())
    return [(label, words) for label, words in lines if words]


def labels() -> dict[str, str]:
    """What the parts of a reading are called."""
    return {
        "name": _("Tên thủ tục"),
        "field_name": _("Lĩnh vực"),
        "levels": _("Cấp thực hiện"),
        "agency": _("Nơi giải quyết"),
        "applicants": _("Ai được làm"),
        "decision": _("Quyết định công bố"),
        "online": _("Nộp trên mạng"),
        "times": _("Thời hạn"),
        "fees": _("Mức thu"),
        "papers": _("Giấy tờ"),
        "results": _("Kết quả"),
        "legal_basis": _("Căn cứ"),
        "conditions": _("Điều kiện"),
        "steps": _("Trình tự"),
    }


def _words(name: str, value: Any) -> list[str]:
    if not value:
        return []
    if name == "times":
        return [_rule_line(time_words(one["amount"], one["unit"]), one) for one in value]
    if name == "fees":
        return [_rule_line(fee_words(one["amount"]), one) for one in value]
    if name == "papers":
        return [_paper(one) for one in value]
    if name in {"levels", "online"}:
        known = _codes()
        return [known.get(one, one) for one in ([value] if isinstance(value, str) else value)]
    return [str(value)[:LONGEST_SOURCE]] if isinstance(value, str) else [str(one) for one in value]


def _codes() -> dict[str, str]:
    return {
        "ministry": _("Bộ"),
        "province": _("Tỉnh"),
        "commune": _("Phường, xã"),
        "other": _("Cơ quan khác"),
        "full": _("Trọn gói"),
        "partial": _("Một phần"),
        "counter": _("Không"),
    }


def _rule_line(words: str, rule: Mapping[str, Any]) -> str:
    parts = [words, channel_words(rule["channels"]), rule.get("name", "")]
    return ", ".join(part for part in parts if part)


def _paper(paper: Mapping[str, Any]) -> str:
    counts = paper_words(paper["originals"], paper["copies"])
    return f"{paper['name']} ({counts})" if counts else str(paper["name"])


def warning_words(warnings: Iterable[str]) -> list[str]:
    """What a person should look at, in words."""
    known = {
        "no_rows": _("Nguồn không có dòng nào về cách nộp, thời hạn và mức thu."),
        "time_and_fee_run_together": _("Thời hạn và mức thu dính vào nhau, không tách chắc được."),
        "no_unit": _("Có thời hạn không ghi đơn vị."),
        "no_time": _("Nguồn không ghi thời hạn thành số."),
        "free_with_condition": _("“Miễn phí” có kèm điều kiện trong ngoặc."),
        "to_be_confirmed": _("Gói ghi rõ nội dung còn chờ xác nhận."),
    }
    words = [known[one] for one in warnings if one in known]
    places = [one.partition(":")[2] for one in warnings if one.startswith("unverified:")]
    if places:
        words.append(_("Người soạn chưa chắc ở: %(places)s.") % {"places": ", ".join(places)})
    return words


def _changes(before: SourceRecord | None, now: SourceRecord) -> list[dict[str, Any]]:
    if before is None or before.reading is None:
        return []
    named = labels()
    return [
        {"label": named[one.name], "before": earlier, "after": later}
        for one in differences(before.reading, now.reading or {})
        for earlier, later in [_both(one)]
    ]


def _both(one: Difference) -> tuple[list[str], list[str]]:
    """The words before and after; of rules with the same words, what the source adds."""
    words = _words(one.name, one.before), _words(one.name, one.after)
    if words[0] != words[1]:
        return words
    return [rule["text"] for rule in one.before], [rule["text"] for rule in one.after]


def _versions(code: str) -> list[dict[str, Any]]:
    found = Procedure.objects.filter(code=code).first()
    rows = found.versions.order_by("-number") if found else ()
    return [
        {
            "number": version.number,
            "since": version.valid_from,
            "until": version.valid_to,
            "kind": _("nộp được ở đây") if version.is_electronic else _("trang hướng dẫn"),
            "wait": version.to_be_confirmed,
        }
        for version in rows
    ]
