# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files of processes through the edge: seen first, taken in whole, refused by name above 2 MB."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lienthong.core.process.api import (
    LARGEST_FILE,
    ProcessDesign,
    TableError,
    read_table,
    write_bpmn,
)
from lienthong.portals.administration.processes.receiving import unpacked
from lienthong.portals.administration.processes.tests.conftest import packed
from lienthong.testing.jobs import store_in
from lienthong.testing.tables import everything, linear
from lienthong.testing.uploads import permit_on, send_file

pytestmark = pytest.mark.covers("3")
ADDRESS = "/quan-tri/quy-trinh/nhap-tep/"
Send = Callable[..., str]


@pytest.fixture
def send(administrator: Client, tmp_path: Path, settings: Any) -> Send:
    """Plays the edge: keeps the bytes under the permit of the page, answers the receipt."""
    store_in(tmp_path / "files", settings)

    def put(data: bytes, **other: Any) -> str:
        assert permit_on(administrator, ADDRESS).largest == LARGEST_FILE == 2_000_000
        known = {"media_type": "application/octet-stream"} | other
        return send_file(administrator, ADDRESS, data, "quy-trinh.bpmn", **known)

    return put


def test_large_file_is_shown_then_taken_in_once(administrator: Client, send: Send) -> None:
    data = write_bpmn(read_table(everything())).replace(
        b"<bpmn:process", b"<!--" + b"x" * 1_500_000 + b"--><bpmn:process", 1
    )
    receipt = send(data)

    shown = administrator.get(ADDRESS, {"receipt": receipt})

    assert (shown.context["found"]["table"].code, shown.context["found"]["is_known"]) == (
        "example",
        False,
    )
    assert not ProcessDesign.objects.exists()
    taken = administrator.post(ADDRESS, {"receipt": receipt, "code": "example"})
    assert (taken.status_code, ProcessDesign.objects.get().definition.code) == (302, "example")
    again = administrator.post(ADDRESS, {"receipt": receipt})
    assert again.status_code == 422
    assert again.context["faults"] == [("", "Tệp đã gửi không còn. Hãy chọn tệp lại.")]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("too_large", "Tệp lớn hơn 2 MB."),
        ("wrong_type", "Tệp không phải là BPMN, JSON hay YAML đọc được."),
        ("empty", "Bạn chưa chọn tệp, hoặc tệp không có nội dung. Hãy chọn lại."),
        ("other", "Chưa nhận được tệp. Hãy chọn tệp lại."),
    ],
)
def test_what_the_edge_refuses_is_told_in_words(
    administrator: Client, fault: str, told: str
) -> None:
    page = administrator.get(ADDRESS, {"upload_error": fault})

    assert (page.status_code, page.context["faults"]) == (422, [("", told)])


def test_receipt_of_somebody_else_or_of_other_bytes_is_none(
    administrator: Client, send: Send
) -> None:
    data = write_bpmn(read_table(linear("a")))
    for other in ({"account": "0"}, {"draft": "else"}, {"sha256": "0" * 64}):
        refused = administrator.get(ADDRESS, {"receipt": send(data, **other)})
        assert refused.status_code == 422, other
    assert administrator.get(ADDRESS, {"receipt": "x"}).status_code == 422
    broken = administrator.get(ADDRESS, {"receipt": send(b"<a")})
    assert broken.context["faults"] == [("", "Tệp không phải là XML đọc được.")]


def test_packed_diagram_that_swells_or_is_none_is_refused_by_name() -> None:
    assert unpacked(packed("<a/>")) == b"<a/>"
    bomb = packed("x" * (LARGEST_FILE + 5_000_000))
    assert len(bomb) < 20_000
    for text, code in ((bomb, "too_large"), ("%%%", "not_xml"), ("AAAA", "not_xml")):
        with pytest.raises(TableError) as refused:
            unpacked(text)
        assert refused.value.problems[0].code == code
