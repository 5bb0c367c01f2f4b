# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.template import Context, Template

from lienthong.core.forms.actions.drafts import start_draft
from lienthong.core.forms.actions.pages import PageRefused, save_page
from lienthong.core.forms.actions.publish import publish_form
from lienthong.core.forms.adapters.prefill import register_prefill_provider
from lienthong.core.forms.models import FormDraft, FormVersion
from lienthong.core.forms.panels.pages import page_view
from lienthong.core.forms.panels.sent import changed_items, opened_page, unsaved_page
from lienthong.core.forms.panels.shapes import PageView
from lienthong.core.forms.queries import summary_of
from lienthong.core.forms.tests.conftest import PersonData
from lienthong.core.forms.tests.samples import sample_content, sent
from lienthong.core.forms.tests.test_drafts import PAGES, SUBMITTER, save, today_form
from lienthong.kernel.actor import Actor

PAGE = Template("{% load forms %}{% form_page page slots=slots %}")


def draw(page: PageView, **context: Any) -> str:
    html = PAGE.render(Context({"page": page, "csrf_token": "tok", "slots": (), **context}))
    assert "undefined" not in html
    return html


def refused_page(draft: FormDraft, page: str, values: dict[str, Any], actor: Actor) -> PageView:
    with pytest.raises(PageRefused) as refused:
        save_page(draft, page=page, submitted=sent(**values), revision=draft.revision, actor=actor)
    return page_view(draft, page, refused=refused.value.page_input)


@pytest.fixture
def draft(version: FormVersion, duyen: Actor) -> FormDraft:
    return start_draft(version, actor=duyen)


@pytest.fixture
def advanced(draft: FormDraft, duyen: Actor) -> FormDraft:
    for page, values in today_form(PAGES):
        draft = save(draft, page, values, duyen)
    return draft


def test_page_view_counts_pages_with_check_your_answers(draft: FormDraft) -> None:
    page = page_view(draft, "submitter")
    assert (page.number, page.total, page.back) == (1, 7, "")
    assert (page.form_title, page.title, page.errors) == ("Đăng ký khai sinh", "Bạn là ai", ())


def test_page_view_shows_a_condition_in_words_and_for_the_browser(draft: FormDraft) -> None:
    questions = {question.key: question for question in page_view(draft, "submitter").questions}
    assert json.loads(questions["relation_text"].condition) == {
        "eq": [{"field": "relation"}, "other"]
    }
    assert questions["relation_text"].condition_text == "Trả lời khi bạn là người khác."
    assert questions["contact_email"].optional
    html = draw(page_view(draft, "submitter"))
    assert "Trả lời khi bạn là người khác." in html
    assert 'name="relation_text"' in html


def test_page_view_of_a_refused_page_shows_what_was_typed_and_one_sentence_twice(
    draft: FormDraft, duyen: Actor
) -> None:
    draft = save(draft, "submitter", SUBMITTER, duyen)
    values = {"child_name": "Lê <b>", "child_born_day": "31", "child_born_month": "2"}
    page = refused_page(draft, "child", {**values, "child_born_year": "2026"}, duyen)
    assert [(error["target"], str(error["message"])) for error in page.errors] == [
        ("id_child_name", "Họ tên không có ký tự “<”. Hãy nhập họ tên của con."),
        ("id_child_born_day", "Không có ngày 31/2/2026. Hãy nhập ngày con ra đời."),
        ("id_child_sex_0", "Hãy chọn giới tính."),
    ]
    html = draw(page)
    assert html.count("Không có ngày 31/2/2026. Hãy nhập ngày con ra đời.") == 2
    assert 'value="Lê &lt;b&gt;"' in html
    assert "<b>" not in html
    assert 'value="31"' in html
    for error in page.errors:
        assert html.count(f'id="{error["target"]}"') == 1
    assert html.index("Còn 3 chỗ cần sửa") < html.index("<h1>") < html.index("<form")


def test_page_view_fills_inputs_from_saved_answers(advanced: FormDraft) -> None:
    html = draw(page_view(advanced, "more"))
    assert 'value="3.200"' in html
    assert 'value="Phường Đồng Hới, Tỉnh Quảng Trị"' in html
    assert re.search(r'value="no"[^>]* checked', html)


def test_page_view_carries_taken_answers_and_opens_them_on_request(
    version: FormVersion, duyen: Actor
) -> None:
    register_prefill_provider(PersonData({"person.phone": "0912345678"}))
    draft = start_draft(version, actor=duyen)
    html = draw(page_view(draft, "submitter"))
    assert "Cơ sở dữ liệu dân cư" in html
    assert '<input type="hidden" name="contact_phone" value="0912345678">' in html
    assert 'name="_edit" value="contact_phone"' in html
    opened = draw(page_view(draft, "submitter", edit=["contact_phone"]))
    assert 'id="id_contact_phone"' in opened
    assert 'type="hidden" name="contact_phone"' not in opened
    assert '<input type="hidden" name="_open" value="contact_phone">' in opened
    assert "autofocus" in opened


def test_taken_answer_of_several_lines_is_closed_and_shown_line_by_line(duyen: Actor) -> None:
    content = sample_content()
    content["code"], content["pages"] = "several_lines", content["pages"][:1]
    content["pages"][0]["fields"] = [
        {"key": "note", "kind": "long_text", "label": "Ghi", "prefill": [{"from": "person.phone"}]}
    ]
    form = publish_form(content, actor=Actor.platform("test"))
    register_prefill_provider(PersonData({"person.phone": "Tổ 8\nĐường <Lý>"}))
    draft = start_draft(form, actor=duyen)
    page = content["pages"][0]["key"]
    typed = sent(note="Tổ 8\r\nĐường <Lý>")

    for view in (
        page_view(draft, page),
        page_view(draft, page, refused=opened_page(draft, page, typed)),
    ):
        html = draw(view)
        assert "Tổ 8<br>Đường &lt;Lý&gt;</p>" in html
        assert "<textarea" not in html


def test_page_view_for_an_officer_asks_dates_in_one_input(draft: FormDraft) -> None:
    fields = {
        view.name: view
        for question in page_view(draft, "child", officer=True).questions
        for view in question.fields
    }
    assert fields["child_born"].kind == "date_one"


def test_page_view_of_a_repeat_group_draws_items_and_buttons(
    advanced: FormDraft, duyen: Actor
) -> None:
    added = changed_items(
        advanced,
        "siblings",
        sent(_add="siblings", siblings__count="1", siblings__0__sibling_name="An"),
    )
    page = page_view(advanced, "siblings", refused=added)
    question = page.questions[0]
    assert [item.title for item in question.items] == ["Người thứ 1", "Người thứ 2"]
    html = draw(page)
    assert 'name="siblings.0.sibling_name"' in html
    assert 'value="An"' in html
    assert 'value="siblings.1"' in html
    first_button = html[html.index("<button") : html.index("</button>")]
    assert "_remove" not in first_button


def test_page_view_of_files_describes_slots(advanced: FormDraft) -> None:
    page = page_view(advanced, "papers")
    assert page.is_files
    assert page.questions[0].slot["component"] == "birth_certificate"
    slots = [
        {"id": "certificate", "label": "Giấy chứng sinh", "state": "empty", "upload_url": "/x"}
    ]
    assert "Giấy chứng sinh" in draw(page, slots=slots)


def test_page_view_tells_the_browser_only_what_conditions_need(advanced: FormDraft) -> None:
    assert json.loads(page_view(advanced, "siblings").known) == {}
    assert json.loads(page_view(advanced, "child").known) == {}


def test_page_view_shows_hints_beside_the_answer(advanced: FormDraft, duyen: Actor) -> None:
    values = {**PAGES[2][1], "mother_born": "12/05/1991"}
    draft = save(advanced, "mother", values, duyen)
    html = draw(page_view(draft, "mother"))
    assert "Số định danh này thường là của người sinh năm 1996, bạn khai năm 1991." in html


def test_unsaved_page_keeps_what_was_typed_under_the_new_revision(
    draft: FormDraft, duyen: Actor
) -> None:
    saved = save(draft, "submitter", SUBMITTER, duyen)
    typed = unsaved_page(sent(relation="other", relation_text="Dì"), "Vừa lưu ở cửa sổ khác.")
    page = page_view(saved, "submitter", refused=typed)
    assert page.errors == ({"target": "", "message": "Vừa lưu ở cửa sổ khác."},)
    html = draw(page)
    assert 'name="_revision" value="2"' in html
    assert 'value="Dì"' in html


def test_form_summary_links_each_group_to_its_page(advanced: FormDraft) -> None:
    html = Template("{% load forms %}{% form_summary groups '/khai/PAGE/' %}").render(
        Context({"groups": summary_of(advanced)})
    )
    assert 'href="/khai/mother/"' in html
    assert html.count("<h2>") == 7
    assert "Trần Thị Mỹ Duyên" in html
