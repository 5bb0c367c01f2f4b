# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from lxml import etree

from lienthong.core.documents.domain.qr import qr_svg


def test_qr_is_inline_svg_without_style_or_script() -> None:
    root = etree.fromstring(qr_svg("https://example.vn/xac-minh/7K3M", title="Mã kiểm tra"))
    assert root.tag == "svg"
    assert root.get("class") == "qr"
    assert root.get("role") == "img"
    assert root.findtext("title") == "Mã kiểm tra"
    assert not [node for node in root.iter() if node.get("style") or node.tag == "script"]


def test_title_is_escaped() -> None:
    assert "<script" not in qr_svg("x", title="<script>alert(1)</script>")
