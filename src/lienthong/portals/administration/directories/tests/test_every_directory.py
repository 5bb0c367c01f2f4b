# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every directory that is declared can be listed, opened, looked back on, changed and carried."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import translation

from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Asked, directories, listed
from lienthong.kernel.registry import permissions
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("13")


def test_declarations_agree_with_themselves() -> None:
    found = directories()
    assert len(found) >= 5

    for each in found:
        assert permissions()[each.permission.code] is each.permission
        assert {act.permission.code for act in each.acts} <= set(permissions())
        swap = each.exchange
        assert swap is None or each.act(swap.creates or swap.changes)
        assert len({act.code for act in each.acts}) == len(each.acts)
        picks = {f.of for act in each.acts for f in act.fields if f.of}
        assert picks <= {other.code for other in found}, each.code
    assert len({each.slug for each in found}) == len(found)


def test_every_screen_of_every_directory_answers(administrator: Client) -> None:
    seen = []
    for each in directories():
        base = f"/quan-tri/danh-muc/{each.slug}/"
        page = administrator.get(base)
        assert page.status_code == 200, each.slug
        text = page.content.decode()
        assert str(each.title) in text
        for act in each.acts:
            if act.makes:
                asked = administrator.get(f"{base}them/{act.code}/")
                assert asked.status_code == 200, act.code
                assert 'name="seen"' in asked.content.decode()
        body = b"".join(administrator.get(f"{base}excel/"))
        assert body[:2] == b"PK"
        row = re.search(rf'href="({base}[^"/]+/)"', text.partition("<tbody>")[2])
        if row:
            seen.append(each.slug)
            assert administrator.get(row[1]).status_code == 200, row[1]
            assert administrator.get(f"{row[1]}lich-su/").status_code == 200
            for act in each.acts:
                if not act.makes:
                    assert administrator.get(f"{row[1]}{act.code}/").status_code in {200, 404}

    assert {"don-vi", "can-cu"} <= set(seen)


def test_pages_by_key_make_the_whole_list_and_words_narrow_it(world: World) -> None:
    actor = Actor.platform("kiểm thử")
    for each in directories():
        whole = [row.pk for row in listed(each, Asked(), actor, limit=0).rows]
        found: list[object] = []
        page = listed(each, Asked(), actor, limit=7)
        while True:
            found += [row.pk for row in page.rows]
            if not page.after:
                break
            page = listed(each, Asked(after=page.after), actor, limit=7)
        assert found == whole, each.code
        assert page.total == len(whole)
        none = listed(each, Asked(words="khong-co-chu-nay"), actor)
        assert (none.total, none.after) == (0, "")


def test_titles_of_lists_are_plural_in_english() -> None:
    with translation.override("en"):
        told = {each.code: str(each.title) for each in directories()}

    singular = {"Parameter", "Legal basis", "Unit", "Position", "Role", "Initial"}
    assert (told["units"], told["settings"], told["initial_rules"]) == (
        "Units", "Parameters", "Initials",
    )  # fmt: skip
    assert singular.isdisjoint(told.values())
