# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How fast the machine is just now: without it, figures of two days cannot be compared."""

import hashlib
import json
import statistics
import time

TURNS = 9
_ROWS = 4_000


def pace_ms() -> float:
    """CPU milliseconds of a fixed piece of work, the middle of nine turns.

    The work is what answers are made of: objects, text, dictionaries, JSON, a digest. It asks
    no database and no disk.
    """
    return round(statistics.median(_timed() for _ in range(TURNS)), 2)


def work() -> str:
    """A digest of rows that were made, sorted, written and read again; always the same."""
    rows = [
        {"code": f"H{n:05d}", "place": n * 7919 % 631, "late": n % 5 == 0} for n in range(_ROWS)
    ]
    rows.sort(key=lambda row: (str(row["place"]), str(row["code"])))
    read = json.loads(json.dumps(rows))
    lines = "\n".join(f"{row['code']}: {row['place']:>5}" for row in read if not row["late"])
    return hashlib.sha256(lines.encode("ascii")).hexdigest()


def _row(number: int) -> dict[str, object]:
    return {"code": f"H{number:05d}", "place": number * 7919 % 631, "late": number % 5 == 0}


def _timed() -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1_000
