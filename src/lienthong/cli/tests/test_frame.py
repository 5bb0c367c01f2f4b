# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The frame of all commands: help, wrong usage, failures."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lienthong.cli import __main__, table
from lienthong.cli.errors import CommandError
from lienthong.cli.paths import ROOT


@pytest.mark.covers("3")
@pytest.mark.parametrize("name", list(table.COMMANDS))
def test_command_when_asked_for_help_then_answers_in_vietnamese(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        __main__.main([name, "--help"])

    shown = capsys.readouterr().out
    assert left.value.code == 0
    assert shown.startswith(f"cách dùng: ./lienthong {name}")
    assert not {"usage", "options:", "show this"} & set(shown.split())


def test_overview_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["--help"]) == 0

    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line[:2] == "  "]
    assert listed == list(table.COMMANDS)


@pytest.mark.covers("3")
@pytest.mark.parametrize(
    ("words", "status", "error"),
    [
        (["sizes", "--json", "--lạ"], 2, "usage"),
        (["không-có", "--json"], 2, "usage"),
        (["demo", "--port", "x", "--json"], 2, "usage"),
        (["demo", "--port", "0", "--json"], 2, "usage"),
        (["doctor", "--port", "65536", "--json"], 2, "usage"),
        (["doctor", "--port", "-1", "--json"], 2, "usage"),
        (["doctor", "--port", "²", "--json"], 2, "usage"),
        (["audit", "verify", "--data-dir", "/dev/null", "--json"], 1, "data_folder"),
        (["audit", "verify", "--data-dir", "/dev/null/x", "--json"], 1, "data_folder"),
        (["new-module", "Sai", "--title", "--json"], 2, "usage"),
    ],
)
def test_failure_when_json_is_asked_then_is_one_object(
    words: list[str], status: int, error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answered = __main__.main(words)

    shown = json.loads(capsys.readouterr().out)
    assert (answered, shown["error"], set(shown)) == (status, error, {"error", "message"})


def test_failure_when_unforeseen_then_is_one_line_and_the_rest_in_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "broken.py").write_text(
        "HELP = ''\ndef configure(parser): ...\ndef run(options): raise OSError('đĩa hỏng')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(table.COMMANDS, "broken", "broken")
    monkeypatch.setattr(__main__, "ROOT", tmp_path)

    status = __main__.main(["broken"])

    shown = capsys.readouterr()
    assert (status, shown.out) == (1, "")
    assert shown.err.splitlines() == [
        f"Lỗi không lường trước: OSError: đĩa hỏng (chi tiết: {tmp_path}/var/cli.log)"
    ]
    assert "Traceback" in (tmp_path / "var" / "cli.log").read_text("utf-8")


def test_error_of_a_command_carries_code_message_and_status() -> None:
    problem = CommandError("port_busy", "Cổng bận.", status=1)

    assert (problem.code, problem.message, problem.status) == ("port_busy", "Cổng bận.", 1)


def test_executable_names_no_registry_and_needs_only_the_standard_library() -> None:
    text = (ROOT / "lienthong").read_text("utf-8")
    imported = {line.split()[1] for line in text.splitlines() if line.startswith("import ")}

    assert "http" not in text
    assert imported <= sys.stdlib_module_names


def test_command_frame_never_imports_django() -> None:
    code = (
        "import sys; from lienthong.cli import table, __main__\n"
        "[table.load(name) for name in table.COMMANDS if name != 'due']\n"
        "print('django' in sys.modules)"
    )
    words = [sys.executable, "-c", code]
    env = {"PYTHONPATH": str(ROOT / "src")}

    done = subprocess.run(words, env=env, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
