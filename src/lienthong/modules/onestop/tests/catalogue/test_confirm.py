# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A person confirms each time and fee; only then a version can go into use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, StaleVersion
from lienthong.modules.onestop.actions.catalogue import import_catalogue
from lienthong.modules.onestop.actions.confirm import Typed, activate_entry, confirm_rule
from lienthong.modules.onestop.domain.catalogue.files import read_file
from lienthong.modules.onestop.enums import CatalogueState
from lienthong.modules.onestop.models import (
    CatalogueEntry,
    ProcedureVersion,
    RuleConfirmation,
    SourceRecord,
)
from lienthong.modules.onestop.queries.procedures import version_by_slug
from lienthong.modules.onestop.tests.catalogue.samples import record, write_lines
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("4.1")
PLATFORM = Actor.platform("thử")
BASIS = "61/2018/NĐ-CP, Điều 19"
GOOD = {"time": Typed(5, "working_day", BASIS), "fee": Typed(30_000, "", BASIS)}
CODE = "9.000002"
Take = Callable[..., CatalogueEntry]


@pytest.fixture
def take(world: World, tmp_path: Path) -> Take:
    """Import one made-up record, changed; answers its entry."""

    def run(code: str = CODE, **changes: Any) -> CatalogueEntry:
        path = write_lines(tmp_path / "one.jsonl", record(code, **changes))
        import_catalogue(read_file(path), as_of=date(2026, 11, 20), actor=PLATFORM)
        return CatalogueEntry.objects.select_related("current").get(
            code=changes.get("ma_thu_tuc", code)
        )

    return run


def current(entry: CatalogueEntry) -> SourceRecord:
    found = CatalogueEntry.objects.select_related("current").get(pk=entry.pk).current
    assert found is not None
    return found


def confirm(
    entry: CatalogueEntry, kind: str, actor: Actor, typed: Typed | None = None
) -> RuleConfirmation:
    rule = current(entry).rules(kind)[0]
    return confirm_rule(
        current(entry), kind=kind, key=rule["key"], typed=typed or GOOD[kind], actor=actor
    )


def state(entry: CatalogueEntry) -> str:
    return CatalogueEntry.objects.get(pk=entry.pk).state


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def test_confirm_when_all_rules_done_then_confirmed_and_audited(world: World, take: Take) -> None:
    entry, actor = take(), world.officer("administrator")

    first = confirm(entry, "time", actor)
    assert (state(entry), first.differs, first.confirmed_by) == (
        CatalogueState.REVIEW,
        False,
        actor.name,
    )
    confirm(entry, "fee", actor)

    assert state(entry) == CatalogueState.CONFIRMED
    told = AuditRecord.objects.filter(permission="onestop.catalogue.confirm")
    assert [row.actor_text.startswith(actor.name) for row in told] == [True, True]
    assert told[0].changes["legal_basis"] == [None, BASIS]


@pytest.mark.parametrize(
    ("kind", "typed", "wrong"),
    [
        ("time", Typed(7, "working_day", BASIS), "amount"),
        ("time", Typed(5, "day", BASIS), "amount"),
        ("time", Typed(5, "fortnight", BASIS), "unit"),
        ("time", Typed(0, "day", BASIS, differs=True), "amount"),
        ("time", Typed(5, "working_day", "không có căn cứ"), "legal_basis"),
        ("time", Typed(None, "", BASIS), "amount"),
        ("fee", Typed(3_000, "", BASIS), "amount"),
        ("fee", Typed(-1, "", BASIS, differs=True), "amount"),
        ("fee", Typed(30_000, "", ""), "legal_basis"),
    ],
)
def test_confirm_when_value_or_basis_is_wrong_then_the_field_is_named(
    world: World, take: Take, kind: str, typed: Typed, wrong: str
) -> None:
    entry = take()

    with pytest.raises(InvalidInput) as refused:
        confirm(entry, kind, world.officer("administrator"), typed)

    assert list(refused.value.fields) == [wrong]
    assert not RuleConfirmation.objects.exists()
    assert state(entry) == CatalogueState.REVIEW


def test_confirm_when_the_source_is_wrong_then_the_typed_value_counts(
    world: World, take: Take
) -> None:
    entry, actor = take(), world.officer("administrator")
    confirm(entry, "time", actor, Typed(7, "day", BASIS, differs=True))
    kept = confirm(entry, "fee", actor, Typed(None, "", BASIS, differs=True))
    assert kept.differs

    version = activate_entry(entry, since=tomorrow(), actor=actor)

    (limit,) = version.data["reading"]["times"]
    assert (limit["amount"], limit["unit"], limit["legal_basis"]) == ("7", "day", BASIS)
    assert version.data["reading"]["fees"][0]["amount"] is None


@pytest.mark.parametrize("role", ["leader", "one_stop_officer", "clerk"])
def test_confirm_when_not_permitted_then_refused(world: World, take: Take, role: str) -> None:
    entry = take()

    with pytest.raises(NotAllowed):
        confirm(entry, "time", world.officer(role))


def test_confirm_when_no_person_then_refused(take: Take) -> None:
    with pytest.raises(NotAllowed):
        confirm(take(), "time", PLATFORM)


def test_confirm_when_the_source_changed_meanwhile_then_stale(world: World, take: Take) -> None:
    old = current(take())
    take(ten_thu_tuc="Tên mới")

    with pytest.raises(StaleVersion):
        confirm_rule(
            old, kind="time", key="t1", typed=GOOD["time"], actor=world.officer("administrator")
        )


def test_confirmation_when_somebody_changes_it_then_the_database_refuses(
    world: World, take: Take
) -> None:
    kept = confirm(take(), "time", world.officer("administrator"))

    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        RuleConfirmation.objects.filter(pk=kept.pk).update(amount=9)


def test_activate_when_a_rule_waits_then_refused(world: World, take: Take) -> None:
    entry, actor = take(), world.officer("administrator")
    confirm(entry, "time", actor)

    with pytest.raises(IllegalState):
        activate_entry(entry, since=tomorrow(), actor=actor)

    assert not ProcedureVersion.objects.filter(procedure__code=CODE).exists()


def test_activate_when_confirmed_then_a_page_from_that_day_without_marks(
    world: World, take: Take
) -> None:
    entry, actor = take(), world.officer("administrator")
    confirm(entry, "time", actor)
    confirm(entry, "fee", actor)

    version = activate_entry(entry, since=tomorrow(), actor=actor)

    assert state(entry) == CatalogueState.ACTIVE
    assert (version.number, version.valid_from, version.to_be_confirmed) == (1, tomorrow(), False)
    found = version_by_slug(version.procedure.slug, tomorrow())
    assert found.data["reading"]["agency"] == "Ủy ban nhân dân cấp xã"


def test_activate_when_the_day_is_wrong_then_named(world: World, take: Take) -> None:
    entry, actor = take(), world.officer("administrator")
    confirm(entry, "time", actor)
    confirm(entry, "fee", actor)

    with pytest.raises(InvalidInput) as gone:
        activate_entry(entry, since=timezone.localdate() - timedelta(days=1), actor=actor)
    activate_entry(entry, since=tomorrow(), actor=actor)
    with pytest.raises(InvalidInput) as taken:
        activate_entry(entry, since=tomorrow(), actor=actor)

    assert list(gone.value.fields) == list(taken.value.fields) == ["since"]


def test_new_record_when_in_use_then_review_again_and_the_old_version_stays(
    world: World, take: Take
) -> None:
    entry, actor = take(), world.officer("administrator")
    confirm(entry, "time", actor)
    confirm(entry, "fee", actor)
    version = activate_entry(entry, since=timezone.localdate(), actor=actor)

    take(co_quan_thuc_hien="Sở Xây dựng")

    assert state(entry) == CatalogueState.REVIEW
    assert version_by_slug(version.procedure.slug) == version
    with pytest.raises(IllegalState):
        activate_entry(entry, since=tomorrow(), actor=actor)


def confirm_all(entry: CatalogueEntry, actor: Actor, fee: int | None = None) -> None:
    """Confirm every rule as the source says; ``fee`` instead of every amount."""
    for rule in current(entry).rules("time"):
        typed = Typed(int(rule["amount"]), rule["unit"], BASIS)
        confirm_rule(current(entry), kind="time", key=rule["key"], typed=typed, actor=actor)
    for rule in current(entry).rules("fee"):
        amount = rule["amount"] if fee is None else fee
        typed = Typed(amount, "", BASIS, differs=fee is not None)
        confirm_rule(current(entry), kind="fee", key=rule["key"], typed=typed, actor=actor)


def test_packaged_procedure_when_confirmed_then_the_next_version_can_be_filed(
    world: World,
) -> None:
    entry = CatalogueEntry.objects.get(code="1.001612")
    actor = world.officer("administrator")
    old = version_by_slug("dang-ky-ho-kinh-doanh")
    assert current(entry).source == "package"
    confirm_all(entry, actor, fee=100_000)

    new = activate_entry(entry, since=tomorrow(), actor=actor)

    assert (new.number, new.is_electronic) == (old.number + 1, True)
    assert new.form_version_id == old.form_version_id
    assert ProcedureVersion.objects.get(pk=old.pk).valid_to == tomorrow()
    (rule,) = new.data["fees"][0]["rules"]
    assert (rule["amount"], rule["to_be_confirmed"], rule["legal_basis"]) == (
        100_000,
        False,
        [BASIS],
    )
    assert new.data["time"]["limit"]["amount"] == 3
    assert new.data["time"]["to_be_confirmed"] is False


def test_record_of_a_procedure_that_is_filed_here_when_confirmed_then_never_replaces_it(
    world: World, take: Take
) -> None:
    entry = take(ma_thu_tuc="1.001612")
    actor = world.officer("administrator")
    confirm(entry, "time", actor)
    confirm(entry, "fee", actor)

    with pytest.raises(IllegalState, match="nộp được ở đây"):
        activate_entry(entry, since=tomorrow(), actor=actor)

    assert version_by_slug("dang-ky-ho-kinh-doanh").is_electronic


def browser(world: World) -> Client:
    client = Client()
    client.force_login(world.account("administrator"))
    return client


def test_screens_when_opened_then_list_source_reading_and_difference(
    world: World, take: Take
) -> None:
    take()
    entry = take(ten_thu_tuc="Tên mới của thủ tục")
    client = browser(world)

    listed = client.get(reverse("onestop:officer-catalogue"), {"q": "ten moi"}).content.decode()
    page = client.get(reverse("onestop:officer-catalogue-entry", args=[entry.pk])).content.decode()

    assert "Tên mới của thủ tục" in listed
    assert listed.count("<tr>") == 2
    assert "ten_thu_tuc" in page
    assert "Khác với bản trước" in page
    assert "Thủ tục thử số 2" in page
    assert "30.000\u00a0đ" in page
    assert page.count('name="legal_basis"') == 2


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"q": "9.000002"}, ["9.000002"]),
        ({"q": "xylophone"}, []),
        ({"trang-thai": "active"}, []),
        ({"nguon": "national"}, ["9.000002"]),
        ({"q": "hộ kinh doanh", "nguon": "package"}, ["1.001612"]),
    ],
)
def test_list_when_narrowed_then_only_those(
    world: World, take: Take, asked: dict[str, str], codes: list[str]
) -> None:
    take()

    page = browser(world).get(reverse("onestop:officer-catalogue"), asked)

    assert [row["entry"].code for row in page.context["rows"]] == codes


def test_list_when_long_then_pages_by_code(world: World) -> None:
    CatalogueEntry.objects.bulk_create(
        [CatalogueEntry(code=f"9.{n:06}", name="Thử", folded="thu") for n in range(60)]
    )
    client, url = browser(world), reverse("onestop:officer-catalogue")

    first = client.get(url, {"q": "thu", "nguon": ""})
    second = client.get(url + first.context["next_url"])

    codes = [row["entry"].code for page in (first, second) for row in page.context["rows"]]
    assert len(first.context["rows"]) == 50
    assert codes == sorted(set(codes))


def test_form_when_posted_then_kept_and_shown(world: World, take: Take) -> None:
    entry, client = take(), browser(world)
    url = reverse("onestop:officer-catalogue-confirm", args=[entry.pk])
    form = {"record": current(entry).pk, "kind": "fee", "key": "f1", "legal_basis": BASIS}

    wrong = client.post(url, {**form, "amount": "3.000"})
    right = client.post(url, {**form, "amount": "30.000"})

    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "Nguồn ghi 30.000\u00a0đ." in text
    assert 'value="3.000"' in text
    assert right.status_code == 302
    page = client.get(right["Location"].partition("#")[0]).content.decode()
    assert "30.000\u00a0đ, " in page
    assert RuleConfirmation.objects.get().amount == 30_000


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"amount": "ba mươi nghìn"}, 422),
        ({"amount": "1e9"}, 422),
        ({"amount": "٣٠"}, 422),
        ({"amount": "9" * 40}, 422),
        ({"amount": "30000", "record": "1"}, 409),
        ({"amount": "30000", "record": "không"}, 409),
        ({"amount": "30000", "key": "f9"}, 422),
        ({"amount": "30000", "kind": "gift"}, 422),
    ],
)
def test_form_when_nonsense_then_refused_and_nothing_kept(
    world: World, take: Take, typed: dict[str, str], status: int
) -> None:
    entry = take()
    form = {"record": str(current(entry).pk), "kind": "fee", "key": "f1", "legal_basis": BASIS}
    url = reverse("onestop:officer-catalogue-confirm", args=[entry.pk])

    assert browser(world).post(url, {**form, **typed}).status_code == status
    assert not RuleConfirmation.objects.exists()


def test_activation_form_when_posted_then_in_use(world: World, take: Take) -> None:
    entry, client = take(), browser(world)
    actor = world.officer("administrator")
    confirm(entry, "time", actor)
    confirm(entry, "fee", actor)
    url = reverse("onestop:officer-catalogue-activate", args=[entry.pk])

    assert client.post(url, {"since": "mai"}).status_code == 422
    done = client.post(url, {"since": f"{tomorrow():%d/%m/%Y}"})

    assert done.status_code == 302
    assert "Bản này đang dùng" in client.get(done["Location"]).content.decode()
