# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``journeys``: browser journeys against the whole installation, in a throw-away folder."""

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from lienthong.cli import copies, data, demo, stack, steps, system
from lienthong.cli.errors import CommandError
from lienthong.cli.paths import ROOT
from lienthong.cli.say import say
from lienthong.supervisor import processes
from lienthong.supervisor.cluster import THROWAWAY_SETTINGS, free_port
from lienthong.supervisor.services import Runner
from lienthong.supervisor.state import DataFolder

HELP = "chạy các hành trình trên trình duyệt với toàn bộ hệ thống"
READY_SECONDS = 90.0
FAILED = ROOT / "var" / "failed-journeys"
KEPT = 4
COUNTING = "LIENTHONG_COUNT_STATEMENTS"
"""Makes the web process tell how many statements an answer took."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Words for pytest."""
    parser.add_argument("-k", metavar="BIỂU_THỨC", help="chỉ các hành trình khớp biểu thức")
    parser.add_argument("paths", nargs="*", metavar="TỆP", help="mặc định: tests/journeys")
    parser.add_argument(
        "--part", type=part, metavar="K/N", help="chỉ phần thứ K khi chia các tệp làm N phần"
    )
    parser.add_argument(
        "--make", type=Path, metavar="THƯ_MỤC", help="chỉ dựng bản cài đặt ở đó, cho --copy-of"
    )
    parser.add_argument(
        "--copy-of", type=Path, metavar="THƯ_MỤC", help="đi trên bản chép của bản cài đặt ở đó"
    )


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every journey arrives."""
    if options.make:
        copies.make(DataFolder(options.make), demo.listen_for_stop())
        return 0
    chosen = ["-k", options.k] if options.k else []
    paths = options.part(journey_files()) if options.part else options.paths
    return steps.conclude([result([*chosen, *paths], made=options.copy_of)])


def part(text: str) -> Callable[[Sequence[str]], Sequence[str]]:
    """Read “K/N”: what picks every Nth of a list, from the Kth. Raises ValueError otherwise."""
    which, of = (int(word) for word in text.split("/"))
    if not 1 <= which <= of:
        raise ValueError(text)
    return lambda files: files[which - 1 :: of]


def journey_files() -> list[str]:
    """Every file of journeys, relative to the checkout, in the order of their names."""
    found = sorted((ROOT / "tests" / "journeys").glob("test_*.py"))
    return [str(file.relative_to(ROOT)) for file in found]


def result(
    words: Sequence[str],
    extra: dict[str, str] | None = None,
    dossiers: int = 0,
    made: Path | None = None,
) -> steps.Result:
    """Start everything, run the journeys one after another, stop everything.

    ``dossiers`` are generated before, for what is better looked at among many; ``made`` is an
    installation (``copies.make``) of which a copy is served.
    """
    lacking = system.ensure(system.TESTING + system.RUNTIME, say)
    if any(need in system.BROWSER for need in lacking):
        raise CommandError("no_browser", "Thiếu Chromium nên không chạy được các hành trình.")
    return steps.timed("tests/journeys", lambda: _run(words, extra or {}, dossiers, made))


def _run(words: Sequence[str], extra: dict[str, str], dossiers: int, made: Path | None) -> int:
    os.environ[COUNTING] = "1"
    paths = [word for word in words if word.startswith("tests/")]
    chosen = [*words, *([] if paths else ["tests/journeys"])]
    with whole_stack(dossiers=dossiers, made=made) as (env, runner):
        status = _watch(steps.pytest("-m", "journey", *chosen), {**env, **extra}, runner)
        if status != 0:
            say(f"Nhật ký của hệ thống: {keep_logs(runner.logs, FAILED)}")
        return status


def keep_logs(logs: Path, where: Path) -> Path:
    """Copy what the processes wrote to a place that outlasts them; of earlier ones a few stay."""
    place = where / f"{time.time_ns()}"
    shutil.copytree(logs, place)
    for old in sorted(where.iterdir(), key=lambda one: int(one.name))[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)  # a run beside this one may clear up too
    return place


@contextmanager
def whole_stack(
    settings: Mapping[str, str] = THROWAWAY_SETTINGS,
    disk: Callable[[Path], AbstractContextManager[None]] | None = None,
    dossiers: int = 0,
    made: Path | None = None,
) -> Iterator[tuple[dict[str, str], Runner]]:
    """A complete demo installation in a temporary folder: its environment and its runner.

    ``disk`` may put a file system of its own under the file store while the installation lasts;
    ``dossiers`` are generated before anything is served; ``made`` is copied where it is given.
    """
    with tempfile.TemporaryDirectory(prefix="lienthong-stack-") as name:
        folder = DataFolder(Path(name))
        if made:
            copies.put(made, folder)
        Path(name).chmod(0o755)
        with (
            disk(folder.files) if disk else nullcontext(),
            served(folder, settings, dossiers) as it,
        ):
            yield it
        demo.forget(folder)


@contextmanager
def served(
    folder: DataFolder, settings: Mapping[str, str], dossiers: int = 0
) -> Iterator[tuple[dict[str, str], Runner]]:
    """The whole installation of a data folder while the block lasts, made first where nothing is.

    A copy of the demo that is there already is served as it is.
    """
    stopping = demo.listen_for_stop()
    runner = Runner(data.new_cluster(folder, dict(settings)), folder.logs, folder.temporary, say)
    try:
        ports = stack.choose_ports(free_port())
        env = demo.start_everything(runner, folder, ports, stopping, dossiers=dossiers)
        runner.wait_ready({"web", "edge", "simulators", "worker"}, READY_SECONDS, stopping)
        yield env, runner
    finally:
        runner.stop()


def _watch(words: Sequence[str], env: dict[str, str], runner: Runner) -> int:
    with subprocess.Popen(list(words), env=env, cwd=ROOT) as child:
        try:
            while child.poll() is None:
                runner.watch()
                time.sleep(0.1)
        finally:
            if child.poll() is None:
                processes.stop(child)
    return child.returncode
