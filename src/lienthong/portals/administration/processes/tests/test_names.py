# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrators choose messages, lists, units and endings by name, never by code."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lienthong.core.process.api import ProcessDesign, ProcessVersion, process_problems
from lienthong.portals.administration.processes.data import read_datum, told_datum
from lienthong.portals.administration.processes.tests.test_editor import (
    EDITOR,
    content,
    sent_as_shown,
)
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("4.3")


def row(node: str) -> dict[str, Any]:
    return next(step for step in content()["steps"] if step["node"] == node)


def names(client: Client, node: str, field: str) -> dict[str, str]:
    form = client.get(EDITOR, {"chon": node}).context["settings"]
    return {code: str(words) for code, words in form.fields[field].choices}


def test_a_wait_is_for_what_we_send_or_for_word_that_somebody_notes(
    administrator: Client, version: ProcessVersion
) -> None:
    offered = names(administrator, "pay", "message")
    assert offered == {
        "": "Không, chỉ chờ hết thời hạn",
        "supplement_received": "Người nộp bổ sung xong giấy tờ",
        "paid": "Tin khác (paid), người theo dõi bước ghi nhận",
        "*": "Tin khác, người theo dõi bước ghi nhận",
    }
    sent = sent_as_shown(administrator, EDITOR, "posted") | {"message": "*", "role": "clerk"}
    administrator.post(EDITOR, sent | {"of": "support", "late": "assess"})

    posted = row("posted")
    assert (posted["message"], posted["role"], posted["of"]) == ("posted", "clerk", "support")
    who = {one.node: one.who for one in administrator.get(EDITOR).context["rows"]}
    assert who["posted"] == "Chờ tin, có người ghi nhận; Văn thư, đơn vị phối hợp"

    sent = sent_as_shown(administrator, EDITOR, "approve")
    sent |= {"boundary-1-title": "Có đơn", "boundary-1-aim": "refused", "boundary-1-message": "*"}
    administrator.post(EDITOR, sent)
    assert row("approve")["boundaries"][1] == {
        "code": "co_don",
        "title": "Có đơn",
        "to": "refused",
        "message": "co_don",
    }


def test_lists_and_endings_are_chosen_by_name(
    administrator: Client, version: ProcessVersion
) -> None:
    assert names(administrator, "ask", "each") == {"": "Không, làm một lần", "units": "units"}
    assert names(administrator, "granted", "result")["granted"] == "được giải quyết"
    sent = sent_as_shown(administrator, EDITOR, "check")

    administrator.post(EDITOR, sent | {"each": "units", "of": "competent"})

    assert (row("check")["each"], row("check")["of"]) == ("units", "each")


def test_units_of_a_list_are_written_by_name_and_checked(
    administrator: Client, world: World, version: ProcessVersion
) -> None:
    land, fire = (unit.versions.get().name for unit in (world.land, world.fire))
    codes = [world.land.code, world.fire.code]
    assert read_datum("list", f"{land}, {fire}") == codes
    assert read_datum("list", f"{land}; a,b; 12") == [world.land.code, "a,b", 12]
    assert told_datum(codes) == f"{land}, {fire}"
    assert told_datum([world.land.pk, "xa-la"]) == f"{land}, xa-la"
    head = sent_as_shown(administrator, EDITOR, "header")
    typed = head["names"].replace("units: danh sách", f"units: danh sách = {land}, Sở Lạ")

    administrator.post(EDITOR, head | {"names": typed})

    design = ProcessDesign.objects.get(definition__code="example")
    assert design.content["data"]["units"]["default"] == [world.land.code, "Sở Lạ"]
    found = [problem for problem in process_problems(design) if problem.code == "unknown_unit"]
    assert [(item.where, dict(item.values)["value"]) for item in found] == [("data.units", "Sở Lạ")]
    shown = administrator.get(EDITOR).context["settings"]["names"].value()
    assert f"units: danh sách = {land}, Sở Lạ" in shown
