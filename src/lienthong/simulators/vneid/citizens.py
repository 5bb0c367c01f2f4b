# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The invented citizens who can sign in."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).with_name("citizens.yaml")
PROVINCE = "Tỉnh Quảng Trị"


@dataclass(frozen=True)
class Citizen:
    """One invented citizen; ``identity_level`` is the level of the VNeID account, 1 or 2."""

    personal_id: str
    full_name: str
    birthdate: str
    gender: str
    ethnicity: str
    nationality: str
    phone: str
    street_address: str
    locality: str
    ward_code: str
    identity_level: int
    household: str
    relation: str
    legacy_id: str = ""

    @property
    def subject(self) -> str:
        """The stable, opaque name under which relying parties know the citizen."""
        return hashlib.sha256(f"vneid:{self.personal_id}".encode()).hexdigest()[:32]

    @property
    def address(self) -> dict[str, str]:
        """The OpenID Connect address claim, with the code of the commune."""
        return {
            "formatted": f"{self.street_address}, {self.locality}, {PROVINCE}",
            "street_address": self.street_address,
            "locality": self.locality,
            "region": PROVINCE,
            "country": "VN",
            "ward_code": self.ward_code,
        }

    def claims(self) -> dict[str, Any]:
        """Everything the userinfo endpoint tells about the citizen."""
        claims: dict[str, Any] = {
            "sub": self.subject,
            "name": self.full_name,
            "birthdate": self.birthdate,
            "gender": self.gender,
            "personal_id": self.personal_id,
            "ethnicity": self.ethnicity,
            "nationality": self.nationality,
            "phone_number": self.phone,
            "address": self.address,
            "identity_level": self.identity_level,
        }
        if self.legacy_id:
            claims["legacy_id"] = self.legacy_id
        return claims


@cache
def _source() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return data


@cache
def all_citizens() -> dict[str, Citizen]:
    """Every invented citizen by personal identification number."""
    citizens = (Citizen(**row) for row in _source()["citizens"])
    return {citizen.personal_id: citizen for citizen in citizens}


def demo_pin() -> str:
    """The one PIN of all invented citizens."""
    return str(_source()["demo_pin"])
