# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Children of a command: their answers, their failures, Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lienthong.cli import children
from lienthong.cli.errors import CommandError
from lienthong.cli.paths import SOURCE

ASKING = """
import signal, sys
signal.signal(signal.SIGINT, lambda number, frame: None)  # as the demo does: Ctrl-C only asks
from lienthong.cli import children
child = "print('bắt đầu', file=sys.stderr); import time; time.sleep(2); print('xong')"
print("sẵn sàng", flush=True)
print(children.answer(children.python("-c", "import sys;" + child), children.base_environment()))
"""


@pytest.mark.covers("1")
def test_answer_when_ctrl_c_is_pressed_meanwhile_then_is_whole() -> None:
    asking = subprocess.Popen(
        [sys.executable, "-c", ASKING],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # the group that a terminal would signal
    )
    with asking:
        assert asking.stdout is not None
        assert asking.stdout.readline() == "sẵn sàng\n"
        time.sleep(1)
        os.killpg(asking.pid, signal.SIGINT)
        rest = asking.stdout.read()

    assert (asking.returncode, rest.strip()) == (0, "xong")


def test_answer_when_the_command_fails_then_names_it_and_its_last_words() -> None:
    words = children.python("-c", "raise SystemExit('đĩa đầy')")

    with pytest.raises(CommandError) as caught:
        children.answer(words, children.base_environment())

    assert caught.value.message == (
        "Lệnh “-c raise SystemExit('đĩa đầy')” không thành công: đĩa đầy"
    )


def test_run_logged_tells_the_newest_line_and_nothing_of_an_earlier_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "TOLD_EVERY", 0.0)
    log, told = tmp_path / "long.log", list[str]()
    log.write_text("đã xong từ hôm qua\n", encoding="utf-8")
    wait = "import sys, pathlib, time\nprint('nửa đường', flush=True)\n"
    wait += "while not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.01)"

    def tell(line: str) -> None:
        told.append(line)
        (tmp_path / "heard").touch()

    words = children.python("-c", wait, str(tmp_path / "heard"))
    code = children.run_logged(words, children.base_environment(), log, lambda: False, tell)

    assert (code, told) == (0, ["nửa đường"])
    assert log.read_text(encoding="utf-8") == "đã xong từ hôm qua\nnửa đường\n"


def test_children_side_by_side_write_apart_and_each_end_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = [
        children.python("-c", f"print('{word}'); raise SystemExit({code})")
        for word, code in (("một", 0), ("hai", 3))
    ]
    killed = children.python("-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    logs = [tmp_path / "hai.log", tmp_path / "ba.log"]

    ended = children.run_abreast([*said, killed], logs, cwd=tmp_path)

    assert [status for status, _moment in ended] == [0, 3, 128 + signal.SIGKILL]
    assert capfd.readouterr().out == "một\n"
    assert [log.read_text() for log in logs] == ["hai\n", ""]


def test_what_python_compiled_is_kept_where_the_machine_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asking = children.python("-c", "import sys; print(sys.dont_write_bytecode)")

    assert children.answer(asking, children.base_environment()).strip() == "False"
