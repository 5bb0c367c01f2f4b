# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An administrator changes a process as table and as diagram; who follows is seen before."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.journeys.screens import look, send
from tests.journeys.stack import Stack

pytestmark = pytest.mark.journey
CODE = "birth_registration"
PROCESS = f"/quan-tri/quy-trinh/{CODE}/"
FOREIGN = Path("src/lienthong/core/process/tests/files/camunda_modeler.bpmn")
STEP, NODE = "Gọi điện hỏi lại người nộp", "buoc_nguoi_lam"
LATER = timezone.localdate() + timedelta(days=30)


@pytest.mark.covers("4.3")
def test_process_changed_in_table_and_diagram_is_published_for_a_later_day(
    visit: Any, stack: Stack
) -> None:
    page = visit("quantri")
    add_a_step(page)
    branch_before_it(page)
    move_it_in_the_diagram(page, stack)
    try_a_path(page)
    refuse_a_foreign_element(page)
    publish(page)
    see_who_would_move_on_its_day(page, stack)


def add_a_step(page: Page) -> None:
    """A step of people behind the first one, by keyboard."""
    page.goto(f"{PROCESS}?chon=intake")
    press(page, page.get_by_role("button", name="Bước người làm"))
    expect(page.get_by_label("Tên bước")).to_have_value("Bước người làm")
    page.get_by_label("Tên bước").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(STEP)
    role = page.get_by_label("Vai trò")
    role.focus()
    page.keyboard.press("ArrowDown")
    expect(role).not_to_have_value("")
    send(page)
    expect(page.locator(f"#buoc-{NODE}")).to_contain_text(STEP)


def branch_before_it(page: Page) -> None:
    """Who came to the desk is not called: an exclusive branch, by keyboard."""
    page.goto(f"{PROCESS}?chon=intake")
    press(page, page.get_by_role("button", name="Rẽ nhánh"))
    page.locator("summary", has_text="Tự viết biểu thức").first.focus()
    page.keyboard.press("Enter")
    when = page.get_by_label("Điều kiện 1", exact=True)
    expect(when).to_be_visible()
    page.get_by_label("Tên bước").fill("Nộp qua đâu")
    when.focus()
    page.keyboard.type("channel == 'desk'")
    page.get_by_label("Đi tiếp tới 1", exact=True).select_option("examine")
    look(page, "process-branch")
    send(page)
    ways = page.locator("tr[data-current] .steps__ways")
    expect(ways).to_contain_text("Cách nộp là “trực tiếp”")
    expect(ways).to_contain_text(STEP)


def move_it_in_the_diagram(page: Page, stack: Stack) -> None:
    """The step is drawn somewhere else; the table says the same as before."""
    before = table_of(stack)
    page.goto(f"{PROCESS}so-do/")
    shape = page.locator(f'.djs-shape[data-element-id="{NODE}"]')
    expect(shape).to_be_visible()
    said = page.locator(".djs-overlay")
    expect(said.filter(has_text="Cách nộp là “trực tiếp”")).to_have_count(1)
    expect(said.filter(has_text="còn lại")).to_have_count(1)
    look(page, "process-diagram")
    told = page.locator("[data-diagram-told]")
    drag(page, shape)
    expect(told).to_have_text("Sơ đồ có thay đổi chưa lưu.")
    page.keyboard.press("Control+s")
    expect(told).to_have_text("Đã lưu.")

    after = table_of(stack)
    assert NODE in after.pop("layout")
    before.pop("layout", None)
    assert after == before
    page.goto(PROCESS)
    expect(page.locator("tr", has=page.locator(f"#buoc-{NODE}"))).to_contain_text(
        "Thẩm tra, soạn giấy khai sinh"
    )


def try_a_path(page: Page) -> None:
    """Filed online, the new step is on the way, with its times; at the desk it is not."""
    page.goto(f"{PROCESS}chay-thu/")
    trial = page.locator("table.trial")
    expect(trial).to_contain_text("Thẩm tra, soạn giấy khai sinh")
    expect(trial).not_to_contain_text(STEP)
    page.get_by_label("Cách nộp").select_option("online")
    press(page, page.get_by_role("button", name="Chạy thử"))
    row = page.locator("table.trial tr", has_text=STEP)
    expect(row).to_contain_text(re.compile(r"\d\d:\d\d \d\d/\d\d/\d{4}"))
    expect(page.get_by_text("Đi tới kết thúc")).to_be_visible()
    look(page, "process-trial")


def refuse_a_foreign_element(page: Page) -> None:
    """A file of another tool: one element is refused by its name, without it all is read."""
    good = FOREIGN.read_text()
    end = good.rindex("</bpmn:process>")
    script = '<bpmn:scriptTask id="Task_ghi" name="Ghi nhật ký" />'
    page.goto("/quan-tri/quy-trinh/nhap-tep/")
    offer(page, good[:end] + script + good[end:])
    fault = page.get_by_role("alert").filter(has_text="Chưa nhập gì")
    expect(fault).to_contain_text("“Ghi nhật ký” thuộc loại scriptTask")
    expect(fault.locator("code").first).to_have_text("Task_ghi")
    page.goto("/quan-tri/quy-trinh/nhap-tep/")
    offer(page, good)
    expect(page.get_by_text("Đây là xem trước, chưa nhập gì.")).to_be_visible()


def offer(page: Page, text: str) -> None:
    """Send a file through the edge."""
    given = {"name": "quy-trinh.bpmn", "mimeType": "application/xml", "buffer": text.encode()}
    page.locator("#tep").set_input_files(given)  # type: ignore[arg-type]  # a file by its content
    press(page, page.get_by_role("button", name="Gửi và xem trước"))


def publish(page: Page) -> None:
    """From a later day on, so that nothing that others file today is touched."""
    page.goto(f"{PROCESS}ban-hanh/")
    page.get_by_label("Dùng từ ngày").fill(f"{LATER:%d/%m/%Y}")
    press(page, page.get_by_role("main").get_by_role("button", name="Ban hành"))
    expect(page.get_by_text(re.compile("Đã ban hành bản 2"))).to_be_visible()


def see_who_would_move_on_its_day(page: Page, stack: Stack) -> None:
    """Who would move, wait or conflict is shown; before its day nobody moves to the version."""
    page.goto(f"{PROCESS}chuyen-viec/?ban=2")
    counts = page.get_by_role("status").filter(has_text="chuyển được")
    expect(counts).to_contain_text("phải chờ")
    expect(counts).to_contain_text("vướng")
    told = f"Bản 2 có hiệu lực từ ngày {LATER:%d/%m/%Y}."
    expect(page.get_by_role("main")).to_contain_text(told)
    case = int(str(page.locator('input[name="case"]').first.get_attribute("value")))
    expect(page.locator('input[name="case"]:not([disabled])')).to_have_count(0)
    expect(page.get_by_role("button", name="Chuyển những việc đã đánh dấu")).to_have_count(0)
    assert version_of(stack, case) == 1
    look(page, "process-moves")


def press(page: Page, button: Locator) -> None:
    """Press a button by keyboard and wait for the page that it leads to."""
    button.focus()
    send(page, "Enter")


def drag(page: Page, shape: Locator) -> None:
    """Draw a shape a little lower."""
    box = shape.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in (10, 40, 80):
        page.mouse.move(x, y + step)
    page.mouse.up()


def table_of(stack: Stack) -> dict[str, Any]:
    """The table that is being made."""
    found = stack.rows(
        "SELECT p.content FROM process_processdesign p"
        " JOIN process_processdefinition d ON d.id = p.definition_id WHERE d.code = %s",
        CODE,
    )
    return dict(found[0][0])


def version_of(stack: Stack, case: int) -> int:
    """The number of the version that a case runs on."""
    found = stack.rows(
        "SELECT v.number FROM cases_case c JOIN process_processinstance i ON i.id = c.instance_id"
        " JOIN process_processversion v ON v.id = i.version_id WHERE c.id = %s",
        case,
    )
    return int(found[0][0])
