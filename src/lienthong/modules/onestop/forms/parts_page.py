# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tab: the page on which citizens read about the service."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.forms.settings import AREA, CHOICE, PAPER, WHOLE, Setting
from lienthong.modules.onestop.forms.shared import (
    KEY,
    Elements,
    Section,
    Tab,
    basis,
    unconfirmed,
)

PAGE = Section(
    "service_page",
    _("Đầu trang"),
    (
        Setting("title", _("Tên trang"), required=True),
        Setting("lead", _("Câu mở đầu"), AREA, required=True),
        Setting("minutes", _("Điền hết mấy phút"), WHOLE),
        Setting("sign_in", _("Lời nhắc đăng nhập")),
        Setting("desk.text", _("Làm trực tiếp"), AREA),
    ),
    place="service_page",
)
FACTS = Elements(
    "service_page/facts",
    _("Số liệu chính"),
    _("số liệu"),
    (
        Setting("label", _("Tên"), required=True),
        Setting("value", _("Nội dung"), required=True),
        Setting("note", _("Ghi thêm")),
        KEY,
    ),
    {"key": "fact", "label": _("Số liệu mới"), "value": ""},
)
PREPARE = Elements(
    "service_page/prepare",
    _("Cần chuẩn bị"),
    _("mục"),
    (
        Setting("title", _("Tên"), required=True),
        Setting("text", _("Nội dung"), AREA),
        Setting("component", _("Là giấy tờ"), PAPER, rare=True),
        Setting(
            "icon",
            _("Có phải chuẩn bị không"),
            CHOICE,
            choices=(("circle-check", _("Phải có")), ("circle-minus", _("Không cần"))),
            required=True,
        ),
    ),
    {"icon": "circle-check", "title": _("Mục mới"), "text": ""},
)
STEPS = Elements(
    "service_page/steps",
    _("Các bước người dân thấy"),
    _("bước"),
    (Setting("title", _("Tên"), required=True), Setting("text", _("Nội dung"), AREA)),
    {"title": _("Bước mới"), "text": ""},
)
SPECIAL = Elements(
    "service_page/special_cases",
    _("Trường hợp đặc biệt"),
    _("trường hợp"),
    (
        Setting("title", _("Tên"), required=True),
        Setting("text", _("Nội dung"), AREA, required=True),
        basis(),
        unconfirmed(),
    ),
    {"title": _("Trường hợp mới"), "text": "", "legal_basis": [], "to_be_confirmed": True},
)
QUESTIONS = Elements(
    "service_page/questions",
    _("Câu hay hỏi"),
    _("câu hỏi"),
    (
        Setting("question", _("Câu hỏi"), required=True),
        Setting("answer", _("Trả lời"), AREA, required=True),
        basis(),
        unconfirmed(),
    ),
    {"question": _("Câu hỏi mới"), "answer": "", "legal_basis": []},
)
PAGE_TAB = Tab(
    "huong-dan", _("Trang hướng dẫn"), (PAGE,), (FACTS, PREPARE, STEPS, SPECIAL, QUESTIONS), "world"
)
