# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Processes of production start from the environment, or say in one line what is wrong with it."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from lienthong.cli import __main__, serve
from lienthong.cli.paths import SOURCE
from lienthong.conf.tests.test_production import GOOD
from lienthong.supervisor.cluster import free_port
from lienthong.testing.simulators import first_answer


def words_of(*asked: str) -> list[str]:
    parser = argparse.ArgumentParser()
    serve.configure(parser)
    return serve.words_of(parser.parse_args(asked))


def environment(**changes: str) -> dict[str, str]:
    return {"PYTHONPATH": str(SOURCE), "PATH": os.environ["PATH"], **GOOD, **changes}


def test_words_when_nothing_is_said_then_ports_and_numbers_are_the_usual_ones() -> None:
    assert words_of("web")[-5:] == ["--port", "8000", "--workers", "1", serve.APPLICATIONS["web"]]
    assert words_of("edge", "--host", "::1", "--port", "9001")[6:10] == [
        "--host",
        "::1",
        "--port",
        "9001",
    ]
    assert words_of("worker", "--count", "9")[-3:] == ["work", "--concurrency", "9"]
    assert words_of("worker", "--alone")[-3:] == ["--concurrency", "4", "--alone"]


@pytest.mark.parametrize(
    "words",
    [["web", "--count", "0"], ["web", "--count", "65"], ["web", "--port", "x"], ["mail"], []],
)
def test_usage_when_wrong_then_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert __main__.main(["serve", *words, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"] == "usage"


def test_settings_when_something_is_missing_then_it_is_named_in_one_line(tmp_path: Path) -> None:
    done = run_serve(environment(SECRET_KEY="short"), "edge", "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["error"]) == (1, "settings")
    assert "SECRET_KEY must be set" in said["message"]
    assert done.stderr == ""


def run_serve(env: Mapping[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "lienthong.cli", "serve", *words]
    return subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)


def test_edge_when_served_with_production_settings_then_answers(tmp_path: Path) -> None:
    port = free_port()
    env = environment(LIENTHONG_DATA_DIR=str(tmp_path), FILE_STORE=str(tmp_path / "files"))
    words = [sys.executable, "-m", "lienthong.cli", "serve", "edge", "--port", str(port)]
    with subprocess.Popen(words, env=env, stderr=subprocess.PIPE) as process:
        try:
            answer = first_answer(f"http://127.0.0.1:{port}/khong-co/")
            temporary = [each.name for each in (tmp_path / "tmp").glob("edge-*")]
        finally:
            process.terminate()
    assert (answer.status_code, len(temporary)) == (404, 1)
