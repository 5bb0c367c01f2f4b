# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What planning finds out about an office: who is known, whose row of the index is written last."""

from __future__ import annotations

from collections import Counter
from datetime import time

from lienthong.core.documents.api import Kept
from lienthong.demo.lives.capture import Table
from lienthong.demo.lives.library import Library
from lienthong.demo.lives.mill import Led, Mill, drafted, follow
from lienthong.demo.lives.plan import Plan, shape_of
from lienthong.demo.lives.shape import KNOWN, NEW, SIGNED_IN
from lienthong.demo.lives.template import Template
from lienthong.demo.lives.tests.test_plan import plan
from lienthong.modules.onestop.domain.hand_over import HandOverRule

__all__ = ["plan"]
NOWHERE = Table("", (), ("id",))
BLANK = Template(
    lines={},
    records=(NOWHERE, ()),
    searches=(NOWHERE, ()),
    people=(),
    room={},
    terms=(),
    books=(),
    papers=(),
    hand_over=HandOverRule(time(15), 30),
    codes=(),
    shared=frozenset(),
    rows=0,
)


def test_people_led_by_the_acts_get_their_row_of_the_index_anew_when_they_file_again(
    plan: Plan,
) -> None:
    lives = list(plan.lives_of(0))
    often = Counter(planned.person for planned in lives)
    library = Library(plan.offices[0], Kept("5" * 64, "5" * 64, 1), plan.days)
    library.templates = {
        shape_of(one, how): BLANK for one in lives for how in (NEW, KNOWN, SIGNED_IN)
    }
    skip = next(n for n, one in enumerate(lives, 1) if often[one.person] > 1)
    led = {one.person: Led(1000 + n, 0) for n, one in enumerate(lives[:skip])}

    mill = Mill(plan, library, [skip, 0], led=led)
    mill.followed = {0: follow(mill, 0)}

    draft = drafted(mill, 0)

    assert draft.again == [led[lives[skip - 1].person].person_id]
    assert len(mill.followed[0].people) == len(lives) - skip
    assert sum(draft.made.is_last) == len({one.person for one in lives[skip:]})
