# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.cli import due

Capsys = pytest.CaptureFixture[str]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["kind", "from", "to", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
_STARTS = st.sampled_from(
    ["2026-11-20T10:00", "9999-12-31T23:59", "2026-11-20T10:00+07:00", "2026-11-20", "2026-13-40"]
)
_ADJUSTMENT = st.fixed_dictionaries(
    {"kind": st.sampled_from(["restart", "exclude", "extend", "calendar"])},
    optional={"from": _STARTS | _JSON, "to": _STARTS | _JSON},
)
_LINE = st.fixed_dictionaries(
    {},
    optional={
        "start": _STARTS | _JSON,
        "amount": st.sampled_from([1, 3, 10**40, 3.0, True, -1]) | _JSON,
        "unit": st.sampled_from(["hour", "same_day", "working_day", "day", "month"]) | _JSON,
        "calendar": st.sampled_from(["default", "../default", "none"]) | _JSON,
        "adjustments": st.lists(_ADJUSTMENT, max_size=3) | _JSON,
        "cutoff": st.sampled_from(["15:00", "25:00"]) | _JSON,
    },
)


def _asked(capsys: Capsys, *argv: str) -> tuple[int, str, str]:
    code = due.main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def _batch(capsys: Capsys, tmp_path: Path, raw: bytes) -> tuple[int, list[Any]]:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(raw)
    code, out, _ = _asked(capsys, "--batch", str(file))
    return code, [json.loads(line) for line in out.splitlines()]


def test_due_when_json_then_date_moment_and_sentence(capsys: Capsys) -> None:
    code, out, err = _asked(capsys, "2026-11-20T10:14:59", "3", "working_day", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "due_date": "2026-11-26",
        "due_at": "2026-11-26T17:00",
        "explanation": "Thời hạn 3 ngày làm việc tính từ ngày sau ngày nhận 20/11/2026, "
        "không tính Thứ Bảy, Chủ Nhật và 24/11 (nghỉ Ngày Văn hóa Việt Nam), "
        "nên hạn là 17:00 Thứ Năm 26/11/2026.",
    }


def test_due_when_explained_then_strip_and_law_are_printed(capsys: Capsys) -> None:
    code, out, _ = _asked(capsys, "2026-11-20T10:14", "3", "working_day", "--explain")
    assert code == 0
    assert out.splitlines()[0] == "Hạn: Thứ Năm 26/11/2026, 17:00 (2026-11-26T17:00)"
    assert "Nghỉ lễ  (Ngày Văn hóa Việt Nam, Nghị quyết 28/2026/QH16)" in out
    assert "Căn cứ: Bộ luật Dân sự 91/2015/QH13, Điều 147 và 148" in out


def test_due_when_explained_json_then_strip_is_data(capsys: Capsys) -> None:
    _, out, _ = _asked(capsys, "2026-11-20T10:14", "3", "working_day", "--explain", "--json")
    kinds = [cell["kind"] for cell in json.loads(out)["cells"]]
    assert kinds == [
        "received", "weekend", "weekend", "counted", "holiday", "counted", "promised",
    ]  # fmt: skip


def test_due_when_cutoff_is_given_then_it_decides(capsys: Capsys) -> None:
    _, early, _ = _asked(capsys, "2026-11-20T15:30", "1", "same_day", "--cutoff", "16:00", "--json")
    _, late, _ = _asked(capsys, "2026-11-20T15:30", "1", "same_day", "--json")
    assert json.loads(early)["due_date"] == "2026-11-20"
    assert json.loads(late)["due_date"] == "2026-11-23"


def test_due_when_year_is_provisional_then_said(capsys: Capsys) -> None:
    _, out, _ = _asked(capsys, "2027-02-04T10:00", "1", "working_day", "--json")
    found = json.loads(out)
    assert found["due_date"] == "2027-02-12"
    assert found["provisional"] is True
    assert "lịch nghỉ năm 2027 còn tạm thời" in found["explanation"]


@pytest.mark.parametrize(
    ("argv", "exit_code", "error"),
    [
        ([], 2, "usage"),
        (["2026-11-20T10:00", "3"], 2, "usage"),
        (["2026-11-20T10:00", "3", "week"], 2, "usage"),
        (["2026-11-20T10:00", "3.0", "day"], 2, "usage"),
        (["2026-11-20T10:00", "-3", "day"], 2, "usage"),
        (["2026-11-20T10:00", "٣", "day"], 2, "usage"),
        (["2026-11-20T10:00", "9" * 5000, "day"], 2, "usage"),
        (["2026-02-30T10:00", "3", "day"], 2, "usage"),
        (["2026-11-20T10:00+07:00", "3", "day"], 2, "usage"),
        (["2026-11-20T10:00Z", "3", "day"], 2, "usage"),
        (["2026-11-20T10:00", "3", "day", "--cutoff", "25:00"], 2, "usage"),
        (["2026-11-20T10:00", "3", "day", "--what"], 2, "usage"),
        (["2026-11-20T10:00", "3", "day", "--batch", "x"], 2, "usage"),
        (["2026-11-20T10:00", "3", "day", "more"], 2, "usage"),
        (["--batch"], 2, "usage"),
        (["2026-11-20T10:00", "0", "day"], 1, "bad_amount"),
        (["2026-11-20T10:00", "2", "same_day"], 1, "bad_amount"),
        (["2024-11-20T10:00", "3", "day"], 1, "year_without_calendar"),
        (["9999-12-31T10:00", "3", "month"], 1, "year_without_calendar"),
        (["2026-11-20T10:00", "9" * 18, "hour"], 1, "year_without_calendar"),
        (["2026-11-20T10:00", "3", "day", "--calendar", "../x"], 1, "unknown_calendar"),
        (["2026-11-20T10:00", "3", "day", "--calendar", "khac"], 1, "unknown_calendar"),
        (["--batch", "/nonexistent/file"], 1, "file_unreadable"),
        (["--batch", "/"], 1, "file_unreadable"),
        (["--batch", "a\0b"], 1, "file_unreadable"),
    ],
)
def test_due_when_it_cannot_answer_then_coded_error(
    capsys: Capsys, argv: list[str], exit_code: int, error: str
) -> None:
    code, out, _ = _asked(capsys, *argv, "--json")
    found = json.loads(out)
    assert (code, found["error"]) == (exit_code, error)
    assert found["message"]
    assert _asked(capsys, *argv)[:2] == (exit_code, "")


def test_batch_when_lines_are_bad_then_each_is_answered_and_the_rest_goes_on(
    capsys: Capsys, tmp_path: Path
) -> None:
    good = b'{"start":"2026-11-16T10:00","amount":5,"unit":"working_day","calendar":"default"'
    code, found = _batch(
        capsys,
        tmp_path,
        b"\xef\xbb\xbf" + good + b"}\r\n"
        + good + b',"adjustments":[{"kind":"restart","from":"2026-11-18T09:00",'
        b'"to":"2026-11-27T09:00"}]}\n'
        + good + b',"adjustments":[{"kind":"exclude","from":"2026-11-18T09:00",'
        b'"to":"2026-11-27T09:00"},{"kind":"extend","to":"2026-12-08"}]}\n'
        + b"\xff\n[1]\n\nnull\n" + b"[" * 200_000 + b"\n{}\n"
        + good.replace(b"5", b"true") + b"}\n" + good.replace(b"5", b"NaN") + b"}\n"
        + good + b',"adjustments":[{"kind":"calendar","from":"2026-11-19","to":"2026-11-20"}]}',
    )  # fmt: skip
    assert code == 1
    assert [line.get("due_date") or line["error"] for line in found] == [
        "2026-11-23",
        "2026-12-04",
        "2026-12-08",
        "bad_encoding",
        "not_an_object",
        "bad_json",
        "not_an_object",
        "bad_json",
        "missing_key",
        "bad_amount",
        "bad_amount",
        "2026-11-26",
    ]
    assert found[2]["original_due_date"] == "2026-11-23"
    assert found[3]["line"] == 4


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_LINE | _JSON, min_size=1, max_size=8))
def test_batch_when_anything_is_written_then_one_answer_a_line(
    capsys: Capsys, tmp_path: Path, lines: list[object]
) -> None:
    raw = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    code, found = _batch(capsys, tmp_path, raw)
    assert len(found) == len(lines)
    assert code == int(any("error" in line for line in found))
    for line in found:
        assert set(line) >= {"due_date", "due_at", "explanation"} or set(line) == {
            "error",
            "message",
            "line",
        }


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=200))
def test_batch_when_bytes_are_rubbish_then_no_traceback(
    capsys: Capsys, tmp_path: Path, raw: bytes
) -> None:
    assert _batch(capsys, tmp_path, raw)[0] in (0, 1)


def test_batch_when_large_then_quick(capsys: Capsys, tmp_path: Path) -> None:
    line = b'{"start":"2026-03-%02dT10:00","amount":%d,"unit":"working_day","calendar":"default"}\n'
    raw = b"".join(line % (n % 28 + 1, n % 40 + 1) for n in range(10_000))
    begun = time.process_time()
    code, found = _batch(capsys, tmp_path, raw)
    assert (code, len(found)) == (0, 10_000)
    assert time.process_time() - begun < 2


def test_due_when_run_alone_then_django_is_not_imported() -> None:
    script = (
        "import sys; from lienthong.cli import due;"
        "code = due.main(['2026-11-20T10:00', '3', 'day']);"
        "sys.exit(code or int('django' in sys.modules))"
    )
    source = Path(due.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, cwd=source
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Thứ Hai 23/11/2026" in done.stdout.decode()
