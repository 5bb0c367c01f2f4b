# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Complete answers for the procedures, to be changed by a test where it matters."""

from __future__ import annotations

from typing import Any

BUSINESS = "1.001612"
PERMIT = "1.013225"
PLACE = {"division": "18880", "division_text": "Phường Đồng Hới", "detail": "12 Lê Lợi"}


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


def permit_answers(**changes: Any) -> dict[str, Any]:
    """A family builds a two-storey house on its own plot."""
    floors = [
        {"floor_name": "1", "one_floor_area": 80, "floor_height": 3.9, "floor_use": "Để ở"},
        {"floor_name": "2", "one_floor_area": 80, "floor_height": 3.6, "floor_use": "Để ở"},
    ]
    return {
        "works_kind": "house",
        "owner_kind": "person",
        "submitter_role": "owner",
        "site_address": dict(PLACE),
        "owner_full_name": "Trần Thị Mỹ Duyên",
        "owner_personal_id": "044194003812",
        "owner_residence": dict(PLACE),
        "owner_phone": "0912345486",
        "land_parcel": "125",
        "land_sheet": "14",
        "land_area": 120,
        "land_use": "residential",
        "land_paper_kind": "database",
        "land_certificate_number": "AB 123456",
        "land_rented": False,
        "works_grade": "4",
        "storeys": 2,
        "basements": 0,
        "footprint_area": 80,
        "floor_area": 160,
        "works_height": 8.4,
        "base_level": "Cao hơn vỉa hè 0,45 m",
        "red_line": "Cách tim đường 7,5 m",
        "setback": "Trước 2 m, sau 1 m",
        "density": 66.7,
        "use_ratio": 1.33,
        "floor_list": floors,
        "adjacent_works": False,
        "fire_required": False,
        "environment_required": False,
        "project_approved": False,
        "design_by": "owner",
        "start_month": "2027-01-15",
        "months": 6,
        "contact_phone": "0912345486",
        "result_delivery": "desk",
    } | changes
