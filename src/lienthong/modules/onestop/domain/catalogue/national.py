# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lines of the national catalogue: tables flattened to text, read back into rules.

The keys are those of the published records. Only what can be told apart for sure is read; all
else keeps its words and a warning, because a person confirms times and fees anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lienthong.modules.onestop.domain.catalogue.reading import (
    Paper,
    Reading,
    check_identity,
    merged_fees,
    merged_times,
    text_in,
)

NOTHING = "Không có thông tin"
_CHANNELS = {"Trực tuyến": "online", "Trực tiếp": "desk", "Dịch vụ bưu chính": "post"}
_UNITS = {
    "ngày làm việc": "working_day",
    "ngày": "day",
    "giờ làm việc": "hour",
    "giờ": "hour",
    "tháng": "month",
}
_LEVELS = {"Cấp bộ": "ministry", "Cấp tỉnh": "province", "Cấp xã": "commune"}
_ROW = re.compile(
    r"(Trực tuyến|Trực tiếp|Dịch vụ bưu chính)(?=\s*(?:\d|Không có thông tin|Miễn phí))"
)
_TIME = re.compile(
    r"\s*(?:Không có thông tin|(?P<amount>\d+(?:[.,]\d+)?)\s*"
    r"(?P<unit>Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng)?)"
)
_FREE = re.compile(r"\s*Miễn phí")
_FEE = re.compile(
    r"\s*(?:Miễn phí|(?P<nothing>Không có thông tin)"
    r"|(?P<amount>\d[\d.,]*)\s*(?:Việt Nam Đồng|VNĐ|đồng))"
)
LONGEST = 1000
_PAPER = re.compile(
    r"(?P<name>.*?)(?P<counts>\d{1,3} bản (?:chính|sao)(?:,\s*\d{1,3} bản (?:chính|sao))*)", re.S
)
_TABLE = re.compile(r"Tên giấy tờMẫu đơn, tờ khaiSố lượng")
_RESULT = re.compile(r"(?P<name>.*?)Mã:\s*KQ\.[A-Z]\d{2}\.\d{4,6}", re.S)
_ISSUERS = (
    "BLĐTBXH|BNNPTNT|BVHTTDL|BKHCN|BKHĐT|BGDĐT|BNNMT|BTNMT|BGTVT|BTTTT|BDTTG|VKSNDTC|TANDTC"
    "|NHNN|VPCP|TTCP|UBDT|BTC|BTP|BXD|BCA|BQP|BNV|BYT|BCT|BNG"
)
_INSTRUMENT = re.compile(
    r"\d{1,4}(?:\.\d+)?/\d{4}/(?:QH\d{2}|UBTVQH\d{2}|NĐ-CP|NQ-CP|QĐ-TTg|QĐ-UBND"
    rf"|TTLT(?:-(?:{_ISSUERS}))+|TT-(?:{_ISSUERS}))"
)
_COMMA = re.compile(r",\s*(?![^(]*\))")


def read_national(record: Mapping[str, Any]) -> Reading:
    """Our reading of one published record. Raises ``Unreadable``."""
    code, name = text_in(record, "ma_thu_tuc"), text_in(record, "ten_thu_tuc")
    check_identity(code, name)
    rows = list(_rows(text_in(record, "cach_thuc_thuc_hien")))
    times = merged_times((row.channel, row.amount, row.unit, row.text) for row in rows)
    fees = merged_fees((row.channel, "", row.fee, row.fee_text) for row in rows)
    channels = {row.channel for row in rows}
    return Reading(
        code=code,
        name=name,
        field_name=text_in(record, "linh_vuc"),
        levels=_levels(text_in(record, "cap_thuc_hien")),
        agency=_known(record, "co_quan_thuc_hien") or _known(record, "co_quan_co_tham_quyen"),
        applicants=tuple(filter(None, _COMMA.split(_known(record, "doi_tuong_thuc_hien")))),
        decision=_known(record, "so_quyet_dinh"),
        address=_known(record, "detail_url"),
        online="partial" if "online" in channels else "counter",
        times=times,
        fees=fees,
        papers=tuple(_papers(text_in(record, "thanh_phan_ho_so"))),
        results=tuple(_results(_known(record, "ket_qua_xu_ly"))),
        legal_basis=tuple(dict.fromkeys(_INSTRUMENT.findall(text_in(record, "can_cu_phap_ly")))),
        conditions=_known(record, "yeu_cau_dieu_kien"),
        steps=_known(record, "trinh_tu_thuc_hien"),
        warnings=tuple(_warnings(rows)),
    )


class _Row:
    """One channel of the table "cách thức thực hiện"."""

    def __init__(self, channel: str, words: str) -> None:
        self.channel = channel
        self.amount, self.unit, rest, self.doubtful = _time(words)
        self.fee, self.fee_text, self.text = _fee(rest, doubtful=self.doubtful)


def _rows(text: str) -> Iterator[_Row]:
    parts = _ROW.split(text.removeprefix("Hình thức nộpThời gianPhí, lệ phíMô tả"))
    for channel, words in zip(parts[1::2], parts[2::2], strict=True):
        yield _Row(_CHANNELS[channel], words)


def _time(words: str) -> tuple[str, str, str, bool]:
    """Amount, unit, the rest, and whether a bare number may be a part of the fee."""
    found = _TIME.match(words)
    if found is None:
        return "", "", words, False
    amount, unit = found["amount"] or "", (found["unit"] or "").lower()
    rest = words[found.end() :]
    if amount and not unit and not _FREE.match(rest) and not rest.startswith(NOTHING):
        return "", "", words, True
    return amount.replace(",", "."), _UNITS.get(unit, "other" if amount else ""), rest, False


def _fee(rest: str, *, doubtful: bool) -> tuple[int | None, str, str]:
    """Whole đồng, its words with what stands in brackets, and the description behind.

    No amount where the number may hide the time.
    """
    found = _FEE.match(rest)
    if found is None or doubtful:
        return None, rest.strip()[:LONGEST], ""
    end = found.end() + _bracketed(rest[found.end() :])
    words, description = rest[:end].strip()[:LONGEST], rest[end:].strip()[:LONGEST]
    if found["nothing"]:
        return None, words, description
    amount = re.sub(r"\D", "", found["amount"]) if found["amount"] else "0"
    return int(amount), words, description


def _bracketed(text: str) -> int:
    """Where the brackets that a text begins with end."""
    depth = 0
    for place, letter in enumerate(text[:LONGEST]):
        depth += (letter == "(") - (letter == ")")
        if depth <= 0:
            return place + 1 if letter == ")" else 0
    return 0


def _warnings(rows: list[_Row]) -> Iterator[str]:
    if not rows:
        yield "no_rows"
    if any(row.doubtful for row in rows):
        yield "time_and_fee_run_together"
    if any(row.unit == "other" for row in rows):
        yield "no_unit"
    if rows and not any(row.amount for row in rows):
        yield "no_time"
    if any(row.fee == 0 and "(" in row.fee_text[:12] for row in rows):
        yield "free_with_condition"


def _papers(text: str) -> Iterator[Paper]:
    for part in _TABLE.split(text)[1:]:
        for found in _PAPER.finditer(part):
            counts = re.findall(r"(\d+) bản (chính|sao)", found["counts"])
            name = found["name"].strip(" -+*\n\t;.")[:1000]
            if name:
                yield Paper(name, _count(counts, "chính"), _count(counts, "sao"))


def _count(counts: list[tuple[str, str]], kind: str) -> int:
    return sum(int(number) for number, what in counts if what == kind)


def _results(text: str) -> Iterator[str]:
    named = [found["name"].strip(" -+*\n\t;.") for found in _RESULT.finditer(text)]
    yield from (name[:400] for name in named if name)


def _levels(text: str) -> tuple[str, ...]:
    return tuple(level for words, level in _LEVELS.items() if words in text)


def _known(record: Mapping[str, Any], key: str) -> str:
    value = text_in(record, key)
    return "" if value == NOTHING else value
