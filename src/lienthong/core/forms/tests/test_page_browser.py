# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A page of a form in real Chromium: conditions follow the answers, Enter saves."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template import Context, Template
from django.utils import timezone
from playwright.sync_api import expect

from lienthong.core.forms.actions.drafts import start_draft
from lienthong.core.forms.adapters.prefill import register_prefill_provider
from lienthong.core.forms.domain.loading import read_definition
from lienthong.core.forms.domain.trial import Trial
from lienthong.core.forms.models import FormDraft, FormVersion
from lienthong.core.forms.panels.pages import draw_page, page_view
from lienthong.core.forms.panels.sent import changed_items, checked_page
from lienthong.core.forms.queries import summary_of
from lienthong.core.forms.tests.browser import chromium_page
from lienthong.core.forms.tests.conftest import PersonData
from lienthong.core.forms.tests.samples import sent
from lienthong.core.forms.tests.test_drafts import PAGES, SUBMITTER, save, today_form
from lienthong.kernel.actor import Actor

SCRIPTS = ("conditions.js", "page.js")


def page_html(draft: FormDraft, page: str, *, add: str = "") -> str:
    changed = changed_items(draft, page, sent(_add=add, siblings__count="1")) if add else None
    view = page_view(draft, page, refused=changed)
    return Template("{% load forms %}{% form_page page %}").render(
        Context({"page": view, "csrf_token": "tok"})
    )


@pytest.fixture
def draft(version: FormVersion, duyen: Actor) -> FormDraft:
    return start_draft(version, actor=duyen)


def test_page_shows_a_question_when_its_answer_opens_it(draft: FormDraft) -> None:
    with chromium_page(page_html(draft, "submitter"), scripts=SCRIPTS) as page:
        asked = page.get_by_label("Quan hệ", exact=True)
        expect(asked).to_be_hidden()
        page.get_by_label("Người khác").check()
        expect(asked).to_be_visible()
        expect(page.get_by_text("Trả lời khi bạn là người khác.")).to_be_hidden()
        page.get_by_label("Mẹ").check()
        expect(asked).to_be_hidden()


def test_page_without_scripts_shows_every_question_with_its_condition(draft: FormDraft) -> None:
    with chromium_page(page_html(draft, "submitter")) as page:
        expect(page.get_by_label("Quan hệ", exact=True)).to_be_visible()
        expect(page.get_by_text("Trả lời khi bạn là người khác.")).to_be_visible()


@pytest.mark.parametrize(
    ("day", "month", "year", "late"),
    [("1", "2", "2020", True), ("01022020", "", "", True), ("1/2/2020", "", "", True)],
)
def test_page_reads_dates_the_way_people_type_them(
    draft: FormDraft, duyen: Actor, day: str, month: str, year: str, late: bool
) -> None:
    child = save(draft, "submitter", SUBMITTER, duyen)
    with chromium_page(page_html(child, "child"), scripts=SCRIPTS) as page:
        reason = page.locator("[data-question=late_reason]")
        expect(reason).to_be_hidden()
        for part, text in (("day", day), ("month", month), ("year", year)):
            page.locator(f"#id_child_born_{part}").fill(text)
        expect(reason).to_be_visible(visible=late)
        page.locator("#id_child_born_day").fill("x")
        expect(reason).to_be_hidden()


def test_page_of_items_looks_at_each_item_alone(draft: FormDraft, duyen: Actor) -> None:
    for name, values in today_form(PAGES[:5]):
        draft = save(draft, name, values, duyen)
    html = page_html(draft, "siblings", add="siblings")
    with chromium_page(html, scripts=SCRIPTS) as page:
        died = [page.locator(f"[data-question='siblings.{n}.sibling_died']") for n in (0, 1)]
        page.locator("[name='siblings.1.sibling_alive'][value=no]").check()
        expect(died[0]).to_be_hidden()
        expect(died[1]).to_be_visible()


def test_enter_on_a_page_of_items_saves_and_removes_nothing(draft: FormDraft, duyen: Actor) -> None:
    for name, values in today_form(PAGES[:5]):
        draft = save(draft, name, values, duyen)
    html = page_html(draft, "siblings", add="siblings")
    html += '<p id="names"></p>'
    script = """document.querySelector('form').addEventListener('submit', event => {
      event.preventDefault();
      const names = [...new FormData(event.target, event.submitter).keys()];
      document.getElementById('names').textContent = names.join(' '); })"""
    with chromium_page(html, scripts=SCRIPTS) as page:
        page.evaluate(script)
        page.locator("[name='siblings.0.sibling_name']").press("Enter")
        expect(page.locator("#names")).to_contain_text("siblings.count")
        expect(page.locator("#names")).not_to_contain_text("_remove")
        page.get_by_role("button", name="Bỏ Người thứ 2").click()
        expect(page.locator("#names")).to_contain_text("_remove")


SALE = [
    {"key": "buyer", "kind": "person", "label": "Người mua", "parts": ["full_name", "phone"]},
    {"key": "qty", "kind": "number", "label": "Số lượng", "constraints": {"decimals": 2}},
    {"key": "price", "kind": "money", "label": "Đơn giá"},
    {"key": "total", "kind": "computed", "label": "Thành tiền", "result": "money",
     "value": {"mul": [{"field": "qty"}, {"field": "price"}]}},
    {"key": "visit", "kind": "time", "label": "Giờ hẹn", "show_if_text": "Trả lời khi mua nhiều.",
     "show_if": {"and": [{"gt": [{"field": "total"}, 1000]},
                         {"not": {"empty": {"field": "buyer.phone"}}}]}},
]  # fmt: skip
ROWS = {
    "key": "items", "kind": "repeat", "label": "Hàng", "required": False,
    "fields": [
        {"key": "n", "kind": "number", "label": "Số"},
        {"key": "twice", "kind": "computed", "label": "Gấp đôi",
         "value": {"mul": [{"field": "n"}, 2]}},
    ],
}  # fmt: skip


def sale_page(page: str) -> str:
    pages = [
        {"key": "sale", "title": "Mua", "fields": SALE},
        {"key": "rows", "title": "Hàng", "fields": [ROWS]},
    ]
    spec = read_definition(
        {"code": "sale", "title": "Mua", "version": 1, "valid_from": "2026-01-01", "pages": pages}
    )
    rows = [{"n": 1}, {"n": 2}]
    trial = Trial({"items": rows}, {}, {}, 1, timezone.now())
    view = draw_page(spec, trial, page)
    return Template("{% load forms %}{% form_page page %}").render(
        Context({"page": view, "csrf_token": "tok"})
    )


def test_computed_values_and_parts_follow_what_is_typed() -> None:
    with chromium_page(sale_page("sale"), scripts=SCRIPTS) as page:
        total, visit = page.locator("output"), page.locator("[data-question=visit]")
        expect(total).to_have_text("–")
        page.locator("[name=qty]").fill("1,5")
        page.locator("[name=price]").fill("15.001 đ")
        expect(total).to_have_text("22.502\u00a0đ")
        expect(visit).to_be_hidden()
        page.locator("[name=buyer_phone]").fill("0912345678")
        expect(visit).to_be_visible()
        page.locator("[name=price]").fill("")
        expect(total).to_have_text("–")
        expect(visit).to_be_hidden()


def test_computed_values_of_rows_look_at_their_own_row() -> None:
    with chromium_page(sale_page("rows"), scripts=SCRIPTS) as page:
        outputs = page.locator("output")
        expect(outputs).to_have_text(["2", "4"])
        page.locator("[name='items.1.n']").fill("21")
        expect(outputs).to_have_text(["2", "42"])


@pytest.mark.parametrize("name", ["sale", "rows"])
def test_new_kinds_have_no_accessibility_violation(name: str) -> None:
    assert violations(sale_page(name)) == []


def violations(content: str) -> list[str]:
    html = (
        f"<html lang='vi'><head><title>Thử</title></head><body><main>{content}</main></body></html>"
    )
    with chromium_page(html, scripts=SCRIPTS) as page:
        found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {node['html']}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("name", ["submitter", "child", "mother", "more", "siblings"])
def test_page_has_no_accessibility_violation(version: FormVersion, duyen: Actor, name: str) -> None:
    register_prefill_provider(PersonData({"person.phone": "0912345678"}))
    draft = start_draft(version, actor=duyen)
    for page, values in today_form(PAGES[:5]):
        draft = save(draft, page, values, duyen)
    assert violations(page_html(draft, name)) == []


def test_page_with_errors_has_no_accessibility_violation(draft: FormDraft, duyen: Actor) -> None:
    saved = save(draft, "submitter", SUBMITTER, duyen)
    wrong = checked_page(saved, "child", sent(child_born_day="31"))
    html = Template("{% load forms %}{% form_page page %}").render(
        Context({"page": page_view(saved, "child", refused=wrong), "csrf_token": "tok"})
    )
    assert len(wrong.errors) == 3
    assert violations(html) == []


def test_check_your_answers_has_no_accessibility_violation(draft: FormDraft) -> None:
    html = Template("{% load forms %}<h1>Xem lại</h1>{% form_summary groups '/PAGE/' %}").render(
        Context({"groups": summary_of(draft)})
    )
    assert violations(html) == []
