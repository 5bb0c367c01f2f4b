# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tabs: general data with variants, papers, form, publication."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.enums import PortalRole
from lienthong.modules.onestop.forms.settings import (
    AREA,
    CHOICE,
    DAY,
    LINES,
    NAMES,
    PAPER,
    QUESTION,
    TICK,
    TICKS,
    WHOLE,
    Setting,
)
from lienthong.modules.onestop.forms.shared import (
    CHANNELS,
    KEY,
    NOTE,
    Elements,
    Section,
    Slot,
    Tab,
    basis,
    limit,
    unconfirmed,
)
from lienthong.modules.onestop.queries.beginning import form_choices, matter_choices

ROLES = [choice for choice in PortalRole.choices if choice[0] != PortalRole.INFORMATION]
GENERAL = Section(
    "general",
    _("Tên và lĩnh vực"),
    (
        Setting("name", _("Tên theo quyết định công bố"), AREA, required=True),
        Setting("short_name", _("Tên thường gọi"), required=True, hint=_("Người dân đọc tên này.")),
        Setting("field.name", _("Lĩnh vực")),
        Setting("field.code", _("Mã lĩnh vực"), rare=True),
        Setting(
            "level",
            _("Cấp giải quyết"),
            CHOICE,
            choices=(("commune", _("Cấp xã")), ("province", _("Cấp tỉnh"))),
        ),
        Setting("channels", _("Cách nộp"), TICKS, choices=CHANNELS),
        Setting("set_count", _("Số bộ hồ sơ"), WHOLE),
        Setting("keywords", _("Chữ người dân hay tìm"), LINES, hint=_("Mỗi dòng một cách gọi.")),
        Setting("life_events", _("Sự kiện đời sống"), LINES, rare=True),
        Setting(
            "title_template",
            _("Cách gọi tên hồ sơ"),
            hint=_("Chữ và câu trả lời, ví dụ: Khai sinh cho {about}."),
            rare=True,
        ),
        basis(),
    ),
)
PORTAL = Section(
    "portal",
    _("Vai trò của cổng"),
    (
        Setting("portal.role", _("Vai trò"), CHOICE, choices=ROLES, required=True),
        Setting("portal.system_of_record", _("Hệ thống gốc"), required=True),
        Setting("portal.explanation", _("Lời giải thích cho người dân"), AREA, required=True),
        Setting("portal.official_address", _("Địa chỉ chính thức")),
        Setting(
            "online.level",
            _("Mức độ trực tuyến"),
            CHOICE,
            choices=(("full", _("Toàn trình")), ("partial", _("Một phần"))),
            required=True,
        ),
        Setting("boundary_free.allowed", _("Nộp ở đâu cũng được"), TICK),
        basis("portal.legal_basis"),
        unconfirmed("portal.to_be_confirmed"),
    ),
)
COMPETENCE = Section(
    "competence",
    _("Nơi có thẩm quyền"),
    (
        Setting("competence.rule", _("Quy định bằng lời"), AREA),
        Setting("competence.division_field", _("Câu trả lời chỉ ra địa bàn"), QUESTION),
        Setting(
            "competence.resolver",
            _("Cấp có thẩm quyền"),
            CHOICE,
            choices=(("commune", _("Cấp xã")), ("province", _("Cấp tỉnh"))),
        ),
        Setting(
            "competence.matter",
            _("Tìm đơn vị theo"),
            CHOICE,
            choices=matter_choices,
            required=True,
        ),
        basis("competence.legal_basis"),
    ),
)
VARIANTS = Elements(
    "variants",
    _("Trường hợp"),
    _("trường hợp"),
    (
        Setting("title", _("Tên trường hợp"), required=True),
        Setting("citizen_title", _("Người dân chọn câu này")),
        *limit("limit.", _("Thời hạn riêng")),
        Setting("limit.counted_from", _("Tính từ"), rare=True),
        Setting("time_text", _("Thời hạn bằng lời"), AREA),
        basis(),
        unconfirmed(),
        Setting("code", _("Mã trường hợp"), rare=True),
        NOTE,
        KEY,
    ),
    {"key": "variant", "title": _("Trường hợp mới"), "legal_basis": [], "to_be_confirmed": True},
    slots=(Slot("when", _("Áp dụng khi")),),
)
SOURCES = (
    ("", _("Không thay")),
    ("population", _("Cơ sở dữ liệu quốc gia về dân cư")),
    ("civil_status", _("Cơ sở dữ liệu hộ tịch điện tử")),
    ("birth_certificates", _("Kho giấy chứng sinh điện tử")),
    ("business", _("Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp")),
    ("land", _("Cơ sở dữ liệu quốc gia về đất đai")),
    ("health", _("Cơ sở dữ liệu y tế")),
    ("social", _("Cơ sở dữ liệu an sinh xã hội")),
)
COMPONENTS = Elements(
    "components",
    _("Giấy tờ"),
    _("giấy tờ"),
    (
        Setting("name", _("Tên theo quyết định công bố"), AREA, required=True),
        Setting("citizen_name", _("Tên người dân đọc")),
        Setting(
            "kind",
            _("Nộp hay xuất trình"),
            CHOICE,
            choices=(("submit", _("Nộp")), ("present", _("Xuất trình"))),
            required=True,
        ),
        Setting(
            "required",
            _("Cần khi nào"),
            CHOICE,
            choices=(("always", _("Luôn cần")), ("conditional", _("Cần khi có điều kiện"))),
            required=True,
        ),
        Setting("originals", _("Số bản chính"), WHOLE, required=True),
        Setting("copies", _("Số bản sao"), WHOLE, required=True),
        Setting("electronic_form", _("Biểu mẫu điện tử thay giấy này"), TICK),
        Setting("replaced_by_data.source", _("Thay bằng dữ liệu của"), CHOICE, choices=SOURCES),
        Setting("replaced_by_data.text", _("Lời nói khi được thay"), AREA),
        basis("replaced_by_data.legal_basis", _("Căn cứ của việc thay bằng dữ liệu")),
        Setting("note", _("Lời dặn người nộp"), AREA),
        basis(),
        unconfirmed(),
        Setting("only_channels", _("Chỉ cần khi nộp qua"), TICKS, choices=CHANNELS, rare=True),
        Setting(
            "decided_by",
            _("Ai quyết định cần hay không"),
            CHOICE,
            choices=(("", _("Theo điều kiện")), ("officer", _("Cán bộ"))),
            rare=True,
        ),
        Setting("form_code", _("Mẫu số"), rare=True),
        Setting("largest_mb", _("Tệp lớn nhất (MB)"), WHOLE, rare=True),
        Setting("group", _("Nhóm giấy tờ thay nhau"), rare=True),
        KEY,
    ),
    {
        "key": "paper",
        "name": _("Giấy tờ mới"),
        "kind": "submit",
        "required": "always",
        "originals": 1,
        "copies": 0,
        "legal_basis": [],
        "to_be_confirmed": True,
    },
    slots=(
        Slot("when", _("Cần khi")),
        Slot("replaced_by_data.when", _("Được thay bằng dữ liệu khi")),
    ),
)
FIRST = _("Câu đầu tiên có trả lời được dùng.")
FORM = Section(
    "form",
    _("Biểu mẫu, ai là ai trong hồ sơ"),
    (
        Setting("form.code", _("Biểu mẫu"), CHOICE, choices=form_choices, required=True),
        Setting("people.applicant.name", _("Tên người nộp"), NAMES, hint=FIRST),
        Setting("people.applicant.personal_id", _("Số định danh người nộp"), NAMES, hint=FIRST),
        Setting("people.applicant.tax_code", _("Mã số thuế tổ chức"), NAMES, rare=True),
        Setting("people.data_subject.name", _("Tên người được cấp giấy"), QUESTION),
        Setting("people.data_subject.date_of_birth", _("Ngày sinh người ấy"), QUESTION, rare=True),
        Setting("people.data_subject.sex", _("Giới tính người ấy"), QUESTION, rare=True),
        Setting("about", _("Hồ sơ nói về"), NAMES, hint=FIRST),
        Setting("people.representative.basis_component", _("Giấy chứng minh việc làm thay"), PAPER),
    ),
    slots=(
        Slot("people.representative.when", _("Làm thay người khác khi")),
        Slot("people.child_of_submitter", _("Là con của người nộp khi")),
    ),
)
PUBLICATION = Section(
    "version",
    _("Quyết định công bố"),
    (
        Setting(
            "publication.instrument",
            _("Số quyết định"),
            hint=_("Như ghi trong sổ văn bản, ví dụ 163/QĐ-BTP."),
        ),
        Setting("publication.issued_on", _("Ngày ký"), DAY),
        Setting("publication.local_list", _("Danh mục của tỉnh")),
        Setting("note", _("Ghi chú của phiên bản"), AREA),
        unconfirmed(),
    ),
    place="version",
)
GENERAL_TAB = Tab(
    "chung", _("Thông tin chung"), (GENERAL, PORTAL, COMPETENCE), (VARIANTS,), "file-text"
)
PAPERS_TAB = Tab("thanh-phan", _("Giấy tờ"), (), (COMPONENTS,), "files")
FORM_TAB = Tab("bieu-mau", _("Biểu mẫu"), (FORM,), (), "clipboard-list")
PUBLICATION_TAB = Tab("quyet-dinh", _("Quyết định công bố"), (PUBLICATION,), (), "certificate")
