# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether one question makes sense by itself: its key, options, limits, parts, result."""

import re
from collections.abc import Iterator

from lienthong.core.forms.domain.computing import MOST_DECIMALS
from lienthong.core.forms.domain.conditions import is_number
from lienthong.core.forms.domain.definitions import (
    COMPOSITE_PARTS,
    LONGEST_ANSWER,
    MOST_ITEMS,
    RESULTS,
    WIDTHS,
    FieldSpec,
)
from lienthong.core.forms.domain.patterns import pattern_problems
from lienthong.core.forms.domain.problems import WrongAnswer
from lienthong.core.forms.domain.times import read_time
from lienthong.kernel.words import gettext

LONGEST_LABEL = 300
NUMBERS = frozenset({"rows", "max_mb", "max_files", "min_items", "max_items"})
TEXTS = frozenset({"suffix", "yes_label", "no_label", "division_label", "detail_label"})
TEXTS |= {"item_title", "add_label", "component"}
FILE_TYPES = frozenset({"jpeg", "png", "pdf"})
COLUMNS = 8
"""Most columns of a table of rows."""
KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")
CONSTRAINTS: dict[str, set[str]] = {
    "text": {"min_length", "max_length", "pattern", "pattern_message"},
    "long_text": {"min_length", "max_length", "pattern", "pattern_message"},
    "person_name": {"min_length", "max_length"},
    "date": {
        "not_future",
        "not_past",
        "not_before",
        "not_after",
        "min_age_years",
        "max_age_years",
    },
    "personal_id": {"date_of_birth", "sex"},
    "phone": {"mobile_only"},
    "number": {"min", "max", "decimals"},
    "money": {"min", "max"},
    "time": {"earliest", "latest"},
}
MESSAGE_CODES = {
    *("required", "invalid", "too_short", "too_long", "pattern", "future", "past", "too_early"),
    *("too_late", "too_young", "too_old", "too_small", "too_big", "not_an_option"),
    *("unknown_place", "time_early", "time_late"),
}


def shape_problems(question: FieldSpec) -> Iterator[str]:
    """What is wrong with it, in sentences."""
    if not KEY.fullmatch(question.key):
        yield gettext("Khóa của câu hỏi viết bằng chữ thường không dấu, chữ số, nối bằng dấu _.")
    if len(question.label) > LONGEST_LABEL:
        yield gettext("Tên câu hỏi dài tối đa %(most)s ký tự.") % {"most": LONGEST_LABEL}
    if question.width and question.width not in WIDTHS:
        yield gettext("Không có độ rộng %(name)s.") % {"name": question.width}
    for name in sorted(set(question.constraints) - CONSTRAINTS.get(question.kind, set())):
        yield gettext("Không có giới hạn %(name)s cho loại câu hỏi này.") % {"name": name}
    for code in sorted(set(question.messages) - MESSAGE_CODES):
        yield gettext("Không có câu báo %(name)s.") % {"name": code}
    if question.kind == "choice":
        yield from _option_problems(question)
    if question.kind == "repeat":
        yield from _repeat_problems(question)
    if question.kind == "computed":
        yield from _result_problems(question)
    if question.is_composite:
        yield from _part_problems(question)
    yield from _limit_problems(question)
    yield from _attribute_problems(question)
    if question.basis.to_be_confirmed and not question.basis.note:
        yield gettext("Chỗ chờ xác nhận cần ghi chú vì sao.")


def _option_problems(question: FieldSpec) -> Iterator[str]:
    values = [option.value for option in question.options]
    if bool(values) == bool(question.options_from):
        yield gettext("Câu chọn cần danh sách lựa chọn của nó, hoặc một danh mục có sẵn.")
    if len(values) != len(set(values)):
        yield gettext("Giá trị lựa chọn dùng hai lần.")


def _repeat_problems(question: FieldSpec) -> Iterator[str]:
    if not 1 <= len(question.fields) <= COLUMNS:
        yield gettext("Bảng nhiều dòng có từ 1 đến %(most)s cột.") % {"most": COLUMNS}
    least = question.attributes.get("min_items", 0)
    most = question.attributes.get("max_items", MOST_ITEMS)
    if not (isinstance(least, int) and isinstance(most, int) and 0 <= least <= most <= MOST_ITEMS):
        text = gettext("Số dòng ít nhất và nhiều nhất nằm trong khoảng từ 0 đến %(most)s.")
        yield text % {"most": MOST_ITEMS}


def _result_problems(question: FieldSpec) -> Iterator[str]:
    attributes = question.attributes
    if attributes.get("value") is None:
        yield gettext("Phần tự tính chưa có phép tính.")
    if attributes.get("result", "number") not in RESULTS:
        yield gettext("Không có loại kết quả này.")
    decimals = attributes.get("decimals", 0)
    if not isinstance(decimals, int) or not 0 <= decimals <= MOST_DECIMALS:
        text = gettext("Số chữ số sau dấu phẩy từ 0 đến %(most)s.")
        yield text % {"most": MOST_DECIMALS}


def _part_problems(question: FieldSpec) -> Iterator[str]:
    known = set(COMPOSITE_PARTS[question.kind])
    for name in ("parts", "optional_parts"):
        given = question.attributes.get(name, ())
        if not isinstance(given, list | tuple) or not set(map(str, given)) <= known:
            yield gettext("Câu hỏi này không có phần đó.")


def _attribute_problems(question: FieldSpec) -> Iterator[str]:
    for name, value in question.attributes.items():
        if name in NUMBERS and not (isinstance(value, int) and 0 <= value <= LONGEST_ANSWER):
            yield gettext("%(name)s là số nguyên không âm.") % {"name": name}
        if name in TEXTS and not (isinstance(value, str) and len(value) <= LONGEST_LABEL):
            yield gettext("%(name)s là chữ, dài vừa phải.") % {"name": name}
        if name == "accept" and not (
            isinstance(value, list) and set(map(str, value)) <= FILE_TYPES
        ):
            yield gettext("Không có loại tệp này.")


def _limit_problems(question: FieldSpec) -> Iterator[str]:
    limits = question.constraints
    for name in ("min_length", "max_length", "min_age_years", "max_age_years", "decimals"):
        if name in limits and (not isinstance(limits[name], int) or limits[name] < 0):
            yield gettext("%(name)s là số nguyên không âm.") % {"name": name}
    for name in {"min", "max"} & set(limits):
        if not is_number(limits[name]):
            yield gettext("%(name)s là một số.") % {"name": name}
    for name in {"earliest", "latest"} & set(limits):
        if not _is_time(limits[name]):
            yield gettext("%(name)s là giờ và phút, ví dụ 07:30.") % {"name": name}
    if isinstance(limits.get("max_length"), int) and limits["max_length"] > LONGEST_ANSWER:
        yield gettext("Độ dài nhiều nhất là %(most)s ký tự.") % {"most": LONGEST_ANSWER}
    if "pattern" in limits:
        yield from pattern_problems(str(limits["pattern"]))
        if "pattern_message" not in limits:
            yield gettext("Cách viết bắt buộc cần câu báo khi viết sai.")


def _is_time(text: object) -> bool:
    try:
        return isinstance(text, str) and read_time(text) == text
    except WrongAnswer:
        return False
