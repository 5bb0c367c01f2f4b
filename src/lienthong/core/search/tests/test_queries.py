# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding: folded, exact, by ending and by beginning; never beyond the scope."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.search import queries
from lienthong.core.search.actions import count
from lienthong.core.search.api import (
    EVERYWHERE_TOKEN,
    PUBLIC_TOKEN,
    Family,
    Findable,
    Narrowing,
    above_token,
    change_state,
    change_tags,
    count_words,
    find,
    kind_token,
    person_token,
    push,
    remove,
    state_token,
    tag_token,
    unit_token,
)
from lienthong.core.search.domain.words import asked_for
from lienthong.core.search.models import SearchRow, SearchShape, SearchWord
from lienthong.core.search.queries import SHAPE, Bounds
from lienthong.core.search.tasks import count_all_words, rebuild_outdated
from lienthong.kernel.actions import OutsideAct
from lienthong.kernel.db import EARLY, FAR

pytestmark = pytest.mark.django_db
KIND, OTHER_KIND = 1, 2
NAMES = ["Trần Thị Hà", "Tran Thi Ha", "Nguyễn Văn Hà", "Nguyễn Thị Vân", "Nguyễn Văn An"]
START = datetime(2026, 11, 20, tzinfo=UTC)
WARD, NEIGHBOUR = unit_token(7), unit_token(8)
CODE = "H50.12-261120-0001"


def put(number: int, title: str, *, scope: tuple[str, ...] = (WARD,), **changes: object) -> None:
    row = {
        "kind_id": KIND,
        "subject_id": number,
        "sort_at": START + timedelta(minutes=number),
        "title": title,
        "scope": scope,
    }
    push(Findable(**(row | changes)))  # type: ignore[arg-type]


def ids(text: str, *scope: str, **asked: object) -> list[int]:
    hits = find(text, scope=scope or (WARD,), **asked)  # type: ignore[arg-type]
    return [hit.subject_id for hit in hits]


@pytest.mark.parametrize(
    "typed", ["khai sinh", "KHAI SINH", "đăng ký khai", "dang ky", "sinh Đăng", "khai si"]
)
def test_words_are_found_folded_in_any_order_the_last_as_a_beginning(typed: str) -> None:
    put(1, "Đăng ký khai sinh")
    put(2, "Đăng ký kết hôn")

    assert 1 in ids(typed)
    assert ids("khai sinh") == [1]


def test_words_typed_with_marks_find_those_with_the_same_marks_first() -> None:
    put(1, "Trần Thị Hà")
    put(2, "Trần Thị Hạ")
    put(3, "Trần Thị Ha")

    assert ids("hà") == [1, 3, 2]
    assert ids("ha") == [3, 2, 1]
    assert ids("trần thị hạ")[0] == 2


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "H50122611200001",
        "0001",
        "1120-0001",
        "261120",
        "2611200001",
        "H50.12",
        "1120",
        "12000",
        "khai sinh 0001",
        "0001 khai",
    ],
)
def test_any_part_of_a_code_finds_it(typed: str) -> None:
    put(1, "Đăng ký khai sinh", codes=(CODE,))
    put(2, "Đăng ký kết hôn", codes=("H50.13-251231-0777",))

    assert ids(typed) == [1]


def test_newest_are_first_and_no_more_than_asked() -> None:
    for number in range(5):
        put(number, "Đăng ký khai sinh")

    assert ids("khai", limit=3) == [4, 3, 2]


def test_kinds_narrow_what_is_found() -> None:
    put(1, "Đăng ký khai sinh")
    put(2, "Đăng ký khai tử", kind_id=OTHER_KIND)
    of_other = Narrowing(tokens=(kind_token(OTHER_KIND),))

    assert ids("dang") == [2, 1]
    assert ids("dang", narrowing=of_other) == [2]


def test_families_are_searched_apart_and_may_share_numbers() -> None:
    put(1, "Trần Thị Hà")
    put(1, "Trần Thị Hà", family=Family.PERSON)
    put(2, "Trần Thị Hạ", family=Family.PERSON)

    assert ids("tran ha") == [1]
    assert ids("tran ha", family=Family.PERSON) == [2, 1]
    remove(1, family=Family.PERSON)
    assert ids("tran ha") == [1]
    assert ids("tran ha", family=Family.PERSON) == [2]


def test_state_narrows_and_follows_the_subject() -> None:
    put(1, "Đăng ký khai sinh", state="in_process")
    put(2, "Đăng ký khai sinh", state="returned")
    running = Narrowing(tokens=(state_token("in_process"),))

    assert ids("khai", narrowing=running) == [1]
    change_state(1, before="in_process", after="returned")
    assert ids("khai", narrowing=running) == []
    assert ids("khai", narrowing=Narrowing(tokens=(state_token("returned"),))) == [2, 1]
    assert ids("khai") == [2, 1], "its words stay"


def test_days_narrow_and_the_last_one_is_exclusive() -> None:
    for number in range(5):
        put(number, "Đăng ký khai sinh")
    days = Narrowing(since=START + timedelta(minutes=1), until=START + timedelta(minutes=3))

    assert ids("khai", narrowing=days) == [2, 1]


def test_nothing_typed_finds_only_by_what_narrows() -> None:
    put(1, "Đăng ký khai sinh", scope=(WARD, person_token(5)))
    put(2, "Đăng ký kết hôn")

    assert ids("") == []
    assert ids("", narrowing=Narrowing(tokens=(person_token(5),))) == [1]
    assert ids("!", narrowing=Narrowing(tokens=(person_token(5),))) == []


def paged(text: str, size: int, scope: str = WARD, **asked: Any) -> list[int]:
    found: list[int] = []
    after = None
    while page := find(text, scope=(scope,), after=after, limit=size, **asked):
        found += [hit.subject_id for hit in page]
        after = page[-1].place
    return found


@pytest.mark.parametrize(
    "bounds",
    [
        Bounds(),
        Bounds(walk=0),
        Bounds(walk=0, few=3),
        Bounds(walk=7, few=0, read=0),
        Bounds(walk=20, read=10**8),
        Bounds(walk=0, levels=0),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_pages_together_are_everything_once_exact_first(
    monkeypatch: pytest.MonkeyPatch, bounds: Bounds, size: int
) -> None:
    monkeypatch.setattr(queries, "BOUNDS", bounds)
    for number in range(1, 10):
        put(number, "Trần Thị Hà" if number % 3 else "Trần Thị Hạ")
    put(10, "Lê Văn Ba")

    assert paged("trần hà", size) == [8, 7, 5, 4, 2, 1, 9, 6, 3]
    assert paged("tran ha", size) == [9, 8, 7, 6, 5, 4, 3, 2, 1]


WAYS = st.builds(
    Bounds,
    walk=st.sampled_from([0, 2, 7, 300]),
    few=st.sampled_from([0, 2, 500]),
    read=st.sampled_from([0, 500, 10**8]),
    levels=st.sampled_from([0, 2, 4]),
)
"""Bounds under which every way of the function is taken, also those that lead nowhere."""


def mistake(counts: list[int], size_told: int) -> None:
    """Let the vocabulary count as it may, and the table be told as large as it may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_searchword SET rows = (%s::integer[])[1 + id %% %s]",
            [counts, len(counts)],
        )
        cursor.execute(
            "UPDATE pg_class SET reltuples = %s WHERE oid = 'search_searchrow'::regclass",
            [size_told],
        )


def plainly(asked: str, scope: str, narrowing: Narrowing) -> list[int]:
    """What is found by asking every row, exact ones first, newest first."""
    tokens = ("zzf1", *narrowing.tokens)
    found: list[int] = []
    for query in asked_for(asked, (scope,), tokens):
        rows = SearchRow.objects.extra(where=["ts_match_vq(ts, %s::tsquery)"], params=[query.whole])
        rows = rows.filter(sort_at__gte=narrowing.since or EARLY)
        rows = rows.filter(sort_at__lt=narrowing.until or FAR)
        found += rows.order_by("-sort_at", "-id").values_list("subject_id", flat=True)
    return found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), max_size=14),
    asked=st.sampled_from([*NAMES, "ng", "ha", "hà", "tran", "nguyen va", "0001", "van 11", "v"]),
    size=st.sampled_from([1, 3, 50]),
    scope=st.sampled_from([WARD, EVERYWHERE_TOKEN]),
    days=st.sampled_from([0.01, 1, 9, 300]),
    span=st.sampled_from([(None, None), (4, None), (2, 9), (None, 7)]),
    ways=WAYS,
    counts=st.lists(st.integers(0, 2_000), min_size=1, max_size=5),
    size_told=st.sampled_from([-1, 0, 1, 30, 5_000]),
)
def test_whichever_way_is_taken_the_same_is_found(
    rows: list[tuple[str, bool]],
    asked: str,
    size: int,
    scope: str,
    days: float,
    span: tuple[int | None, int | None],
    ways: Bounds,
    counts: list[int],
    size_told: int,
) -> None:
    SearchRow.objects.all().delete()
    SearchWord.objects.all().delete()
    for number, (name, is_mine) in enumerate(rows):
        code = f"H50.12-2611{number:02}-0001"
        at = START - timedelta(days=days * (len(rows) - number))
        put(number, name, codes=(code,), scope=(WARD if is_mine else NEIGHBOUR,), sort_at=at)
        put(number, name, family=Family.PERSON)
    since, until = (
        None if place is None else START - timedelta(days=days * (len(rows) - place))
        for place in span
    )
    narrowing = Narrowing(since=since, until=until)
    mistake(counts, size_told)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "BOUNDS", ways)
        found = paged(asked, size, scope, narrowing=narrowing)

    assert found == plainly(asked, scope, narrowing)


def test_words_are_known_when_pushed_counted_at_night_and_kept_once() -> None:
    put(1, "Đăng ký khai sinh", codes=(CODE,), body="12 h50")
    put(2, "Khai tử")
    SearchWord.objects.create(word="khai", rows=0)
    before = set(SearchWord.objects.values_list("word", "rows"))

    count_all_words()

    counted = dict(SearchWord.objects.values_list("word", "rows"))
    assert SearchWord.objects.count() == len(counted)
    assert {word for word, _rows in before} == {word for word in counted if word[:2] != "zz"}
    assert {rows for _word, rows in before} == {0}
    assert {word for word in counted if word[0] in "#12"} == set()
    assert (counted["khai"], counted["=khai"], counted["sinh"], counted["h50"]) == (2, 2, 1, 1)
    assert (counted[WARD], counted["zzf1"]) == (2, 2)


def test_large_table_when_counted_in_part_then_told_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(count, "LARGE", 10)
    for number in range(600):
        put(number, "Trần Thị Hà")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_class SET reltuples = 20 WHERE relname = 'search_searchrow'")

    count_all_words()

    told = dict(SearchWord.objects.values_list("word", "rows"))
    assert told["tran"] in {0, *range(100, 1_200)}, "twice what half of the pages have"
    count_words(whole=True)
    assert SearchWord.objects.get(word="tran").rows == 600


def test_everywhere_sees_all_and_a_unit_above_only_what_is_below_it() -> None:
    put(1, "Đăng ký khai sinh", scope=(unit_token(7), above_token(7), above_token(1)))
    put(2, "Đăng ký khai sinh", scope=(unit_token(9), above_token(9)))

    assert ids("khai", EVERYWHERE_TOKEN) == [2, 1]
    assert ids("khai", above_token(1)) == [1]
    assert ids("khai", unit_token(1)) == [], "the unit itself takes no part"


def test_person_known_to_two_offices_is_found_in_both() -> None:
    put(5, "Trần Thị Hà", scope=(WARD,), family=Family.PERSON, grows=True)
    put(5, "Trần Thị Hà", scope=(NEIGHBOUR,), family=Family.PERSON, grows=True)
    put(6, "Trần Thị Hà", scope=(WARD,), family=Family.PERSON)
    put(6, "Trần Thị Hà", scope=(NEIGHBOUR,), family=Family.PERSON)

    assert ids("ha", WARD, family=Family.PERSON) == [5]
    assert ids("ha", NEIGHBOUR, family=Family.PERSON) == [6, 5]


@pytest.mark.covers("6")
def test_scope_is_part_of_the_query() -> None:
    put(1, "Đăng ký khai sinh", scope=(WARD, person_token(5)))
    put(2, "Đăng ký khai sinh", scope=(NEIGHBOUR,))
    for number in range(3, 40):
        put(number, "Đăng ký khai sinh", scope=(NEIGHBOUR,))

    assert ids("khai sinh", WARD, limit=20) == [1]
    assert ids("khai sinh", person_token(5)) == [1]
    assert find("khai sinh", scope=()) == []
    assert ids("khai sinh", PUBLIC_TOKEN) == []


@pytest.mark.parametrize("typed", ["' | 'zzu8", "zzu8", "!khai", "khai')", "\\", "a:*", "  "])
def test_nothing_typed_reaches_beyond_the_scope(typed: str) -> None:
    put(1, "Đăng ký khai sinh", scope=(NEIGHBOUR,))

    assert find(typed, scope=(WARD,)) == []


def test_pushing_again_replaces_and_removing_takes_out() -> None:
    put(1, "Đăng ký khai sinh")
    put(1, "Đăng ký lại khai tử")

    assert ids("khai sinh") == []
    assert ids("lai khai tu") == [1]
    assert SearchRow.objects.count() == 1

    remove(1)

    assert not SearchRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pushing_outside_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideAct):
        put(1, "Đăng ký khai sinh")


def test_word_of_any_length_can_be_kept() -> None:
    put(1, "a" * 5000, body="1" * 5000, codes=("9" * 5000,))

    assert ids("aaaa") == [1]


one_database = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
tokens = st.sets(st.sampled_from([WARD, NEIGHBOUR, person_token(1), PUBLIC_TOKEN]))
titles = st.sampled_from(["khai sinh", "khai tử", "kết hôn", "Hà", "Hạ", "khai"])


@one_database
@given(
    rows=st.lists(st.tuples(titles, tokens), max_size=12),
    asked=titles,
    scope=tokens,
    more=tokens,
)
def test_more_scope_never_sees_less(
    rows: list[tuple[str, set[str]]], asked: str, scope: set[str], more: set[str]
) -> None:
    SearchRow.objects.all().delete()
    for number, (title, seen_by) in enumerate(rows):
        put(number, title, scope=tuple(seen_by))

    narrow = {hit.subject_id for hit in find(asked, scope=sorted(scope), limit=100)}
    wide = {hit.subject_id for hit in find(asked, scope=sorted(scope | more), limit=100)}

    assert narrow <= wide
    assert all(rows[number][1] & scope for number in narrow)


@one_database
@given(typed=st.text(max_size=30))
def test_anything_can_be_typed(typed: str) -> None:
    assert find(typed, scope=(WARD,)) == []


def test_papers_are_found_by_whoever_finds_their_case_and_go_with_it() -> None:
    put(1, "Đăng ký khai sinh")
    put(5, "Giấy zzu8", beside=1, family=Family.FILE, body="gam zzo1", about="Lê Ba", scope=())
    put(6, "Giấy zzo1", family=Family.FILE, body="gam", scope=())
    (row,) = find("gam", scope=[WARD], family=Family.FILE)

    assert (row.subject_id, row.line) == (5, "Lê Ba")
    assert ids("gam", NEIGHBOUR, family=Family.FILE) == [], "what it says lets nobody see it"
    assert ids("ba", WARD, family=Family.FILE) == []
    put(1, "Đăng ký khai sinh", scope=(NEIGHBOUR, above_token(3)))
    assert ids("gam", WARD, family=Family.FILE) == []
    assert ids("gam", above_token(3), family=Family.FILE) == [5]
    put(5, "Giấy", beside=1, family=Family.FILE, body="gam 17", scope=())
    assert ids("17", NEIGHBOUR, family=Family.FILE) == [5]

    remove(1)

    assert ids("gam", EVERYWHERE_TOKEN, family=Family.FILE) == [6]
    put(1, "Đăng ký khai sinh")
    put(7, "Giấy", beside=9, family=Family.FILE, scope=())
    assert ids("giay", WARD, family=Family.FILE) == [], "its case is not in the index yet"
    put(9, "Đăng ký kết hôn")
    assert ids("giay", WARD, family=Family.FILE) == [7]


def test_tag_narrows_stays_when_pushed_again_and_goes_when_taken_away() -> None:
    put(1, "Đăng ký khai sinh")
    put(2, "Đăng ký kết hôn")
    change_tags(1, [7, 8])
    put(1, "Đăng ký khai sinh lại")
    tagged = Narrowing(tokens=(tag_token(7),))

    assert ids("", narrowing=tagged) == [1]
    change_tags(1, [8])
    assert ids("", narrowing=tagged) == []
    assert ids("khai sinh") == [1]


def test_index_when_its_shape_is_old_then_pushed_again_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs: list[int] = []

    def indexer() -> int:
        runs.append(1)
        return 1

    monkeypatch.setattr("lienthong.core.search.tasks.indexers", lambda: (indexer,))
    SearchShape.objects.all().delete()
    SearchShape.objects.create(shape=2)

    rebuild_outdated()
    rebuild_outdated()

    assert runs == [1]
    assert list(SearchShape.objects.values_list("shape", flat=True)) == [SHAPE]
