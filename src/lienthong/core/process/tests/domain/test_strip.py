# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The process strip: done, current, usual way to the end."""

from __future__ import annotations

from lienthong.core.process.domain.compiling import compile_table
from lienthong.core.process.domain.running import Run
from lienthong.core.process.domain.strip import kept_path, path, trail
from lienthong.core.process.tests.tables import everything, linear, table


def _strip(run: Run) -> str:
    marks = {"done": "+", "current": "*", "future": "-"}
    return " ".join(marks[station.state] + station.node for station in path(run))


def test_strip_of_a_line() -> None:
    run, _ = Run.begin(compile_table(table(linear("a", "b", "c"))), {})
    assert _strip(run) == "*a -b -c -finished"

    run.advance("a", "ok", {})
    assert _strip(run) == "+a *b -c -finished"

    run.advance("b", "back", {})
    assert _strip(run) == "*a -b -c -finished"

    for node in ("a", "b", "c"):
        run.advance(node, "ok", {})
    assert _strip(run) == "+a +b +c +finished"


def test_strip_shows_a_block_as_one_station_with_what_is_open_inside() -> None:
    run, _ = Run.begin(compile_table(table(everything())), {})
    run.advance("check", "ok", {})
    run.advance("assess", "both", {})

    assert _strip(run) == "+check +assess *both -ask -approve -granted"
    block = next(station for station in path(run) if station.node == "both")
    assert block.inside == ("Bước a1", "Bước b1")


def test_strip_shows_a_repeated_step_where_it_is_now() -> None:
    run, _ = Run.begin(compile_table(table(everything())), {})
    run.advance("check", "ok", {})
    run.advance("assess", "post", {})
    run.advance("posted", "elapsed", {})

    assert _strip(run) == "+check *assess -ask -approve -granted"


def test_strip_leaves_out_optional_steps_that_will_be_skipped() -> None:
    run, _ = Run.begin(compile_table(table(everything())), {"fee": -1, "ready": True})

    assert _strip(run) == "*check -assess -ask -granted"


def test_trail_keeps_the_strip_of_a_closed_instance() -> None:
    compiled = compile_table(table(linear("a", "b")))
    run, _ = Run.begin(compiled, {})
    run.advance("a", "ok", {})
    run.advance("b", "ok", {})

    assert trail(run) == ["a", "b", "finished"]
    assert kept_path(compiled.steps, trail(run)) == path(run)
