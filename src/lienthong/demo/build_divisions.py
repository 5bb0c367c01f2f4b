# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Extract all provinces and communes from ``vietnam-provinces`` into the reference table.

Run by hand when the package brings a correction:
``PYTHONPATH=src python -m lienthong.demo.build_divisions``. Legal basis: 19/2025/QĐ-TTg.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from lienthong.kernel.text import nfc

TARGET = Path(__file__).parents[1] / "core" / "references" / "reference" / "divisions.csv"
KINDS = {
    "tỉnh": "province",
    "thành phố trung ương": "city",
    "xã": "commune",
    "phường": "ward",
    "đặc khu": "special_zone",
}
PREFIXES = {"province": "Tỉnh ", "city": "Thành phố "}


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Code, kind, name, code of the province; provinces first, each group by code."""
    from vietnam_provinces import Province, Ward  # a build-time package, absent in production

    for province in sorted(Province.iter_all(), key=lambda found: int(found.code)):
        kind = KINDS[province.division_type.value]
        name = nfc(province.name).removeprefix("Thành phố ").removeprefix("Tỉnh ")
        yield f"{int(province.code):02d}", kind, PREFIXES[kind] + name, ""
    for ward in sorted(Ward.iter_all(), key=lambda found: int(found.code)):
        kind = KINDS[ward.division_type.value]
        yield f"{int(ward.code):05d}", kind, nfc(ward.name), f"{int(ward.province_code):02d}"


def main() -> None:
    """Write the file."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "kind", "name", "parent"))
        writer.writerows(rows())


if __name__ == "__main__":
    main()
