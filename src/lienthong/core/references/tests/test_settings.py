# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures that administrators set: only those that something reads, made as the packaged ones."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

import lienthong
from lienthong.core.references.actions.settings import (
    NewValue,
    change_setting,
    end_setting,
    make_setting,
    withdraw_setting,
)
from lienthong.core.references.api import Setting
from lienthong.core.references.domain.shapes import misfit
from lienthong.core.references.queries import packaged_settings, setting
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput

pytestmark = pytest.mark.covers("13")
ME = Actor.platform("test")
READ = re.compile(r'\b(?:packaged_|grounded_)?setting\(\s*"([a-z_]+\.[a-z0-9_]+)"')


def test_every_setting_that_is_read_can_be_set() -> None:
    sources = Path(lienthong.__file__).parent.rglob("*.py")
    texts = (file.read_text("utf-8") for file in sources if "tests" not in file.parts)

    assert {key for text in texts for key in READ.findall(text)} == set(packaged_settings())


def test_every_packaged_value_is_made_as_itself() -> None:
    assert {misfit(one.value, one.value) for one in packaged_settings().values()} == {""}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"days": 3, "more": "x", "list": [1]}, ""),
        ({"days": 2.5, "more": "x", "list": [], "new": 1}, ""),
        ({"days": "3", "more": "x", "list": [1]}, "days phải là một số."),
        ({"days": True, "more": "x", "list": [1]}, "days phải là một số."),
        ({"days": 3, "more": 1, "list": [1]}, "more phải là chữ trong ngoặc kép."),
        ({"days": 3, "more": "x", "list": 1}, "list phải là một danh sách [ ]."),
        ({"days": 3, "more": "x", "list": [1, "2"]}, "list[1] phải là một số."),
        ({"days": 0, "more": "x", "list": [1]}, ""),
        ({"days": -1, "more": "x", "list": [1]}, "days phải là một số từ 0 trở lên."),
        ({"days": 3, "more": "x", "list": [1, -0.5]}, "list[1] phải là một số từ 0 trở lên."),
        ({"list": [1]}, "Thiếu: days, more."),
        ([1], "Giá trị phải là một bảng { }."),
        (3, "Giá trị phải là một bảng { }."),
    ],
)
def test_what_does_not_fit_is_named(value: Any, words: str) -> None:
    assert misfit(value, {"days": 1, "more": "y", "list": [5]}) == words


@pytest.mark.parametrize(
    ("value", "like", "words"),
    [
        (1, True, "Giá trị phải là true hoặc false."),
        (False, True, ""),
        ({"a": {"b": "x"}}, {"a": {"b": 1, "c": 2}}, "a.b phải là một số."),
        ([{"free": 1}, 2], [{"name": "x"}], ""),
        ("anything", None, ""),
        (-7, -3, ""),
        ([1], [], ""),
    ],
)
def test_models_of_other_kinds(value: Any, like: Any, words: str) -> None:
    assert misfit(value, like) == words


@pytest.mark.django_db
def test_setting_that_nothing_reads_or_that_would_break_its_reader_is_refused() -> None:
    today = timezone.localdate()

    def say(key: str, value: Any) -> dict[str, str]:
        with pytest.raises(InvalidInput) as refused:
            make_setting(key, title="x", new=NewValue(value, today), actor=ME)
        return dict(refused.value.fields)

    assert "integration.jobs" in say("khong.co", 15)["key"]
    assert say("integration.jobs", {"kept_days": "nhiều"})["value"].startswith(
        'kept_days phải là một số. Giá trị kèm theo phần mềm: {"kept_days":'
    )
    assert not Setting.objects.exists()

    made = make_setting(
        "integration.jobs", title="x", new=NewValue({"kept_days": 20}, today), actor=ME
    )
    with pytest.raises(InvalidInput):
        change_setting(made, new=NewValue({}, today), actor=ME)
    assert made.versions.get().value == {"kept_days": 20}


@pytest.mark.django_db
def test_value_of_today_or_later_is_taken_back_and_the_one_before_goes_on() -> None:
    today, key = timezone.localdate(), "integration.jobs"
    long_ago, tomorrow = today - timedelta(days=9), today + timedelta(days=1)

    def new(days: int, since: Any) -> NewValue:
        return NewValue({"kept_days": days}, since)

    made = make_setting(key, title="x", new=new(20, long_ago), actor=ME)
    with pytest.raises(IllegalState):
        withdraw_setting(made, actor=ME)
    change_setting(made, new=new(30, today), actor=ME)
    change_setting(made, new=new(40, tomorrow), actor=ME)
    for _ in range(2):
        assert withdraw_setting(made, actor=ME) == made
    assert list(made.versions.values_list("valid_from", "valid_to", "value__kept_days")) == [
        (long_ago, None, 20)
    ]
    end_setting(made, on=tomorrow, actor=ME)

    key, packaged = next(iter(packaged_settings().items()))
    assert key != made.key
    other = make_setting(key, title="x", new=NewValue(packaged.value, today), actor=ME)
    assert withdraw_setting(other, actor=ME) is None
    assert Setting.objects.get() == made


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, 5])
def test_value_before_when_it_had_an_end_of_its_own_then_keeps_it(days: int) -> None:
    """Ended for the very day of the next value, or for a later one: withdrawn, it ends then."""
    today, key = timezone.localdate(), "integration.jobs"
    ends = today + timedelta(days=2 + days)
    old = NewValue({"kept_days": 20}, today - timedelta(days=9))
    made = make_setting(key, title="x", new=old, actor=ME)
    end_setting(made, on=ends, actor=ME)
    soon = today + timedelta(days=2)
    change_setting(made, new=NewValue({"kept_days": 30}, soon), actor=ME)
    change_setting(made, new=NewValue({"kept_days": 31}, soon), actor=ME)

    withdraw_setting(made, actor=ME)

    assert list(made.versions.values_list("valid_to", "value__kept_days")) == [(ends, 20)]


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_short"), [(364, True), (1, True), (-1, False), ("x", False)])
def test_figure_below_its_least_is_refused_by_its_name(days: object, *, is_short: bool) -> None:
    new = NewValue({"kept_days": days}, timezone.localdate())
    with pytest.raises(InvalidInput) as refused:
        make_setting("access.openings", title="x", new=new, actor=ME)
    told = refused.value.fields["value"]
    assert "kept_days phải là" in told
    assert ("kept_days phải là 0 (không giới hạn) hoặc từ 365 trở lên." in told) is is_short
    assert not Setting.objects.exists()


@pytest.mark.django_db
def test_figure_of_its_least_or_without_limit_is_taken() -> None:
    today, key = timezone.localdate(), "access.openings"
    made = make_setting(key, title="x", new=NewValue({"kept_days": 365}, today), actor=ME)
    assert setting(key) == {"kept_days": 365}
    change_setting(made, new=NewValue({"kept_days": 0}, today), actor=ME)
    assert setting(key) == {"kept_days": 0}
