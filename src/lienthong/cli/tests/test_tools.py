# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Small commands: sizes, docs, doctor, new-module, ports, needs of the machine."""

import ast
import socket
import subprocess
from datetime import date
from pathlib import Path

import pytest

from lienthong.cli import (
    demo,
    docs,
    doctor,
    new_module,
    reference,
    run_tests,
    shots,
    sizes,
    skeleton,
    stack,
    system,
)
from lienthong.cli.errors import CommandError
from lienthong.cli.paths import ROOT
from lienthong.supervisor.cluster import free_port

TODAY = date(2026, 11, 20)


def test_sizes_when_function_is_long_then_is_named_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "src" / "long.py"
    file.parent.mkdir()
    file.write_text("def short():\n    pass\n\n\ndef long():\n" + "    pass\n" * 61)

    found = list(sizes.offenders(tmp_path))

    assert found == [sizes.Offender("function", "src/long.py:5 long", 62, too_long=True)]


def test_docs_when_a_link_leads_nowhere_then_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("[một](docs/a.md) [hai](docs/b.md#x) [ba](https://x.vn)")
    (tmp_path / "docs" / "a.md").write_text("[về](../README.md)")

    assert list(docs.broken_links(tmp_path)) == ["README.md: liên kết hỏng docs/b.md"]


def test_documentation_when_checked_then_links_hold_and_the_generated_pages_are_current() -> None:
    assert list(docs.broken_links(ROOT)) == []
    assert list(docs.stale_pages(reference.pages(), reference.FOLDER)) == []


def test_changed_files_are_those_at_hand_else_those_of_the_last_commit(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=Lan", "-c", "user.email=lan@example.vn"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    for name in ("một.html", "hai.html"):
        (tmp_path / name).write_text("cũ")
        git("add", ".")
        git("commit", "-m", name)
    assert shots.changed_files(tmp_path) == ["hai.html"]

    (tmp_path / "một.html").write_text("mới")
    (tmp_path / "ba.html").write_text("mới")
    assert shots.changed_files(tmp_path) == ["một.html", "ba.html"]


def test_page_when_edited_by_hand_or_missing_then_is_named(tmp_path: Path) -> None:
    (tmp_path / "menu.md").write_text("viết tay", "utf-8")

    found = list(docs.stale_pages({"menu.md": "sinh ra", "roles.md": "sinh ra"}, tmp_path))

    assert [line.split(":")[0] for line in found] == [
        "docs/reference/menu.md",
        "docs/reference/roles.md",
    ]


def test_reference_when_written_then_names_what_the_code_declares() -> None:
    pages = reference.pages()

    assert "`onestop.result.revoke` | Thu hồi kết quả | cán bộ được giao" in pages["permissions.md"]
    assert "| Bàn giao | cán bộ | `onestop:officer-hand-overs`" in pages["menu.md"]
    assert "## Mẫu 04: Văn bản xin lỗi" in pages["papers.md"]
    assert "`onestop.extended` | Xin lỗi và hẹn lại ngày trả" in pages["messages.md"]
    assert "`StepReassigned`" in pages["events.md"]
    assert set(reference.variables()) == set(reference.VARIABLES)


@pytest.mark.parametrize(
    ("bound", "status"),
    [(None, "warn"), ("2026-12-01", "warn"), ("2026-12-20", "ok"), ("2027-01-01", "ok")],
)
def test_partitions_when_soon_used_up_then_are_warned_of(bound: str | None, status: str) -> None:
    assert doctor.partition_check("case_event", bound, TODAY).status == status


def test_ports_when_web_is_busy_then_it_is_said_and_when_edge_is_busy_then_another_is_taken() -> (
    None
):
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        port = first.getsockname()[1]
        with pytest.raises(CommandError) as caught:
            stack.choose_ports(port)
        web = free_port()
        second.bind(("127.0.0.1", web + 1))

        ports = stack.choose_ports(web)

    assert caught.value.code == "port_busy"
    assert ports.web == web
    assert ports.edge != web + 1


def test_ports_when_one_is_taken_while_the_province_loads_then_it_is_said() -> None:
    ports = stack.choose_ports(free_port())
    stack.require_free(ports)
    with socket.socket() as other:
        other.bind(("127.0.0.1", ports.edge))

        with pytest.raises(CommandError) as caught:
            stack.require_free(ports)

    assert caught.value.code == "port_busy"
    assert str(ports.edge) in str(caught.value)


def test_port_when_reserved_then_an_ordinary_user_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(stack, "is_free", lambda port: False)

    with pytest.raises(CommandError) as caught:
        stack.choose_ports(80)

    assert caught.value.code == "port_refused"


def test_whole_run_leaves_no_test_out_by_its_mark() -> None:
    runs = [run_tests.main_run(fast=fast) for fast in (False, True)]
    whole, fast = (words[words.index("pytest") + 1 :] for words in runs)

    assert "-m" not in whole, "what is measured beside its code runs there or nowhere"
    assert fast[fast.index("-m") + 1] == "not journey and not bench"


def test_needs_when_missing_and_not_root_then_each_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    need = system.Need("Máy in", "cups", lambda: False, "không in được")
    said: list[str] = []

    lacking = system.ensure((need,), said.append)

    assert lacking == [need]
    assert said == ["Thiếu Máy in: không in được. Cài bằng: apt-get install cups"]


def test_new_module_when_written_then_is_valid_python_with_failing_tests(tmp_path: Path) -> None:
    new_module.write(tmp_path / "petitions", "petitions", "Đơn thư")

    files = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert files == {f"petitions/{path}" for path in skeleton.files("petitions", "Đơn thư")}
    for file in tmp_path.rglob("*.py"):
        ast.parse(file.read_text("utf-8"))
    assert '"petitions.record.view"' in (tmp_path / "petitions/permissions.py").read_text("utf-8")


def test_settings_when_a_module_is_added_then_it_stands_after_the_last() -> None:
    settings = '    "lienthong.modules.onestop",\n    "lienthong.portals.citizen",\n'

    assert new_module.with_line(settings, "petitions") == (
        '    "lienthong.modules.onestop",\n    "lienthong.modules.petitions",\n'
        '    "lienthong.portals.citizen",\n'
    )


@pytest.mark.parametrize("label", ["Don", "đơn", "a", "x-y", "onestop", "cases"])
def test_label_when_unfit_or_taken_then_is_refused(label: str) -> None:
    with pytest.raises(CommandError):
        new_module.check(label)


def test_accounts_when_listed_then_stand_in_columns() -> None:
    account = {
        "role": "Văn thư",
        "name": "Trần Công Tuấn",
        "unit": "Văn phòng",
        "username": "vanthu",
        "password": "mat-khau",
        "page": "/can-bo/",
    }

    lines = demo.account_lines([account], "http://127.0.0.1:8000")

    assert lines == [
        "Vai trò  Người, đơn vị              Tài khoản  Mật khẩu  Trang",
        "Văn thư  Trần Công Tuấn, Văn phòng  vanthu     mat-khau  http://127.0.0.1:8000/can-bo/",
    ]
