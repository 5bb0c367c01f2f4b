# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists of the one-stop whose ways of looking can be kept, and acted on at once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.bulk import RowList
from lienthong.kernel.lists import ListSpec
from lienthong.modules.onestop.permissions import REGISTER
from lienthong.modules.onestop.queries.register import found_ids

REGISTER_LIST = ListSpec(
    code="onestop.register",
    title=_("Sổ theo dõi hồ sơ"),
    url_name="onestop:officer-register",
    permission=REGISTER,
    keys=("tu", "den", "don-vi", "tinh-trang"),
    columns=(
        ("chu", _("Chủ hồ sơ")),
        ("nhan", _("Nhận")),
        ("hen", _("Hẹn trả")),
        ("tra", _("Đã trả")),
        ("nguoi-nhan", _("Người nhận kết quả")),
    ),
    orders=(("cu", _("Nhận trước đứng trước")), ("moi", _("Nhận sau đứng trước"))),
)
ALL = (REGISTER_LIST,)
ROW_LISTS = (RowList("so-theo-doi", "cases.case", REGISTER_LIST.url_name, found_ids),)
