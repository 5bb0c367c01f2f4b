# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Calendars, words of messages, partners, books and jobs: seen first, dated, switched."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.core.access.api import openings_kept
from lienthong.core.deadlines.api import Deadline, WorkCalendar, start_deadline
from lienthong.core.integration.api import Partner, line_to
from lienthong.core.notifications.api import packaged_on, wording_on
from lienthong.core.numbering.api import Book, Number, series_of
from lienthong.core.references.api import exported
from lienthong.kernel import clock, ports
from lienthong.kernel.actor import Actor
from lienthong.portals.administration.directories.tests.test_acts import sent
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("13")
BASE = "/quan-tri/danh-muc"
PLATFORM, A_DAY = Actor.platform("kiểm thử"), timedelta(days=1)


def _past(client: Client, kind: str, key: object) -> list[dict[str, Any]]:
    """The history of a row, as its page tells it."""
    page = client.get(f"{BASE}/{kind}/{key}/lich-su/")
    found: list[dict[str, Any]] = page.context["past"]
    return found


@pytest.mark.django_db
def test_holiday_shows_which_open_due_dates_move_before_it_is_put_into_use(
    world: World, administrator: Client
) -> None:
    calendar = WorkCalendar.objects.get(code="default")
    start = clock.to_aware(datetime.fromisoformat("2026-11-26T09:00"))
    limit = clock.Limit(clock.TimeUnit.WORKING_DAY, 3)
    deadline = start_deadline(limit, unit_id=world.ward.desk.pk, at=start)
    before = deadline.due_at
    typed = {"first": "27/11/2026", "kind": "local_off", "name": "Nghỉ bão"}
    typed |= {"instrument": "45/2019/QH14", "why": "Bão số 9"}
    url = f"{BASE}/lich-lam-viec/{calendar.pk}/ngay-nghi/"

    looked = administrator.post(url, typed)

    text = looked.content.decode()
    assert "1 hạn đang chạy dời theo" in text
    assert calendar.revisions.count() == 1
    assert sent(administrator, url, **typed).status_code == 302
    assert calendar.revisions.count() == 2
    (told,) = [
        e for e in _past(administrator, "lich-lam-viec", calendar.pk) if e["why"] == "Bão số 9"
    ]
    assert {"title": "ngày thêm vào lịch", "old": "", "new": "27/11/2026 Nghỉ bão"} in told[
        "changes"
    ]
    assert Deadline.objects.get(pk=deadline.pk).due_at == before
    wrong = sent(administrator, url, **typed | {"last": "01/03/2027"})
    assert wrong.status_code == 422


@pytest.mark.django_db
def test_words_are_seen_with_sample_data_and_hold_from_their_day(
    world: World, administrator: Client
) -> None:
    kind, today = "notifications.code", timezone.localdate()
    url = f"{BASE}/loi-thong-bao/{kind}/sua/"
    shown = administrator.get(url).context["fields"]
    typed: dict[str, Any] = {each["view"].name: each["view"].value for each in shown}
    typed |= {"vi_short": "Mã {code} cho {subject}.", "since": f"{today:%d/%m/%Y}"}

    seen = administrator.post(url, typed)
    looked = seen.content.decode()
    wrong = administrator.post(
        url, typed | {"vi_short": "Mã {khong_co}.", "vi_long": "Mã {code", "en_subject": " "}
    )
    done = administrator.post(url, typed | {"_looked": "1"})

    assert "Mã 482913 cho H50.12-261120-0042." in looked
    (table,) = seen.context["tables"]
    assert [row[0] for row in table["rows"]] == ["Tin ngắn (tiếng Việt)"], "what differs"
    found = administrator.get(f"{BASE}/loi-thong-bao/?tim=mã xem hồ sơ dùng trong").context["rows"]
    assert f"{BASE}/loi-thong-bao/{kind}/" in [row["url"] for row in found]
    assert len(found) < 4, "by its own words"
    assert wrong.status_code == 422
    told = {one["view"].name: one["view"].error for one in wrong.context["fields"]}
    assert told["vi_short"].startswith("Mẫu này không có ô {khong_co}. Được dùng: {code}, ")
    assert told["vi_long"] == "Dấu { và } phải thành cặp, như {code}."
    assert told["en_subject"]
    assert done.status_code == 302
    assert wording_on(kind, today).texts["vi"].short == "Mã {code} cho {subject}."
    (told,) = _past(administrator, "loi-thong-bao", kind)
    assert told["who"]
    short = {"title": "Tin ngắn (tiếng Việt)", "old": "", "new": "Mã {code} cho {subject}."}
    assert short in told["changes"]
    yesterday = today - timedelta(days=1)
    assert wording_on(kind, yesterday) == packaged_on(kind, yesterday)


@pytest.mark.django_db
def test_words_planned_for_a_later_day_are_withdrawn_and_those_before_go_on(
    world: World, administrator: Client
) -> None:
    kind, today = "notifications.code", timezone.localdate()
    soon, url = today + 5 * A_DAY, f"{BASE}/loi-thong-bao/{kind}"
    row = administrator.get(f"{url}/sua/").context["fields"]
    typed: dict[str, Any] = {each["view"].name: each["view"].value for each in row}
    own = typed | {"vi_short": "Mã {code}.", "since": f"{today:%d/%m/%Y}"}
    nothing = sent(administrator, f"{url}/rut/")
    assert "Mẫu này không có thay đổi nào hẹn cho ngày sau." in nothing.content.decode()
    for words in (own, own | {"vi_short": "Mã mới {code}.", "since": f"{soon:%d/%m/%Y}"}):
        assert sent(administrator, f"{url}/sua/", **words).status_code == 302
    assert wording_on(kind, soon).texts["vi"].short == "Mã mới {code}."

    looked = administrator.post(f"{url}/rut/", {"why": "Viết nhầm"}).content.decode()
    assert f"Từ ngày {soon:%d/%m/%Y} vẫn dùng lời riêng đã viết từ ngày {today:%d/%m/%Y}" in looked
    stale = sent(administrator, f"{url}/rut/", seen="0")
    assert (stale.status_code, wording_on(kind, soon).texts["vi"].short) == (409, "Mã mới {code}.")
    assert sent(administrator, f"{url}/rut/", why="Viết nhầm").status_code == 302

    assert wording_on(kind, soon).texts["vi"].short == "Mã {code}."
    newest, *_older = _past(administrator, "loi-thong-bao", kind)
    assert newest["why"] == "Viết nhầm"
    assert "/rut/" not in administrator.get(f"{url}/").content.decode()
    assert sent(administrator, f"{url}/ve-goc/", on=f"{soon:%d/%m/%Y}").status_code == 302
    assert wording_on(kind, soon) == packaged_on(kind, soon)
    assert sent(administrator, f"{url}/rut/").status_code == 302
    assert wording_on(kind, soon).texts["vi"].short == "Mã {code}.", "the return was withdrawn"


@pytest.mark.django_db
def test_partner_has_its_address_and_is_switched_off(administrator: Client) -> None:
    typed = {"code": "sms", "title": "Cổng SMS", "address": "https://sms.tinh.vn/gui"}
    assert sent(administrator, f"{BASE}/he-thong-lien-thong/them/them/", **typed).status_code == 302
    partner = Partner.objects.get(code="sms")
    assert line_to("sms", "https://cu.vn/").url == "https://sms.tinh.vn/gui"
    assert line_to("khac", "https://cu.vn/").url == "https://cu.vn/"

    mail = {"code": "mail", "title": "Máy chủ thư", "why": "Máy chủ mới"}
    add = f"{BASE}/he-thong-lien-thong/them/them/"
    secret = sent(administrator, add, **mail, address="smtps://ten:mat-khau@thu.tinh.vn")
    assert (secret.status_code, Partner.objects.filter(code="mail").exists()) == (422, False)
    assert sent(administrator, add, **mail, address="smtps://thu.tinh.vn:465").status_code == 302
    assert line_to("mail", "smtp://127.0.0.1:25").url == "smtps://thu.tinh.vn:465"

    change, today = f"{BASE}/he-thong-lien-thong/{partner.pk}/sua/", timezone.localdate()
    moving = {"title": "Cổng SMS", "address": "https://moi.tinh.vn/gui", "why": "Chuyển nhà"}
    soon = today + timedelta(days=9)
    assert sent(administrator, change, **moving, since=f"{soon:%d/%m/%Y}").status_code == 302
    assert line_to("sms", "").url == "https://sms.tinh.vn/gui"
    page = administrator.get(f"{BASE}/he-thong-lien-thong/?ngay={soon:%d/%m/%Y}").content.decode()
    assert "https://moi.tinh.vn/gui" in page
    early = sent(administrator, change, **moving | {"address": ""}, since=f"{today:%d/%m/%Y}")
    assert early.status_code == 422
    days = [(one.address, one.valid_from, one.valid_to) for one in partner.addresses.order_by("pk")]
    assert days == [
        ("https://sms.tinh.vn/gui", today, soon), ("https://moi.tinh.vn/gui", soon, None),
    ]  # fmt: skip

    before = administrator.get(
        f"{BASE}/he-thong-lien-thong/", {"ngay": f"{today - A_DAY:%d/%m/%Y}"}
    )
    assert [row for row in before.context["rows"] if "Cổng SMS" in str(row)] == []
    off = f"{BASE}/he-thong-lien-thong/{partner.pk}/ngat/"
    late = sent(administrator, off, until=f"{today - A_DAY:%d/%m/%Y}")
    assert (late.status_code, Partner.objects.get(pk=partner.pk).is_active) == (422, True)
    sent(administrator, off, until=f"{today:%d/%m/%Y}", why="Bảo trì")
    page = administrator.get(f"{BASE}/he-thong-lien-thong/?tim=sms").content.decode()
    assert f"ngắt đến hết {today:%d/%m/%Y}" in page
    switch_on = ports.tasks()["integration.switch_on_again"].function
    switch_on()
    assert not Partner.objects.get(pk=partner.pk).is_active
    Partner.objects.filter(pk=partner.pk).update(off_until=today - A_DAY)
    switch_on()
    assert Partner.objects.get(pk=partner.pk).is_active
    past = _past(administrator, "he-thong-lien-thong", partner.pk)
    assert [one["why"] for one in past[:2]] == ["hết ngày ngắt kết nối", "Bảo trì"]
    sent(administrator, off, why="Bảo trì")
    refused = sent(
        administrator,
        f"{BASE}/he-thong-lien-thong/{partner.pk}/sua/",
        title="Cổng SMS",
        address="javascript:alert(1)",
        certificate="-----BEGIN CERTIFICATE-----\nrac\n-----END CERTIFICATE-----",
    )

    partner.refresh_from_db()
    assert not partner.is_active
    assert refused.status_code == 422
    assert partner.address == "https://sms.tinh.vn/gui"


@pytest.mark.django_db
def test_book_goes_on_where_the_old_system_stopped_and_twice_is_refused(
    world: World, administrator: Client
) -> None:
    typed = {"unit": world.ward.agency.code, "series": "plan", "period": "2026", "last": "118"}
    typed |= {"why": "Nối sổ giấy"}
    url = f"{BASE}/so-van-ban/them/mo/"

    done = sent(administrator, url, **typed)
    again = sent(administrator, url, **typed)
    unknown = sent(administrator, url, **typed | {"series": "QD"})
    assert unknown.status_code == 422
    asked = {each["view"].name: each["view"] for each in administrator.get(url).context["fields"]}
    assert asked["series"].choices[0] == ("", "–")
    assert ("plan", "Kế hoạch") in asked["series"].choices
    none = sent(administrator, url, **typed | {"series": ""})
    assert "Chỗ này cần ghi." in none.content.decode()

    assert done.status_code == 302, done.context["faults"]
    assert again.status_code == 422
    book = Book.objects.get()
    assert (book.unit, book.series, book.last) == (world.ward.agency, "plan", 118)
    titles = [Book(series=code).title for code in ("dossier", "resolution", "joint", "QD")]
    assert titles == ["Mã hồ sơ", "Nghị quyết (cá biệt)", "Sổ chung văn bản hành chính", "QD"]
    sent(administrator, url, **typed | {"series": "dossier", "last": "0"})
    found = administrator.get(f"{BASE}/so-van-ban/", {"tim": "ma ho so"})
    assert [row["cells"][0]["text"] for row in found.context["rows"]] == ["Mã hồ sơ"]


@pytest.mark.django_db
def test_book_is_closed_after_a_look_at_its_kept_numbers_and_opened_again(
    world: World, administrator: Client
) -> None:
    agency, today = world.ward.agency, timezone.localdate()
    book, joint = (
        Book.objects.create(unit=agency, series=series, period=f"{today.year}", last=1)
        for series in ("plan", "joint")
    )
    held = {"state": "reserved", "reason": "Chờ kỳ họp", "at": timezone.now() - A_DAY}
    Number.objects.create(book=book, value=1, subject_kind="", held_until=today, **held)
    page = f"{BASE}/so-van-ban/{book.pk}/"
    typed = {"closed_from": f"{today:%d/%m/%Y}", "closed_reason": "Gộp sổ", "why": "Gộp sổ"}
    typed |= {"successor": f"{agency.code}/joint/{today.year}"}

    looked = administrator.post(f"{page}khep/", typed).content.decode()

    assert "1 số đang giữ chỉ dùng được trước ngày" in looked
    assert f"đang giữ đến hết ngày {today:%d/%m/%Y}: Chờ kỳ họp" in looked
    assert Book.objects.filter(closed_from=None).count() == 2
    done = sent(administrator, f"{page}khep/", **typed)
    assert done.status_code == 302, done.context["faults"]
    book.refresh_from_db()
    assert (book.closed_from, book.closed_reason, book.successor) == (today, "Gộp sổ", joint)
    facts = {one["label"]: one["value"] for one in administrator.get(page).context["facts"]}
    assert facts["Khép từ ngày"] == f"{today:%d/%m/%Y}"
    assert facts["Sổ tiếp nhận"] == f"“Sổ chung văn bản hành chính” {today.year}"
    assert sent(administrator, f"{page}mo-lai/", why="Nhầm sổ").status_code == 302
    told = [entry["why"] for entry in _past(administrator, "so-van-ban", book.pk)]
    assert "Nhầm sổ" in told
    book.refresh_from_db()
    assert (book.closed_from, book.successor) == (None, None)


@pytest.mark.django_db
def test_job_runs_now_on_request(administrator: Client) -> None:
    url = f"{BASE}/viec-nen/units.begin_day/"

    done = sent(administrator, f"{url}chay/")

    assert done.status_code == 302
    assert "hằng ngày lúc 00:03" in administrator.get(url).content.decode()


@pytest.mark.django_db
def test_agency_takes_its_numbers_from_one_book_for_some_kinds_from_a_year_on(
    world: World, administrator: Client
) -> None:
    agency, today = world.ward.agency, timezone.localdate()
    year, address = today.year + 1, f"{BASE}/cach-mo-so/"
    url = f"{address}{agency.pk}/chon/"
    typed: dict[str, Any] = {"how": "joint", "kinds": ["plan", "report"], "year": str(year)}
    typed |= {"decided_by": "12/QĐ-UBND", "why": "Ít văn bản"}

    page = administrator.post(url, typed)
    looked, said = page.context["preview"], [one["value"] for one in page.context["typed"]]
    done = sent(administrator, url, **typed)

    assert said[:3] == ["Lấy số chung một sổ", "Kế hoạch, Báo cáo", str(year)]
    assert looked.told.startswith(f"Áp dụng từ ngày 01/01/{year}.")
    kinds = [("Kế hoạch", "sổ riêng", "sổ chung"), ("Báo cáo", "sổ riêng", "sổ chung")]
    assert list(looked.rows) == kinds
    assert done.status_code == 302, done.context["faults"]
    soon = date(year, 1, 1)
    assert [series_of(agency.pk, kind, on=soon) for kind in ("plan", "report", "notice")] == [
        "joint", "joint", "notice",
    ]  # fmt: skip
    assert series_of(agency.pk, "plan") == "plan"
    then = administrator.get(address, {"ngay": f"{soon:%d/%m/%Y}", "tim": agency.code})
    (row,) = then.context["rows"]
    told = [cell["text"] for cell in row["cells"]]
    assert told[1:] == ["Sổ chung", "Báo cáo; Kế hoạch", f"01/01/{year}", "12/QĐ-UBND"]
    past = _past(administrator, "cach-mo-so", agency.pk)
    assert [one["why"] for one in past] == ["Ít văn bản"]
    wrong = sent(administrator, url, **typed | {"year": "1999"})
    assert "Mở sổ của năm nay hoặc năm sau." in wrong.content.decode()
    apart = sent(
        administrator, url, **typed | {"how": "apart", "kinds": [], "decided_by": "13/QĐ-UBND"}
    )
    assert apart.status_code == 302
    assert series_of(agency.pk, "plan", on=soon) == "plan"
    shown = administrator.get(f"{address}{agency.pk}/")
    (choices,) = shown.context["parts"]
    assert [cell["text"] for cell in choices["rows"][0]] == [
        "Mỗi loại một sổ", "mọi loại văn bản hành chính", f"01/01/{year}", "", "13/QĐ-UBND",
    ]  # fmt: skip
    (carried,) = [item for item in exported(PLATFORM) if item.kind == "book_plans"]
    said = [carried.key, carried.values["how"], carried.values["decided_by"]]
    assert said == [agency.code, "apart", "13/QĐ-UBND"]


def test_setting_stands_there_to_be_changed_once_it_is_chosen(administrator: Client) -> None:
    address = f"{BASE}/tham-so/them/them/"

    def value_for(key: str) -> str:
        shown = administrator.get(address, {"key": key}).context["fields"]
        return str({one["view"].name: one["view"].value for one in shown}["value"])

    first = administrator.get(address).context["fields"][0]
    assert first["view"].choices[0] == ("", "–"), "the first of the list is not taken unread"
    assert first["fills"] == "#id_value"
    assert value_for("nobody.reads") == value_for("") == ""
    assert value_for("access.openings") == '{"kept_days": 0}'
    assert value_for("accounts.sign_in").startswith('{\n  "')
    keys = {"key": "access.openings", "since": f"{timezone.localdate():%d/%m/%Y}"}
    done = sent(administrator, address, value='{"kept_days": 400}', **keys)
    assert openings_kept().days == 400
    assert "được giữ 400 ngày" in administrator.get("/can-bo/nhat-ky/luot-mo/").content.decode()
    change = administrator.get(f"{done.url}sua/").context["fields"]
    assert change[0]["view"].value == '{"kept_days": 400}'
