# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Results that go by post."""

from __future__ import annotations

import random

from lienthong.demo.lives.performance import Performance
from lienthong.modules.onestop.actions.post import Posting, hand_to_post, record_delivery
from lienthong.modules.onestop.domain.codes import new_submission_code

PEN = "M4 20L12 8L20 22L28 10L40 18"
"""A signature, as the pen of the counter writes it."""
CARRIER, POSTAGE = "Bưu điện tỉnh", 26_000
"""Whom the desk gives results to, and the postage in đồng; no partner of that name is told."""


def hand_over_to_carrier(on: Performance) -> None:
    """The carrier takes the result."""
    filer = on.life.filer
    posting = Posting(
        recipient=filer.name,
        phone=filer.phone,
        address=filer.residence,
        carrier=CARRIER,
        code=new_submission_code(random.choice),
        fee=POSTAGE,
        person=on.life.words["courier"],
        signature=PEN,
    )
    hand_to_post(on.step("return_result"), posting=posting, actor=on.officer("desk"))


def deliver(on: Performance) -> None:
    """The carrier brings the proof that it arrived."""
    proof = on.life.words["proof"]
    record_delivery(on.step("return_result"), proof=proof, actor=on.officer("desk"))
