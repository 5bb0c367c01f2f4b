# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finds the command, runs it, and turns every failure into one clear line."""

import json
import sys
import traceback

from lienthong.cli import table
from lienthong.cli.errors import FAILED, WRONG_USAGE, CommandError
from lienthong.cli.parser import Parser
from lienthong.cli.paths import ROOT
from lienthong.supervisor.errors import SupervisorError

INTERRUPTED = 130


def main(words: list[str]) -> int:
    """Run one command; the answer is the exit status."""
    try:
        return _dispatch(words)
    except CommandError as problem:
        return _fail(words, problem.code, problem.message, problem.status)
    except SupervisorError as problem:
        return _fail(words, problem.code, problem.message, FAILED)
    except KeyboardInterrupt:
        return _fail(words, "interrupted", "Đã dừng theo yêu cầu.", INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except Exception:
        return _fail(words, "unexpected", _record_unexpected(), FAILED)


def _dispatch(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(table.overview())
        return 0 if words else WRONG_USAGE
    name, rest = words[0], words[1:]
    if name not in table.COMMANDS:
        raise CommandError(
            "usage", f"Không có lệnh “{name}”. Xem: ./lienthong --help", status=WRONG_USAGE
        )
    module = table.load(name)
    parser = Parser(prog=f"./lienthong {name}", description=module.HELP, allow_abbrev=False)
    module.configure(parser)
    status: int = module.run(parser.parse_args(rest))
    return status


def _fail(words: list[str], code: str, message: str, status: int) -> int:
    if "--json" in words:
        print(json.dumps({"error": code, "message": message}, ensure_ascii=False))
    else:
        print(message, file=sys.stderr)
    return status


def _record_unexpected() -> str:
    log = ROOT / "var" / "cli.log"
    details = traceback.format_exc()
    try:
        log.parent.mkdir(exist_ok=True)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(details)
    except OSError:
        return f"Lỗi không lường trước: {details.strip().splitlines()[-1]}"
    return f"Lỗi không lường trước: {details.strip().splitlines()[-1]} (chi tiết: {log})"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
