# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the open API offers to whoever files for somebody who agreed to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from lienthong.kernel.rest import USE_API, Endpoint
from lienthong.modules.onestop.permissions import (
    FILE_DOSSIERS,
    FILE_FOR,
    READ_CATALOGUE,
    TELL,
    TELL_DOSSIERS,
)

_ACTS, _SHAPES = f"{__package__}.filing", f"{__package__}.filing_shapes"
_FORMS = f"{__package__}.form_shapes"
_ACTS_OF_OTHERS = f"{__package__}.telling"

ENDPOINTS = (
    Endpoint(
        "GET",
        "/procedures/{code}/form",
        "procedure-form",
        f"{_ACTS}.one_form",
        f"{_FORMS}.FormAnswer",
        USE_API,
        READ_CATALOGUE,
        gettext_lazy("Câu hỏi của tờ khai"),
        gettext_lazy(
            "Câu hỏi, kiểu trả lời, điều kiện của tờ khai đang có hiệu lực, để hệ thống tự điền."
        ),
        errors=(404,),
    ),
    Endpoint(
        "POST",
        "/uploads",
        "uploads",
        f"{_ACTS}.begin_upload",
        f"{_SHAPES}.UploadAnswer",
        FILE_FOR,
        FILE_DOSSIERS,
        gettext_lazy("Xin chỗ gửi một tệp"),
        gettext_lazy("Gửi tệp tới địa chỉ nhận được và xin trả lời bằng JSON thì có biên nhận."),
        status=201,
    ),
    Endpoint(
        "POST",
        "/dossiers",
        "dossiers",
        f"{_ACTS}.file_dossier",
        f"{_SHAPES}.FilingRow",
        FILE_FOR,
        FILE_DOSSIERS,
        gettext_lazy("Nộp hồ sơ thay người đã đồng ý"),
        gettext_lazy(
            "Người nộp vẫn là người dân: hồ sơ nằm trong tài khoản của họ, họ được báo và rút "
            "được. Mọi chỗ sai được nêu cùng lúc. Nộp thay người khác thì một cửa xem căn cứ "
            "trước khi nhận."
        ),
        status=201,
    ),
    Endpoint(
        "POST",
        "/dossiers/{code}/messages",
        "dossier-messages",
        f"{_ACTS_OF_OTHERS}.tell_dossier",
        f"{_SHAPES}.ToldAnswer",
        TELL,
        TELL_DOSSIERS,
        gettext_lazy("Báo tin mà hồ sơ đang chờ"),
        gettext_lazy(
            "Mã tin là mã ghi ở bước chờ của quy trình. Mọi bước của hồ sơ đang chờ tin ấy đi tiếp "
            "ngay; không có bước nào chờ thì bị từ chối."
        ),
        errors=(404, 409),
    ),
    Endpoint(
        "GET",
        "/filings",
        "filings",
        f"{_ACTS}.list_filings",
        f"{_SHAPES}.FilingPage",
        FILE_FOR,
        FILE_DOSSIERS,
        gettext_lazy("Hồ sơ hệ thống đã nộp"),
        gettext_lazy("Chỉ hồ sơ do chính hệ thống gọi nộp, mới nhất trước."),
    ),
    Endpoint(
        "GET",
        "/dossiers/{code}",
        "dossier",
        f"{_ACTS}.one_filing",
        f"{_SHAPES}.FilingAnswer",
        FILE_FOR,
        FILE_DOSSIERS,
        gettext_lazy("Một hồ sơ đã nộp"),
        gettext_lazy(
            "Trạng thái, hạn, phí, điều cần bổ sung. Lần đọc được ghi lại cho người dân xem."
        ),
        errors=(404,),
    ),
)
