# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fees counted by the pages of papers and the copies of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def fee_by_page(rule: Mapping[str, Any], answers: Mapping[str, Any]) -> int:
    """Đồng for all copies of all papers, each copy by its pages: so much for the first pages, so
    much for each further one, never more than the cap.

    Legal basis: 226/2016/TT-BTC.
    """
    by, total = rule["pages"], 0
    for paper in answers.get(by["group"]) or ():
        pages, copies = int(paper.get(by["pages"]) or 0), int(paper.get(by["copies"]) or 0)
        further = max(pages - by["first"], 0)
        one = min(pages, by["first"]) * rule["amount"] + further * by["then"]
        total += copies * min(one, by["cap"])
    return total
