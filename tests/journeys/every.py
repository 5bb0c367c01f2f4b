# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every screen of the matrix of addresses: who opens it in the demo province, and where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from playwright.sync_api import Page, expect

from lienthong.testing.matrix import read_matrix
from lienthong.traffic.forms import form_of
from tests.journeys import desk, people
from tests.journeys.stack import Stack, until
from tests.journeys.walker import Walker

Visit = Callable[..., Page]
MATRIX = read_matrix(Path(__file__).parents[1] / "architecture" / "matrix.yaml")
ADMINISTRATOR, PERMITS, LAND = "quantri", "xaydung.donghoi", "datdai"
WALKERS: Mapping[str, str] = {
    "anonymous": "",
    "citizen": people.MOTHER,
    "one_stop_officer": people.DESK,
    "civil_status_officer": people.EXAMINER,
    "leader": people.LEADER,
    "clerk": people.CLERK,
    "administrator": ADMINISTRATOR,
}
"""Who plays a column of the matrix."""
BEST_FIRST = ("200", "302", "422", "401", "403", "nil")
SHEET = re.compile(r"/can-bo/ban-giao/(\d+)/")
PERMIT = re.compile(r"/chup/([^/\"&]+)/")
SHARED = ("src/lienthong/core/", "src/lienthong/kernel/")
BIRTH, BUILDING = "1.001193", "1.013225"


@dataclass(frozen=True)
class Screen:
    """One page: its name, who opens it, where it is."""

    name: str
    who: str
    path: str


def screens(things: Mapping[str, object]) -> Iterator[Screen]:
    """Every address that answers GET, opened by the first who is shown most; and more.

    An address of something that nobody made has no path: it is told, not walked past.
    """
    for name, row in MATRIX.items():
        if "get" in row and name not in NO_SCREENS:
            args = [things.get(f"{name} {arg}", things.get(arg)) for arg in row["args"]]
            path = "" if None in args else reverse(name, args=args)
            yield Screen(name, WALKERS[_opened_by(row["get"])], path)
    yield from (Screen(name, who, path.format(**things)) for name, who, path in MORE)


def is_touched(screen: Screen, files: Iterable[str]) -> bool:
    """Whether changed files can change a screen: those of its app, or of what every app uses."""
    if not screen.path:
        return False
    view = resolve(urlsplit(screen.path).path).func
    app = getattr(view, "view_class", view).__module__.split(".")[:3]
    return any(file.startswith((*SHARED, f"src/{'/'.join(app)}/")) for file in files)


def directory_screens(visit: Visit) -> Iterator[Screen]:
    """Every directory of the administration: its list, a row, what can be made and done."""
    page = visit(ADMINISTRATOR)
    page.goto("/quan-tri/")
    for address in _addresses(page, "main a[href^='/quan-tri/danh-muc/']"):
        name = f"directory {address.rstrip('/').rsplit('/', 1)[-1]}"
        yield Screen(name, ADMINISTRATOR, address)
        page.goto(address)
        made = _addresses(page, ".work__head a[href*='/them/']")
        row = _addresses(page, "table.rows tbody a")[:1]
        if row:
            page.goto(row[0])
        for kind, some in (("make", made), ("row", row), ("act", _addresses(page, ".acts a"))):
            for place, one in enumerate(some, start=1):
                yield Screen(f"{name} {kind} {place}", ADMINISTRATOR, one)


def _addresses(page: Page, links: str) -> list[str]:
    found = page.locator(links).evaluate_all("links => links.map(one => one.getAttribute('href'))")
    return list(dict.fromkeys(found))


def _opened_by(answers: Mapping[str, str]) -> str:
    return min(WALKERS, key=lambda role: _rank(answers[role]))


def _rank(answer: str) -> int:
    return BEST_FIRST.index(answer) if answer in BEST_FIRST else len(BEST_FIRST)


NO_SCREENS: Mapping[str, str] = {
    "idp:oidc:configuration": "data for applications",
    "openapi:document": "data for applications",
    "openapi:procedures": "data for applications",
    "openapi:procedure": "data for applications",
    "openapi:procedure-form": "data for applications",
    "openapi:filings": "data for applications",
    "openapi:dossier": "data for applications",
    "openapi:tracking": "data for applications",
    "openapi:cases": "data for applications",
    "openapi:case": "data for applications",
    "idp:oidc:jwks": "data for applications",
    "idp:oidc:authorization": "when an application asks; its own journey",
    "idp:oidc:userinfo": "data for applications",
    "accounts:calendar": "data for a calendar",
    "accounts:passkey-sign-in": "data for the script of the sign-in page",
    "accounts:second-factor": "between password and code; the journey of passkeys and its tests",
    "accounts:second-factor-enrolment": "the page of accounts:second-factor-set-up, before the end",
    "administration:configuration-file": "a file",
    "administration:directory-data": "suggestions for a field",
    "administration:directory-excel": "a file",
    "administration:directory-import-run": "runs for seconds; the portal's own tests",
    "administration:sample": "a part of the page that confirms a print template",
    "administration:sample-pdf": "a file",
    "administration:sample-picture": "a picture",
    "administration:form-preview": "a part of the screen of a form",
    "administration:form-file": "a file",
    "administration:process-file": "a file",
    "citizen:language": "leads back to the page it came from",
    "citizen:places": "suggestions for a field",
    "citizen:contact-confirm": "after a code was sent; the journey of the look-up",
    "officer:step": "leads to the case",
    "officer:panel": "the panel of the inbox",
    "officer:live": "data for the bell",
    "citizen:push-worker": "a script",
    "officer:messages-panel": "the panel of the bell",
    "officer:plugin-fetch": "data for the plug-in",
    "officer:file": "a file",
    "officer:preview": "a picture",
    "officer:reassignment": "runs for seconds; the module's own tests",
    "officer:export": "runs for seconds; the portal's own tests",
    "officer:export-file": "a file",
    "onestop:officer-figure-report": "a file",
    "officer:bulk-run": "runs for seconds; the portal's own tests",
    "officer:case-names": "suggestions for a field",
    "officer:file-receipt": "leads to the file",
    "officer:annex-receipt": "leads to the annexes",
    "officer:means-picture": "leads to the means",
    "officer:file-compare": "when there are two versions; the portal's own tests",
    "officer:file-drop": "of an internal file; the portal's own tests",
    "officer:file-page": "a picture",
    "officer:seal-picture": "a picture",
    "officer:file-rendition": "a file",
    "officer:received": "when another agency sent something; the portal's own tests",
    "officer:document-seal": "of a numbered document of no dossier; the portal's own tests",
    "officer:document-void": "of a signed document of no dossier; the portal's own tests",
    "officer:number-void": "when a number is kept; the portal's own tests",
    "administration:message": "when something was sent; the portal's own tests",
    "onestop:citizen-draft": "leads to the page of the draft",
    "onestop:citizen-draft-file": "a file",
    "onestop:citizen-draft-slot": "a part of a page of the draft",
    "onestop:citizen-mandate-file": "leads to the mandate",
    "onestop:citizen-mandate-paper": "a file",
    "onestop:citizen-supplement": "the journey back and forth",
    "onestop:citizen-defect": "the journey back and forth",
    "onestop:citizen-obligation": "when money is owed; tests of the turns",
    "onestop:citizen-proof": "when money is owed; tests of the turns",
    "onestop:citizen-result": "a file",
    "onestop:citizen-paper": "a file",
    "onestop:citizen-file": "a file",
    "onestop:citizen-lookup-enter": "after a code was sent; the journey of the look-up",
    "onestop:citizen-lookup-open": "after a code was given; the journey of the look-up",
    "onestop:citizen-camera-photo": "a part of the phone's page",
    "onestop:citizen-camera-preview": "a picture",
    "onestop:officer-catalogue-run": "when a file was sent; the module's own tests",
    "onestop:procedure-file": "a file",
    "onestop:procedure-layout-file": "a file",
    "onestop:procedure-layout-preview": "a part of the screen of a layout",
    "onestop:officer-camera": "the panel of the counter",
    "onestop:officer-take-over": "after a dossier was forwarded; the module's own tests",
    "onestop:officer-return": "when a result is there; the journey of the whole job",
    "onestop:officer-brought": "when a supplement is asked for; the journey back and forth",
    "onestop:officer-brought-file": "a part of the screen of papers brought",
    "onestop:officer-fee-receipt": "after a payment; the module's own tests",
    "onestop:officer-result-receipt": "after the return; the journey of the whole job",
    "onestop:officer-shipment-print": "after posting; the module's own tests",
    "onestop:officer-register-excel": "a file",
    "onestop:officer-busy": "a part of the case",
    "onestop:officer-opinion-file": "a file",
    "onestop:officer-visit-file": "a part of the case",
    "onestop:officer-signing-busy": "a part of the leader's day",
    "onestop:officer-signing-review": "seen below with something chosen",
}
"""Addresses that are no screen of their own, or only at a turn that a journey takes."""

MORE: tuple[tuple[str, str, str], ...] = (
    ("inbox of the leader", people.LEADER, "/can-bo/"),
    ("inbox of the clerk", people.CLERK, "/can-bo/"),
    ("inbox with panel", people.EXAMINER, "/can-bo/?chon={step}"),
    ("search found", "", "/tim/?q=khai+sinh"),
    ("search found nothing", "", "/tim/?q=xyzxyz"),
    ("desks found", "", "/mot-cua/?q=dong"),
    ("verification of nothing", "", "/xac-minh/7K3M-9QXA-2FHT-01BC/"),
    ("lost citizen", "", "/khong-co-trang-nay/"),
    ("lost officer", people.DESK, "/can-bo/ho-so/999999/"),
    ("case at intake", people.DESK, "/can-bo/ho-so/{intake}/"),
    ("case at signing", people.LEADER, "/can-bo/ho-so/{sign}/"),
    ("permit at the place", PERMITS, "/can-bo/ho-so/{visited}/"),
    ("permit for the unit asked", LAND, "/can-bo/ho-so/{visited}/"),
    ("signing review", people.LEADER, "/can-bo/ky/xem-lai/?step={sign_step}"),
)
SAMPLE = {
    "citizen:home",
    "citizen:desks",
    "onestop:citizen-service",
    "onestop:citizen-sent",
    "onestop:citizen-dossier",
    "officer:inbox",
    "inbox with panel",
    "onestop:officer-reception",
    "onestop:officer-register",
    "permit at the place",
    "onestop:officer-paper",
}
"""Looked at in every run; the others before a release."""
SAMPLE_BY_KEYBOARD = {"citizen:home", "onestop:officer-reception", "permit at the place"}
"""Those of them that are walked over by keyboard too."""

_AT = (
    "SELECT s.case_id, s.id FROM cases_step s JOIN cases_case c ON c.id = s.case_id"
    " JOIN onestop_dossier d ON d.case_id = c.id"
    " JOIN onestop_procedureversion v ON v.id = d.procedure_version_id"
    " JOIN onestop_procedure p ON p.id = v.procedure_id JOIN units_unit u ON u.id = s.unit_id"
    " WHERE s.closed_at IS NULL AND s.node = %s AND p.code = %s AND u.code LIKE 'qt-18880%%'"
    " ORDER BY s.id LIMIT 1"
)
_OF_WARD = "JOIN units_unit u ON u.id = d.agency_id WHERE u.code = 'qt-18880'"
_FOUND: Mapping[str, str] = {
    "paper": "SELECT min(id) FROM onestop_dossierpaper WHERE kind = '01'",
    "form": "SELECT code FROM onestop_satisfactionform ORDER BY id LIMIT 1",
    "delegation": "SELECT min(id) FROM access_delegation",
    "entry": "SELECT min(id) FROM onestop_catalogueentry",
    "app": "SELECT min(id) FROM accounts_connectedapp",
    "document": f"SELECT max(d.id) FROM documents_issueddocument d {_OF_WARD}",
    "file": f"SELECT max(d.file_id) FROM documents_issueddocument d {_OF_WARD}",
    "agency": "SELECT id FROM units_unit WHERE code = 'qt-18880'",
    "directory_key": "SELECT id FROM units_unit WHERE code LIKE 'qt-18880%%' ORDER BY id LIMIT 1",
    "form_code": "SELECT min(code) FROM forms_formdefinition",
}
_CODE = (
    "SELECT c.code FROM cases_case c JOIN onestop_dossier d ON d.case_id = c.id"
    " WHERE d.submission_code = %s"
)


def demo_things(stack: Stack) -> dict[str, Any]:
    """What the demo province holds, by the names the matrix uses."""
    case, step = stack.rows(_AT, "examine", BIRTH)[0]
    intake, intake_step = stack.rows(_AT, "intake", BIRTH)[0]
    sign, sign_step = stack.rows(_AT, "sign", BIRTH)[0]
    return {
        "case": case,
        "step": step,
        "intake": intake,
        "sign": sign,
        "sign_step": sign_step,
        "visited": stack.rows(_AT, "visit", BUILDING)[0][0],
        "onestop:officer-check step": intake_step,
        "administration:form-rule form_code": "birth_registration",
        "administration:process-condition form_code": "birth_registration",
        "process_step": "recheck",
        "process_slot": "when",
        "form_question": "child_full_name",
        "form_slot": "show_if",
        "procedure_code": "1.013225",
        "procedure_tab": "chung",
        "figure": "tong-so",
        "figure_table": "don-vi",
        "procedure_place": "components/land_papers",
        "procedure_slot": "when",
        "procedure_paper": "ket-qua",
        "directory": "don-vi",
        "directory_make": "lap",
        "directory_act": "sua",
        "link_handle": "MQ",
        "link_token": "het-han",
        "kind": "onestop.dossier",
        "slug": "dang-ky-khai-sinh",
        "page": "mother",
        "event": "birth",
        "help_topic": "viec-cua-toi",
        "citizen_help_topic": "bat-dau",
        **{name: stack.rows(statement)[0][0] for name, statement in _FOUND.items()},
    }


def make_things(stack: Stack, visit: Visit) -> dict[str, Any]:
    """What the demo province lacks: a draft, an accepted dossier, a mandate, a phone, a sheet."""
    with Walker(stack.web, people.MOTHER) as walker:
        key = walker.draft()
        sent = walker.send(key, walker.review_form(key))
        assert sent, "not acknowledged"
        made = {"draft": walker.draft(), "mandate": _mandate(walker)}
    counter = visit(people.DESK)
    desk.accept(counter, sent)
    until(lambda: stack.open_node(sent) == "examine", "the acceptance")
    return made | {
        "officer": _holder(visit, stack, sent),
        "book": _book(clerk := visit(people.CLERK)),
        "free": _free(clerk),
        "code": stack.rows(_CODE, sent)[0][0],
        "onestop:citizen-sent code": sent,
        "permit": _phone(counter),
        "sheet": _sheet(counter),
        "shared_view": _shared_view(visit(people.LEADER)),
    }


def _shared_view(leader: Page) -> int:
    """A way of looking at the inbox that a leader keeps for the whole unit."""
    leader.goto("/can-bo/cach-xem/?ds=officer.inbox&xem=tre")
    leader.get_by_label("Tên cách xem").fill("Trễ của phường")
    leader.get_by_label("Cả đơn vị của tôi").check()
    leader.get_by_role("button", name="Lưu cách xem").click()
    expect(leader.get_by_text("Đã lưu cách xem “Trễ của phường”.")).to_be_visible()
    leader.goto("/can-bo/cach-xem/")
    address = leader.locator("a[href$='/giao/']").first.get_attribute("href") or ""
    return int(re.findall(r"/cach-xem/(\d+)/", address)[0])


def _book(clerk: Page) -> int:
    """A book that the clerk opens after an older one."""
    clerk.goto("/can-bo/so-van-ban/mo/")
    clerk.get_by_label("Số cuối của sổ cũ").fill("12")
    clerk.get_by_label("Vì sao bắt đầu từ số này").fill("Sổ giấy năm trước")
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_text("Đã mở sổ, số tiếp theo là 13.")).to_be_visible()
    address = clerk.locator("table.books td a").first.get_attribute("href") or ""
    return int(re.findall(r"/so-van-ban/(\d+)/", address)[0])


def _free(clerk: Page) -> int:
    """A letter that the clerk drafts."""
    clerk.goto("/can-bo/van-ban/soan/?loai=letter")
    clerk.get_by_label("Trích yếu").fill("phối hợp phòng, chống bão số 9 và mưa lũ sau bão")
    clerk.get_by_label("Kính gửi").fill("Hội Cựu chiến binh phường Đồng Hới")
    clerk.get_by_role("textbox", name="Nội dung").fill("Đề nghị các đơn vị trực ban 24/24 giờ.")
    clerk.get_by_role("button", name="Lưu dự thảo").click()
    expect(clerk.get_by_role("heading", name="Trình ký")).to_be_visible()
    return int(re.findall(r"/van-ban/(\d+)/du-thao/", clerk.url)[0])


def _mandate(walker: Walker) -> int:
    page = walker.http.get("/lam-thay/them/")
    typed = {"basis": "guardian", "principal_kind": "person", "gender": "male"}
    typed |= {"principal_name": "Nguyễn Phúc Nguyên Khang Bảo Lộc", "personal_id": "044212000001"}
    for name in ("date_of_birth", "valid_from"):
        typed |= {f"{name}_{part}": number for part, number in zip(PARTS, BORN, strict=True)}
    values = {**form_of(page.text).values, **typed}
    answer = walker.http.post(page.url, data=values, headers=walker.own)
    return int(re.findall(r"/lam-thay/(\d+)/", str(answer.url) + answer.text)[0])


PARTS, BORN = ("day", "month", "year"), ("3", "4", "2012")


def _holder(visit: Visit, stack: Stack, sent: str) -> int:
    """An officer with work in hand, to be given to others."""
    (case,) = stack.rows("SELECT case_id FROM onestop_dossier WHERE submission_code = %s", sent)[0]
    page = visit(people.EXAMINER)
    page.goto(f"/can-bo/ho-so/{case}/")
    page.get_by_role("button", name="Nhận việc này").click()
    expect(page.get_by_role("button", name="Nhận việc này")).to_be_hidden()
    who = "SELECT id FROM accounts_account WHERE username = %s"
    return int(stack.rows(who, people.EXAMINER)[0][0])


def _phone(counter: Page) -> str:
    """A phone that may photograph for the counter: what stands in its address."""
    counter.goto("/can-bo/mot-cua/quay/")
    cookies = {cookie["name"]: cookie["value"] for cookie in counter.context.cookies()}
    token = next(value for name, value in cookies.items() if "csrf" in name)
    answer = counter.request.post(
        "/can-bo/mot-cua/dien-thoai/",
        headers={"X-CSRFToken": token, "Referer": counter.url},
        form={},
    )
    found = PERMIT.search(answer.text())
    assert found, answer.text()
    return found[1]


def _sheet(counter: Page) -> int:
    """A sheet of papers handed to the ward."""
    counter.goto("/can-bo/ban-giao/")
    counter.locator('main input[name="line"]').first.check()
    counter.keyboard.press("Control+Enter")
    expect(counter).to_have_url(SHEET)
    found = SHEET.search(counter.url)
    assert found
    return int(found[1])
