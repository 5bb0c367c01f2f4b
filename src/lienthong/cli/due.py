# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``./lienthong due``: the legal clock on the command line, without database and without Django.

Exit codes: 0 answered, 1 refused (in a batch: at least one line), 2 wrong usage. Never a traceback.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import time
from typing import Any

from lienthong.cli import due_lines
from lienthong.cli.errors import WRONG_USAGE, CommandError
from lienthong.kernel.clock import ClockError, explain, sentence
from lienthong.kernel.clock.explanation import Explanation
from lienthong.kernel.clock.folding import Due
from lienthong.kernel.clock.words import full_date

HELP = "tính ngày hẹn trả và giải thích vì sao"
_UNITS = "hour, same_day, working_day, day, month"


def main(argv: list[str]) -> int:
    """Run ``./lienthong due`` with these words; returns the exit code."""
    from lienthong.cli.__main__ import main as front  # the frame that turns refusals into lines

    return front(["due", *argv])


def configure(parser: argparse.ArgumentParser) -> None:
    """START AMOUNT UNIT, or a batch file. Answers and refusals are UTF-8 whatever the locale."""
    _speak_utf8()
    parser.add_argument("start", nargs="?", help="giờ địa phương, ví dụ 2026-11-20T10:14")
    parser.add_argument("amount", nargs="?", help="số nguyên; same_day thì ghi 1")
    parser.add_argument("unit", nargs="?", help=_UNITS)
    parser.add_argument("--batch", metavar="FILE.jsonl", help="tệp, mỗi dòng một đối tượng JSON")
    parser.add_argument("--calendar", default="default", metavar="CODE", help="mã lịch làm việc")
    parser.add_argument("--cutoff", metavar="HH:MM", help="giờ chốt nhận trong ngày")
    parser.add_argument("--explain", action="store_true", help="kèm dải ngày và cách tính")
    parser.add_argument("--json", action="store_true", help="trả lời bằng một đối tượng JSON")


def run(options: argparse.Namespace) -> int:
    """Answer one question or a batch. Raises ``CommandError``."""
    try:
        return _answer_all(options)
    except ClockError as error:
        raise CommandError(error.code, error.message) from error


def _answer_all(asked: argparse.Namespace) -> int:
    cutoff = _cutoff(asked.cutoff)
    if asked.batch is not None:
        if asked.start is not None:
            raise _misused("Chỉ dùng --batch hoặc START AMOUNT UNIT, không dùng cả hai.")
        return _batch(asked.batch, asked.calendar, cutoff, explained=asked.explain)
    if asked.unit is None:
        raise _misused("Cần đủ START AMOUNT UNIT. Xem: ./lienthong due --help.")
    due = due_lines.reckon(_line(asked), asked.calendar, cutoff)
    if asked.json:
        _say(dumps(answer(due, explained=asked.explain)))
    else:
        _say(human(due, explained=asked.explain))
    return 0


def _misused(message: str) -> CommandError:
    return CommandError("usage", message, status=WRONG_USAGE)


def _line(asked: argparse.Namespace) -> dict[str, Any]:
    try:
        return {
            "start": due_lines.parse_start(asked.start),
            "amount": due_lines.parse_whole(asked.amount),
            "unit": due_lines.parse_unit(asked.unit),
        }
    except ClockError as error:
        raise _misused(error.message) from error


def _cutoff(text: str | None) -> time | None:
    try:
        return due_lines.parse_cutoff(text)
    except ClockError as error:
        raise _misused(error.message) from error


def _batch(path: str, calendar: str, cutoff: time | None, *, explained: bool) -> int:
    refused = False
    try:
        with open(0 if path == "-" else path, "rb", closefd=path != "-") as lines:
            for number, raw in enumerate(lines, start=1):
                try:
                    due = due_lines.reckon(due_lines.read_line(raw, number), calendar, cutoff)
                    _say(dumps(answer(due, explained=explained)))
                except ClockError as error:
                    refused = True
                    _say(dumps(error.as_dict() | {"line": number}))
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise ClockError("file_unreadable", "Không đọc được tệp đã nêu.") from error
    sys.stdout.flush()
    return int(refused)


def answer(due: Due, *, explained: bool) -> dict[str, Any]:
    """The JSON object of one answer; with ``explained`` the strip and the calculation list too."""
    found: dict[str, Any] = {
        "due_date": due.due_at.date().isoformat(),
        "due_at": due.due_at.isoformat(timespec="minutes"),
        "explanation": sentence(due),
    }
    if due.applied:
        found["original_due_date"] = due.original_due_at.date().isoformat()
    if due.is_provisional:
        found["provisional"] = True
    if explained:
        details = explain(due).as_dict()
        found |= {key: details[key] for key in ("cells", "facts", "legal_bases")}
    return found


def human(due: Due, *, explained: bool) -> str:
    """The answer as lines to read."""
    at = due.due_at
    lines = [f"Hạn: {full_date(at.date())}, {at:%H:%M} ({at.isoformat(timespec='minutes')})"]
    if explained:
        lines += _explained(explain(due))
    elif due.is_provisional:
        lines.append("Lịch nghỉ của năm này còn tạm thời.")
    return "\n".join(lines)


def _explained(explanation: Explanation) -> list[str]:
    lines = [explanation.sentence, ""]
    for cell in (cell.as_dict() for cell in explanation.strip):
        why = ", ".join(part for part in (cell["reason"], cell["legal_basis"]) if part)
        tail = f"  ({why})" if why else ""
        lines.append(f"  {cell['weekday']:<6} {cell['day']:<12} {cell['label']}{tail}")
    return [*lines, "", *(f"Căn cứ: {basis}" for basis in explanation.legal_bases)]


def dumps(value: dict[str, Any]) -> str:
    """One line of JSON with Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
