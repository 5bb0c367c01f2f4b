# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Extract which communes of before 1 July 2025 became which of today, into the reference table.

Run by hand with the folder of data files of the package ``vietnamadminunits`` (MIT licence):
``PYTHONPATH=src python -m lienthong.demo.build_former_divisions FOLDER``. To be confirmed against
the resolutions of the National Assembly's Standing Committee. Legal basis: 19/2025/QĐ-TTg.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lienthong.kernel.text import nfc

TARGET = Path(__file__).parents[1] / "core" / "references" / "reference" / "former_divisions.csv"
_FORMER = (
    "SELECT province, district, ward, provinceKey, districtKey, wardKey FROM admin_units_legacy"
    " ORDER BY wardCode"
)
_TODAY = "SELECT provinceKey, wardKey, wardCode FROM admin_units"


def rows(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Commune, district, province of before; codes of today, separated by blanks.

    District and province are left out where they are those of the row above.
    """
    above = ("", "")
    became = _became(json.loads((folder / "converter_2025.json").read_text("utf-8")))
    with sqlite3.connect(folder / "dataset.db") as data:
        codes = {(province, ward): code for province, ward, code in data.execute(_TODAY)}
        for province, district, ward, *keys in data.execute(_FORMER):
            found = became.get("_".join(key or "" for key in keys), ())
            today = sorted(codes[pair] for pair in found if pair in codes)
            if ward and today:
                place = (nfc(district), nfc(province))
                shown = (
                    place[0] if place != above else "",
                    place[1] if place[1] != above[1] else "",
                )
                yield nfc(ward), *shown, " ".join(today)
                above = place


def _became(data: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Key of a former commune → (province, commune) of today; several where it was divided."""
    found: dict[str, list[tuple[str, str]]] = {}
    for province, wards in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, former in wards.items():
            for key in former:
                found.setdefault(key, []).append((province, ward))
    for province, former in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in former.items():
            found.setdefault(key, []).extend((province, part["newWardKey"]) for part in parts)
    return found


def main(folder: str) -> None:
    """Write the file."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("commune", "district", "province", "codes"))
        writer.writerows(rows(Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1])
