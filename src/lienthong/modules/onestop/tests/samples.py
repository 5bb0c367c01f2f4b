# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Complete answers for the procedures, to be changed by a test where it matters."""

from __future__ import annotations

from typing import Any

BUSINESS = "1.001612"
PLACE = {"division": "19333", "division_text": "Phường Đồng Hới", "detail": "12 Lê Lợi"}


def business_answers(**changes: Any) -> dict[str, Any]:
    """A woman opens a bread stall on her own; two industries."""
    return {
        "business_kind": "individual",
        "submitter_role": "owner",
        "business_address": dict(PLACE),
        "owner_full_name": "Trần Thị Mỹ Duyên",
        "owner_date_of_birth": "1994-03-08",
        "owner_sex": "female",
        "owner_personal_id": "044194003812",
        "owner_ethnicity": "01",
        "owner_nationality": "VN",
        "owner_permanent_residence": dict(PLACE),
        "owner_residence": dict(PLACE),
        "business_own_name": "Bánh Mì Cô Ba",
        "business_phone": "0912345486",
        "main_industry": "5610",
        "main_industry_detail": "Bán bánh mì, xôi buổi sáng",
        "regulated_industry": False,
        "other_industries": [{"other_industry": "4711", "other_industry_detail": ""}],
        "business_capital": 50_000_000,
        "business_workers": 2,
        "tax_method": "declaration",
        "tax_notice_elsewhere": False,
        "contact_phone": "0912345486",
        "result_delivery": "desk",
    } | changes
