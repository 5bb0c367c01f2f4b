# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the people of the demo province declare, as the fields of the pages are named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

PLACE = "Phường Đồng Hới, Quảng Trị"
MOTHER = "044195990074"  # Trần Thị Mai, Đồng Hới
DESK, EXAMINER = "tiepnhan1.donghoi", "hotich1.donghoi"
LEADER, CLERK = "chutich.donghoi", "vanthu.donghoi"
PASSWORD = "lien-thong-demo"  # noqa: S105  # printed by the demo on purpose


@dataclass(frozen=True)
class Procedure:
    """What is filed: its address, the answers on a day, and those of who gives no photograph."""

    slug: str
    answers: Callable[[date], Mapping[str, str]]
    without_file: Mapping[str, str] = field(default_factory=dict)


def birth(today: date) -> Mapping[str, str]:
    """A child born nine days ago."""
    born = today - timedelta(days=9)
    return {
        "submitter_relation": "mother",
        "birth_situation": "ordinary",
        "registry_place_division": PLACE,
        "child_full_name": "Nguyễn Trần Minh Anh",
        "child_date_of_birth_day": f"{born:%d}",
        "child_date_of_birth_month": f"{born:%m}",
        "child_date_of_birth_year": f"{born:%Y}",
        "child_sex": "female",
        "birth_place_kind": "facility",
        "birth_facility": "Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới",
        "birth_proof_kind": "paper_certificate",
        "child_ethnicity": "01",
        "child_nationality": "VN",
        "child_hometown_division": PLACE,
        "mother_residence_division": PLACE,
        "parents_marriage": "registered_in_country",
        "father_declared": "yes",
        "father_full_name": "Nguyễn Văn Hùng",
        "father_date_of_birth_day": "10",
        "father_date_of_birth_month": "7",
        "father_date_of_birth_year": "1994",
        "father_personal_id": "044094990037",
        "father_residence_division": PLACE,
        "mother_ethnicity": "01",
        "mother_nationality": "VN",
        "father_ethnicity": "01",
        "father_nationality": "VN",
        "result_delivery": "store",
    }


def eight(_today: date) -> Mapping[str, str]:
    """Of eight questions those that the installation cannot answer itself."""
    return {
        "desk_place_division": PLACE,
        "paper_name": "Bằng tốt nghiệp đại học",
        "copies": "2",
        "many_papers": "no",
        "result_delivery": "store",
    }


BIRTH = Procedure("dang-ky-khai-sinh", birth, {"birth_proof_kind": "electronic_certificate"})
EIGHT = Procedure("to-khai-de-do", eight)
"""Published by the command ``load_measured_form``."""


def photograph(words: str = "GIAY CHUNG SINH") -> bytes:
    """A picture as a phone takes it, a JPEG."""
    picture = Image.new("RGB", (1200, 1600), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 1140, 1540), outline="black", width=6)
    draw.text((600, 220), words, fill="black", anchor="mm", font_size=80)
    for line in range(420, 1400, 110):
        draw.line((140, line, 1060, line), fill="gray", width=3)
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return kept.getvalue()
