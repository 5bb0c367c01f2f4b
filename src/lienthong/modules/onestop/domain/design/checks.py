# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that stops a definition from being published, each fault at its place.

Legal basis: 63/2010/NĐ-CP, Điều 8 (what a procedure must say).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lienthong.kernel.designs import Content
from lienthong.kernel.words import gettext as _
from lienthong.modules.onestop.domain.design.beginning import unconfirmed_of_source
from lienthong.modules.onestop.domain.design.checks_money import fee_faults
from lienthong.modules.onestop.domain.design.checks_result import result_faults
from lienthong.modules.onestop.domain.design.checks_shared import (
    basis_faults,
    condition_faults,
    key_faults,
    limit_faults,
    text_faults,
)
from lienthong.modules.onestop.domain.design.facts import CHANNELS, EVERY_MATTER, Facts, Fault
from lienthong.modules.onestop.domain.design.places import value_at
from lienthong.modules.onestop.domain.design.unnamed import unnamed_faults
from lienthong.modules.onestop.domain.titles import ABOUT, stray_braces, title_names

SCREENS = (
    *("general", "portal", "competence", "variants", "components", "fees", "time", "form"),
    *("process", "result", "messages", "service_page", "version"),
)
"""Parts of a definition in the order of the editor's tabs."""


def faults(content: Content, facts: Facts) -> list[Fault]:
    """Every fault, in the order of the screens."""
    found = [
        *_general(content, facts),
        *_variants(content, facts),
        *_components(content, facts),
        *fee_faults(content, facts),
        *_time(content, facts),
        *_form(content, facts),
        *result_faults(content, facts),
        *_messages(content),
        *_page(content),
        *_publication(content, facts),
        *_of_source(content),
        *unnamed_faults(content),
    ]
    return sorted(dict.fromkeys(found), key=lambda fault: _screen(fault.place))


def _screen(place: str) -> int:
    part = place.partition("/")[0]
    return SCREENS.index(part) if part in SCREENS else len(SCREENS)


def _general(content: Content, facts: Facts) -> Iterator[Fault]:
    place = "general"
    yield from text_faults(content, place, "name", _("Chưa có tên thủ tục."), most=400)
    yield from text_faults(content, place, "short_name", _("Chưa có tên thường gọi."), most=200)
    yield from basis_faults(content.get("legal_basis"), place, facts)
    channels = content.get("channels") or []
    if not channels:
        yield Fault(place, _("Chọn ít nhất một cách nộp."))
    if set(channels) - set(CHANNELS):
        yield Fault(place, _("Có cách nộp không dùng được."))
    yield from _title(content, facts)
    yield from _competence(content, facts)
    yield from text_faults(
        content, "portal", "portal.explanation", _("Chưa có lời giải thích vai trò của cổng.")
    )


def _title(content: Content, facts: Facts) -> Iterator[Fault]:
    """What a dossier is called names answers of the form, and nothing else in braces."""
    template = str(content.get("title_template") or "")
    if stray_braces(template):
        text = _("Cách gọi tên hồ sơ: trong ngoặc nhọn chỉ có trường chọn ở “Chèn trường”.")
        yield Fault("general", text)
    for key in title_names(template):
        if facts.has_form and key != ABOUT and key not in facts.questions:
            text = _("Cách gọi tên hồ sơ: biểu mẫu không có câu hỏi “%(key)s”.")
            yield Fault("general", text % {"key": facts.former(key)})


def _competence(content: Content, facts: Facts) -> Iterator[Fault]:
    matter = str(value_at(content, "competence.matter") or "")
    if not matter or not value_at(content, "competence.division_field"):
        text = _("Chưa nói nơi có thẩm quyền được tìm theo lĩnh vực và câu trả lời nào.")
        yield Fault("competence", text)
    if matter and not {matter, EVERY_MATTER} & facts.matters:
        text = _("Chưa đơn vị nào có thẩm quyền về “%(matter)s”.")
        yield Fault("competence", text % {"matter": matter})
    asked = str(value_at(content, "competence.division_field") or "")
    if asked and facts.has_form and asked not in facts.questions:
        text = _("Biểu mẫu không có câu hỏi “%(key)s” để tìm nơi có thẩm quyền.")
        yield Fault("competence", text % {"key": facts.former(asked)})


def _variants(content: Content, facts: Facts) -> Iterator[Fault]:
    variants = content.get("variants") or []
    yield from key_faults(variants, "variants")
    for entry in variants:
        place = f"variants/{entry.get('key')}"
        name = str(entry.get("title") or entry.get("key"))
        if not entry.get("title"):
            yield Fault(place, _("Trường hợp “%(name)s” chưa có tên.") % {"name": name})
        if entry.get("when") is None:
            text = _("Trường hợp “%(name)s” chưa có điều kiện áp dụng.")
            yield Fault(place, text % {"name": name})
        yield from condition_faults(entry.get("when"), place, name, facts)
        yield from basis_faults(entry.get("legal_basis"), place, facts, name)
        if entry.get("limit"):
            yield from limit_faults(entry["limit"], place, name)


def _components(content: Content, facts: Facts) -> Iterator[Fault]:
    components = content.get("components") or []
    yield from key_faults(components, "components")
    for entry in components:
        yield from _component(entry, content, facts)


def _component(entry: Mapping[str, Any], content: Content, facts: Facts) -> Iterator[Fault]:
    place = f"components/{entry.get('key')}"
    name = str(entry.get("name") or entry.get("key"))
    said = {"name": name}
    if not entry.get("name"):
        yield Fault(place, _("Giấy tờ “%(name)s” chưa có tên.") % said)
    pieces = int(entry.get("originals") or 0) + int(entry.get("copies") or 0)
    if not pieces and not entry.get("electronic_form") and entry.get("kind") != "present":
        yield Fault(place, _("Giấy tờ “%(name)s” chưa nói nộp mấy bản chính, mấy bản sao.") % said)
    by_officer = entry.get("decided_by") == "officer"
    if entry.get("required") == "conditional" and entry.get("when") is None and not by_officer:
        yield Fault(place, _("Giấy tờ “%(name)s” cần khi nào? Hãy đặt điều kiện.") % said)
    if set(entry.get("only_channels") or ()) - set(content.get("channels") or ()):
        text = _("Giấy tờ “%(name)s” chỉ dùng cho một cách nộp mà thủ tục không có.")
        yield Fault(place, text % said)
    if _has_no_slot(entry, content, facts):
        text = _(
            "Giấy tờ “%(name)s” phải nộp khi nộp trực tuyến nhưng biểu mẫu chưa có chỗ gửi tệp."
        )
        yield Fault(place, text % said)
    yield from condition_faults(entry.get("when"), place, name, facts)
    replaced = entry.get("replaced_by_data")
    if replaced:
        yield from condition_faults(replaced.get("when"), place, name, facts)
        if not replaced.get("source"):
            text = _("Giấy tờ “%(name)s” được thay bằng dữ liệu nhưng chưa nói nguồn nào.")
            yield Fault(place, text % said)
        yield from basis_faults(replaced.get("legal_basis"), place, facts, name)
    yield from basis_faults(entry.get("legal_basis"), place, facts, name)


def _has_no_slot(entry: Mapping[str, Any], content: Content, facts: Facts) -> bool:
    """Whether who files online must send the paper and finds no place for it in the form."""
    channels = entry.get("only_channels") or content.get("channels") or ()
    if facts.slots is None or "online" not in channels or entry.get("key") in facts.slots:
        return False
    on_paper = entry.get("kind") != "present" and not entry.get("electronic_form")
    always = entry.get("required") == "always" and not entry.get("replaced_by_data")
    return on_paper and always


def _time(content: Content, facts: Facts) -> Iterator[Fault]:
    rules = content.get("time") or {}
    name = _("Thời hạn giải quyết")
    yield from limit_faults(rules.get("limit"), "time", name)
    yield from text_faults(content, "time", "time.text", _("Thời hạn giải quyết chưa có câu chữ."))
    yield from basis_faults(rules.get("legal_basis"), "time", facts, name)
    yield from limit_faults(rules.get("answer"), "time/answer", _("Thời gian quầy trả lời"))
    exclusions = rules.get("exclusions") or []
    yield from key_faults(exclusions, "time/exclusions")
    known = {entry.get("key") for entry in content.get("variants") or []}
    for entry in exclusions:
        place = f"time/exclusions/{entry.get('key')}"
        name = str(entry.get("title") or entry.get("key"))
        if entry.get("amount") is not None:
            yield from limit_faults(entry, place, name)
        if int(entry.get("max_count") or 0) < 1:
            yield Fault(place, _("“%(name)s”: ghi nhiều nhất mấy lần.") % {"name": name})
        for variant in entry.get("variants") or ():
            if variant not in known:
                text = _("“%(name)s”: thủ tục không có trường hợp “%(key)s”.")
                yield Fault(place, text % {"name": name, "key": _("trường hợp đã bỏ")})
        yield from basis_faults(entry.get("legal_basis"), place, facts, name)


def _form(content: Content, facts: Facts) -> Iterator[Fault]:
    code = str(value_at(content, "form.code") or "")
    steps = str(value_at(content, "process.code") or "")
    if not facts.has_process:
        text = (
            _("Chưa có quy trình “%(code)s” nào đang dùng.") if steps else _("Chưa chọn quy trình.")
        )
        yield Fault("process", text % {"code": steps})
    if not facts.has_form:
        text = _("Chưa có biểu mẫu “%(code)s” nào đang dùng.") if code else _("Chưa chọn biểu mẫu.")
        yield Fault("form", text % {"code": code})
        return
    for path, owner in _named(content):
        if path not in facts.questions:
            text = _("Biểu mẫu không có câu hỏi “%(key)s” mà “%(owner)s” dùng.")
            yield Fault("form", text % {"key": facts.former(path), "owner": owner})
    basis = value_at(content, "people.representative.basis_component")
    known = {entry.get("key") for entry in content.get("components") or []}
    if basis and basis not in known:
        text = _("Giấy tờ “%(key)s” chứng minh việc làm thay không có trong thành phần hồ sơ.")
        yield Fault("form", text % {"key": _("giấy tờ đã bỏ")})


def _named(content: Content) -> Iterator[tuple[str, str]]:
    people = content.get("people") or {}
    for who, words in (("applicant", _("Người nộp")), ("data_subject", _("Người được cấp"))):
        for name, asked in (people.get(who) or {}).items():
            if name in {"name", "personal_id", "tax_code", "date_of_birth", "sex"}:
                for key in [asked] if isinstance(asked, str) else asked:
                    yield key, words
    about = content.get("about") or []
    for key in [about] if isinstance(about, str) else about:
        yield key, _("Hồ sơ nói về ai, về gì")


def _messages(content: Content) -> Iterator[Fault]:
    kinds: set[str] = set()
    for index, entry in enumerate(content.get("messages") or []):
        place = f"messages/{index}"
        if not str(entry.get("text") or "").strip():
            yield Fault(place, _("Lời nhắn thêm chưa có chữ."))
        if "{" in f"{entry.get('text')}{entry.get('english')}":
            yield Fault(place, _("Lời nhắn thêm là chữ thường, không có trường."))
        if entry.get("kind") in kinds:
            yield Fault(place, _("Một tin chỉ có một lời nhắn thêm."))
        kinds.add(str(entry.get("kind")))


def _page(content: Content) -> Iterator[Fault]:
    place = "service_page"
    yield from text_faults(content, place, "service_page.title", _("Trang hướng dẫn chưa có tên."))
    lead = _("Trang hướng dẫn chưa có câu mở đầu.")
    yield from text_faults(content, place, "service_page.lead", lead)
    known = {entry.get("key") for entry in content.get("components") or []}
    for index, entry in enumerate(value_at(content, "service_page.prepare") or []):
        if entry.get("component") and entry["component"] not in known:
            text = _("Mục cần chuẩn bị “%(name)s” nhắc một giấy tờ không có.")
            yield Fault(f"{place}/prepare/{index}", text % {"name": entry.get("title", "")})


def _publication(content: Content, facts: Facts) -> Iterator[Fault]:
    number = str(value_at(content, "version.publication.instrument") or "")
    if number and number not in facts.law:
        text = _("Quyết định công bố %(number)s chưa có trong danh mục căn cứ.")
        yield Fault("version", text % {"number": number})


def _of_source(content: Content) -> Iterator[Fault]:
    text = _("Số này lấy từ nguồn. Đối chiếu với văn bản rồi bỏ dấu “Chờ xác nhận”.")
    for place in unconfirmed_of_source(content):
        yield Fault(place, text)
