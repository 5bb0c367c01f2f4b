# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Slips, notices and registers that apps draw from files of their own are worded anew like all."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from lienthong.core.documents.actions.prints import NewBody, withdraw_print, write_print
from lienthong.core.documents.adapters.prints import packaged_source
from lienthong.core.documents.models import PrintTemplate
from lienthong.core.documents.queries.authority import matter_titles
from lienthong.core.documents.queries.packaged import paper_html, slips, words_in_force
from lienthong.core.documents.queries.prints import checked_body, print_row, sample_html
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
KEEPER = Actor.platform("kiểm thử")
CODE = "acceptance_slip"


def body_of(code: str) -> str:
    return packaged_source(slips()[code].template_name)


def said(body: str, since: date | None = None) -> NewBody:
    return NewBody(body, since or timezone.localdate(), "12/QĐ-UBND")


def test_every_paper_that_an_app_draws_can_be_worded_anew() -> None:
    assert sorted(slips()) == [
        "acceptance_slip", "certification_book", "control_slip", "copy_sheet", "day_list",
        "dossier_register", "extension_notice", "fee_receipt", "forwarding", "hand_over_sheet",
        "non_acceptance_notice", "obligation_notice", "originals_register", "outgoing_book",
        "post_register", "result_receipt", "shipment", "stop_notice", "supplement_notice",
        "visit_record",
    ]  # fmt: skip
    for code in slips():
        row = print_row(code, timezone.localdate())
        assert row is not None
        new = re.sub(r"(<p\b[^>]*>)", r"\1Lời mới ", body_of(code), count=1)
        assert "Lời mới" in sample_html(row, checked_body(row, new)), code


FAULTS = [
    ("{{ paper.due|", "{{ paper.until|", "Mẫu này không có trường {{ paper.until|"),
    ("{{ paper.lookup_text }}", "1022", "Mẫu thiếu trường {{ paper.lookup_text }}."),
    ("Hẹn trả:", "{% include 'x.html' %}", "Mẫu này không có lệnh {% include 'x.html' %}."),
    ('{% extends "onestop/print/base.html" %}', "", "Mẫu thiếu lệnh {% extends "),
    ("Hẹn trả:", "<script>x</script>", "Không được dùng thẻ <script> trong mẫu."),
    ("Hẹn trả:", '<b onclick="x">a</b>', "Không được dùng thuộc tính onclick trong mẫu."),
    ("Hẹn trả:", '<img src="//a.vn/x.png">', "Mẫu không được gọi địa chỉ //a.vn/x.png."),
    ("Hẹn trả:", "<b>Hẹn trả:", "Thẻ </p> đóng sai chỗ."),
    ("Hẹn trả:", "a" * 30_000, "Mẫu dài quá 30,000 ký tự."),
    ('data-signature="agency"', "", "Mẫu mất chỗ cho dấu số của cơ quan."),
]


@pytest.mark.parametrize(("old", "new", "told"), FAULTS)
def test_slip_with_a_fault_is_refused_by_its_name_and_nothing_is_kept(
    old: str, new: str, told: str
) -> None:
    whole = body_of(CODE)
    assert old in whole

    with pytest.raises(InvalidInput) as refused:
        write_print(CODE, said(whole.replace(old, new)), actor=KEEPER)

    assert refused.value.fields["body"].startswith(told)
    assert words_in_force(CODE) is None


def test_new_words_hold_from_their_day_and_are_corrected_until_something_is_printed() -> None:
    today, whole = timezone.localdate(), body_of("control_slip")
    first, second = (whole.replace("PHIẾU KIỂM SOÁT", word) for word in ("PHIẾU A", "PHIẾU B"))

    write_print("control_slip", said(first), actor=KEEPER)
    kept = write_print("control_slip", said(second), actor=KEEPER)

    words = words_in_force("control_slip")
    assert words == kept
    assert words_in_force("control_slip", on=today - timedelta(days=1)) is None
    sample = slips()["control_slip"].sample()
    assert "PHIẾU B" in paper_html("control_slip", sample, words=words)
    assert "PHIẾU KIỂM SOÁT" in paper_html("control_slip", sample, words=None)
    withdraw_print(kept, actor=KEEPER)
    assert words_in_force("control_slip") is None


def test_slips_are_nothing_that_signing_can_be_given_for() -> None:
    write_print(CODE, said(body_of(CODE).replace("Hẹn trả:", "Hẹn:")), actor=KEEPER)

    assert PrintTemplate.objects.filter(code=CODE).exists()
    assert CODE not in matter_titles()
