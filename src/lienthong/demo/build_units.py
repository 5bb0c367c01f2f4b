# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Extract the communes of one province from ``vietnam-provinces`` into ``data/units.yaml``.

Run by hand when the package brings a correction:
``PYTHONPATH=src python -m lienthong.demo.build_units``. The result is committed; nothing reads the
package at run time. Legal basis: 202/2025/QH15; 1680/NQ-UBTVQH15; 19/2025/QĐ-TTg.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from lienthong.kernel.text import fold, nfc

PROVINCE_NAME = "Quảng Trị"
TARGET = Path(__file__).parent / "data" / "units.yaml"
FIRST_PREFIX = 12
KINDS = {"xã": "commune", "phường": "ward", "đặc khu": "special_zone"}
HEADER = """# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
# Địa bàn tỉnh Quảng Trị từ 01/07/2025. Sinh bởi demo/build_units.py, không sửa tay.
# `prefix` là mã hồ sơ của nơi tiếp nhận trong tỉnh mẫu, do nhóm biên soạn đặt, chờ xác nhận.
"""


def slug(name: str) -> str:
    """The name folded to letters and digits: "Đông Hà" → "dongha"."""
    return re.sub(r"[^a-z0-9]", "", fold(name))


def communes() -> Iterator[dict[str, Any]]:
    """The communes in the order of the package, each with code, kind, name, slug, prefix."""
    from vietnam_provinces import Province, Ward  # a build-time package, absent in production

    province = next(p for p in Province.iter_all() if nfc(p.name) == PROVINCE_NAME)
    for order, ward in enumerate(Ward.iter_by_province(province.code)):
        kind = KINDS[ward.division_type.value]
        full = nfc(ward.name)
        short = full.removeprefix("Xã ").removeprefix("Phường ").removeprefix("Đặc khu ")
        yield {
            "code": f"{int(ward.code):05d}",
            "kind": kind,
            "name": full,
            "short": short,
            "slug": slug(short),
            "prefix": f"H50.{FIRST_PREFIX + order:02d}",
        }


def document() -> dict[str, Any]:
    """What goes into the file."""
    from vietnam_provinces import Province, __data_version__

    province = next(p for p in Province.iter_all() if nfc(p.name) == PROVINCE_NAME)
    return {
        "source": {"package": "vietnam-provinces", "data_version": str(__data_version__)},
        "legal_basis": ["202/2025/QH15", "1680/NQ-UBTVQH15", "19/2025/QĐ-TTg"],
        "valid_from": "2025-07-01",
        "province": {
            "code": f"{int(province.code):02d}",
            "name": f"Tỉnh {nfc(province.name)}",
            "level1_code": "H50",
            "level1_code_valid_from": "2025-07-01",
            "level1_code_to_be_confirmed": True,
        },
        "communes": list(communes()),
    }


def main() -> None:
    """Write the file."""
    body = yaml.safe_dump(document(), allow_unicode=True, sort_keys=False, width=110)
    TARGET.write_text(HEADER + body, "utf-8")


if __name__ == "__main__":
    main()
