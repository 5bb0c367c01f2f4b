# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the check of a signature found, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

JUDGEMENTS: Mapping[str, tuple[str, object, object]] = {
    "valid": (
        "valid",
        _("Chữ ký số hợp lệ"),
        _("Người ký có chứng thư được tin cậy khi ký. Nội dung không bị sửa từ lúc ký."),
    ),
    "time_claimed": (
        "valid",
        _("Chữ ký số hợp lệ, giờ ký do người ký tự ghi"),
        _("Không có dấu thời gian, nên chúng tôi xét theo chứng thư ngày hôm nay."),
    ),
    "revocation_unknown": (
        "attention",
        _("Chữ ký đúng nhưng chưa rõ chứng thư có bị thu hồi"),
        _("Chúng tôi chưa có danh sách thu hồi của nơi cấp. Hãy kiểm tra lại sau."),
    ),
    "unknown_issuer": (
        "attention",
        _("Không xác nhận được người ký"),
        _("Chứng thư do nơi chúng tôi không công nhận cấp. Ai cũng có thể tự làm như vậy."),
    ),
    "issuer_ended": (
        "attention",
        _("Nơi cấp chứng thư đã hết thời hạn được công nhận"),
        _("Không có dấu thời gian chứng minh chữ ký được tạo khi nơi cấp còn được công nhận."),
    ),
    "expired": (
        "attention",
        _("Chứng thư của người ký đã hết hạn"),
        _("Không có gì chứng minh chữ ký được tạo khi chứng thư còn hạn."),
    ),
    "revoked": (
        "invalid",
        _("Chứng thư của người ký đã bị thu hồi"),
        _("Chữ ký không có giá trị. Hãy hỏi lại nơi cấp giấy."),
    ),
    "changed_since": (
        "invalid",
        _("Tệp đã bị thêm hoặc sửa sau khi ký"),
        _("Phần thêm vào không do người ký xác nhận. Hãy xin lại bản gốc."),
    ),
    "altered": (
        "invalid",
        _("Nội dung đã bị sửa"),
        _("Nội dung không còn là nội dung được ký. Đừng dùng tệp này."),
    ),
    "unsigned": (
        "attention",
        _("Tệp này không có chữ ký số"),
        _("Hình chữ ký và con dấu trên trang không chứng minh được gì. Hãy hỏi nơi cấp."),
    ),
}
"""For each judgement: its kind (``valid attention invalid``), the title, the explanation."""
GRID: Mapping[str, tuple[object, Mapping[object, tuple[bool, object]]]] = {
    "intact": (
        _("Nội dung nguyên vẹn"),
        {True: (True, _("Đúng là nội dung đã ký")), False: (False, _("Không khớp với chữ ký"))},
    ),
    "trusted": (
        _("Người ký được tin cậy"),
        {
            True: (True, _("Chứng thư do nơi được công nhận cấp, còn hạn khi ký")),
            False: (False, _("Chứng thư hết hạn hoặc do nơi không được công nhận cấp")),
        },
    ),
    "time": (
        _("Giờ ký"),
        {
            "trusted": (True, _("Có dấu thời gian của bên thứ ba")),
            "before": (
                True,
                _("Có từ trước một dấu thời gian của bên thứ ba; giờ ký do máy của người ký ghi"),
            ),
            "claimed": (False, _("Chưa có dấu thời gian đáng tin, giờ do máy của người ký ghi")),
            "none": (False, _("Không ghi")),
        },
    ),
    "covers": (
        _("Ký cho toàn bộ tệp"),
        {
            "file": (True, _("Toàn bộ tệp")),
            "revision": (True, _("Toàn bộ tệp lúc ký; sau đó chỉ có phần được phép thêm")),
            "part": (False, _("Tệp có phần không được ký")),
        },
    ),
    "revocation": (
        _("Chứng thư chưa bị thu hồi"),
        {
            "good": (True, _("Chưa bị thu hồi")),
            "revoked": (False, _("Đã bị thu hồi")),
            "unknown": (False, _("Chưa tra được")),
        },
    ),
}
"""The grid line by line: title, and for each answer whether it is good and what it says."""
