# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the open API offers: the catalogue of procedures, tracking by code, filing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.rest import USE_API, Endpoint
from lienthong.modules.onestop.permissions import READ_CATALOGUE, READ_TRACKING
from lienthong.modules.onestop.rest.filing_endpoints import ENDPOINTS as FILING

_ACTS, _ANSWERS = f"{__package__}.catalogue", f"{__package__}.answers"

ENDPOINTS = (
    *FILING,
    Endpoint(
        "GET",
        "/procedures",
        "procedures",
        f"{_ACTS}.list_procedures",
        f"{_ANSWERS}.ProcedurePage",
        USE_API,
        READ_CATALOGUE,
        _("Danh mục thủ tục"),
        _("Thủ tục đang có hiệu lực hôm nay, xếp theo mã. Thêm q để tìm theo chữ."),
    ),
    Endpoint(
        "GET",
        "/procedures/{code}",
        "procedure",
        f"{_ACTS}.one_procedure",
        f"{_ANSWERS}.ProcedureAnswer",
        USE_API,
        READ_CATALOGUE,
        _("Một thủ tục"),
        _("Thành phần hồ sơ, phí, lệ phí và thời hạn của thủ tục theo mã quốc gia."),
        errors=(404,),
    ),
    Endpoint(
        "GET",
        "/tracking/{code}",
        "tracking",
        f"{_ACTS}.track",
        f"{_ANSWERS}.TrackingAnswer",
        USE_API,
        READ_TRACKING,
        _("Hồ sơ đã tới đâu"),
        _("Mã hồ sơ và mức hoàn thành, đúng phần ai cũng xem được. Không có tên ai."),
        errors=(404,),
    ),
)
