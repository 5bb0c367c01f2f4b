# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``./lienthong due``: the legal clock on the command line, without database and without Django.

Exit codes: 0 answered, 1 refused (in a batch: at least one line), 2 wrong usage. Never a traceback.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import time
from typing import Any, NoReturn, TextIO

from lienthong.cli import due_lines
from lienthong.kernel.clock import ClockError, explain, sentence
from lienthong.kernel.clock.explanation import Explanation
from lienthong.kernel.clock.folding import Due
from lienthong.kernel.clock.words import full_date

_USAGE = (
    "./lienthong due START AMOUNT UNIT [--calendar CODE] [--cutoff HH:MM] [--explain] [--json]\n"
    "       ./lienthong due --batch FILE.jsonl [--calendar CODE] [--cutoff HH:MM] [--explain]"
)
_UNITS = "hour, same_day, working_day, day, month"


class WrongUsage(Exception):
    """The command was not called as its usage says."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUsage("Lệnh chưa đúng cách dùng.")


def main(argv: list[str]) -> int:
    """Run the command; returns the exit code."""
    _speak_utf8()
    as_json = "--json" in argv
    try:
        return _run(_parse(argv))
    except WrongUsage as error:
        _refuse("wrong_usage", error.message, as_json)
        return 2
    except ClockError as error:
        _refuse(error.code, error.message, as_json)
        return 1
    except BrokenPipeError:
        # The reader went away; the rest of the answers has no addressee.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog="./lienthong due", usage=_USAGE, allow_abbrev=False)
    parser.add_argument("start", nargs="?", help="giờ địa phương, ví dụ 2026-11-20T10:14")
    parser.add_argument("amount", nargs="?", help="số nguyên; same_day thì ghi 1")
    parser.add_argument("unit", nargs="?", help=_UNITS)
    parser.add_argument("--batch", metavar="FILE.jsonl", help="tệp, mỗi dòng một đối tượng JSON")
    parser.add_argument("--calendar", default="default", metavar="CODE", help="mã lịch làm việc")
    parser.add_argument("--cutoff", metavar="HH:MM", help="giờ chốt nhận trong ngày")
    parser.add_argument("--explain", action="store_true", help="kèm dải ngày và cách tính")
    parser.add_argument("--json", action="store_true", help="trả lời bằng một đối tượng JSON")
    return parser.parse_args(list(argv))


def _run(asked: argparse.Namespace) -> int:
    cutoff = _cutoff(asked.cutoff)
    if asked.batch is not None:
        if asked.start is not None:
            raise WrongUsage("Chỉ dùng --batch hoặc START AMOUNT UNIT, không dùng cả hai.")
        return _batch(asked.batch, asked.calendar, cutoff, explained=asked.explain)
    if asked.unit is None:
        raise WrongUsage("Cần đủ START AMOUNT UNIT.")
    due = due_lines.reckon(_line(asked), asked.calendar, cutoff)
    if asked.json:
        _say(sys.stdout, dumps(answer(due, explained=asked.explain)))
    else:
        _say(sys.stdout, human(due, explained=asked.explain))
    return 0


def _line(asked: argparse.Namespace) -> dict[str, Any]:
    try:
        return {
            "start": due_lines.parse_start(asked.start),
            "amount": due_lines.parse_whole(asked.amount),
            "unit": due_lines.parse_unit(asked.unit),
        }
    except ClockError as error:
        raise WrongUsage(error.message) from error


def _cutoff(text: str | None) -> time | None:
    try:
        return due_lines.parse_cutoff(text)
    except ClockError as error:
        raise WrongUsage(error.message) from error


def _batch(path: str, calendar: str, cutoff: time | None, *, explained: bool) -> int:
    refused = False
    try:
        with open(0 if path == "-" else path, "rb", closefd=path != "-") as lines:
            for number, raw in enumerate(lines, start=1):
                try:
                    due = due_lines.reckon(due_lines.read_line(raw, number), calendar, cutoff)
                    _say(sys.stdout, dumps(answer(due, explained=explained)))
                except ClockError as error:
                    refused = True
                    _say(sys.stdout, dumps(error.as_dict() | {"line": number}))
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
        found |= {key: details[key] for key in ("strip", "facts", "legal_bases")}
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


def _refuse(code: str, message: str, as_json: bool) -> None:
    if as_json:
        _say(sys.stdout, dumps({"error": code, "message": message}))
        return
    _say(sys.stderr, f"Lỗi: {message}")
    if code == "wrong_usage":
        _say(sys.stderr, f"Cách dùng: {_USAGE}")


def _say(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
