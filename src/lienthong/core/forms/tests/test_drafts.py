# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from lienthong.core.audit.api import AuditRecord
from lienthong.core.forms.actions.drafts import (
    close_draft,
    discard_draft,
    expire_drafts,
    keep_file,
    remove_file,
    restore_draft,
    start_draft,
)
from lienthong.core.forms.actions.pages import PageRefused, prefill_draft, save_page
from lienthong.core.forms.adapters.prefill import register_prefill_provider
from lienthong.core.forms.models import FormDraft, FormVersion
from lienthong.core.forms.queries import (
    answers_by_meaning,
    discarded_drafts_of,
    draft_of,
    drafts_of,
    filled_form,
    page_after,
    page_before,
    printed_form,
    problems_of,
    summary_of,
    summary_rows,
)
from lienthong.core.forms.tests.conftest import PersonData
from lienthong.core.forms.tests.samples import sent
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope, StaleVersion

SUBMITTER = {"relation": "mother", "contact_phone": "0912 345 678"}
PAGES: list[tuple[str, dict[str, Any]]] = [
    ("submitter", SUBMITTER),
    (
        "child",
        {"child_name": "Lê Nguyễn Khánh Vy", "child_born": "15112026", "child_sex": "female"},
    ),
    (
        "mother",
        {
            "mother_name": "Trần Thị Mỹ Duyên",
            "mother_born": "12/05/1996",
            "mother_id": "045196001234",
        },
    ),
    (
        "more",
        {
            "residence_division": "Phường Đồng Hới",
            "residence_detail": "Tổ dân phố 6",
            "weight": "3.200",
            "married": "no",
        },
    ),
    ("fees", {"ethnicity": "01"}),
    ("siblings", {}),
]


def today_form(pages: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """The pages with a birth date that is never late, whatever day the test runs."""
    born = timezone.localdate() - timedelta(days=3)
    return [
        (page, {**values, "child_born": f"{born:%d%m%Y}"} if page == "child" else values)
        for page, values in pages
    ]


def save(draft: FormDraft, page: str, values: dict[str, Any], actor: Actor) -> FormDraft:
    return save_page(
        draft, page=page, submitted=sent(**values), revision=draft.revision, actor=actor
    )


def complete(version: FormVersion, actor: Actor) -> FormDraft:
    draft = start_draft(version, actor=actor)
    for page, values in today_form(PAGES):
        draft = save(draft, page, values, actor)
    return keep_file(
        draft, slot="certificate", file={"id": "7", "name": "a.jpg", "size": 10}, actor=actor
    )


def test_start_draft_belongs_to_the_actor_and_begins_on_the_first_page(
    version: FormVersion, duyen: Actor
) -> None:
    draft = start_draft(version, topic="onestop:1.001193", setting={"unit": 3}, actor=duyen)
    assert (draft.owner_id, draft.page, draft.revision) == (duyen.account_id, "submitter", 1)
    assert list(drafts_of(duyen, topic="onestop:1.001193")) == [draft]
    assert list(drafts_of(duyen, topic="other")) == []


def test_start_draft_without_signing_in_is_refused(version: FormVersion) -> None:
    with pytest.raises(NotAllowed):
        start_draft(version, actor=Actor.anonymous())
    assert FormDraft.objects.count() == 0


def test_save_page_keeps_typed_answers_and_moves_on(version: FormVersion, duyen: Actor) -> None:
    draft = save(start_draft(version, actor=duyen), "submitter", SUBMITTER, duyen)
    draft.refresh_from_db()
    assert draft.answers == {"relation": "mother", "contact_phone": "0912345678"}
    assert (draft.page, draft.revision) == ("child", 2)
    assert (page_after(draft, "child"), page_before(draft, "child")) == ("mother", "submitter")


def test_save_page_with_an_error_saves_nothing_and_keeps_what_was_typed(
    version: FormVersion, duyen: Actor
) -> None:
    draft = start_draft(version, actor=duyen)
    with pytest.raises(PageRefused) as refused:
        save(draft, "submitter", {"relation": "mother", "contact_phone": "12"}, duyen)
    draft.refresh_from_db()
    assert (draft.answers, draft.revision) == ({}, 1)
    assert refused.value.page_input.submitted["contact_phone"] == ["12"]
    assert refused.value.fields == {
        "contact_phone": "Số điện thoại có 10 chữ số và bắt đầu bằng 0, bạn đã nhập 2. "
        "Hãy nhập số điện thoại."
    }


def test_save_page_from_an_old_tab_is_stale(version: FormVersion, duyen: Actor) -> None:
    draft = start_draft(version, actor=duyen)
    save(draft, "submitter", SUBMITTER, duyen)
    with pytest.raises(StaleVersion):
        save(draft, "submitter", {**SUBMITTER, "relation": "father"}, duyen)
    draft.refresh_from_db()
    assert draft.answers["relation"] == "mother"


def test_save_page_of_somebody_else_is_not_found(
    version: FormVersion, duyen: Actor, stranger: Actor
) -> None:
    draft = start_draft(version, actor=duyen)
    with pytest.raises(OutOfScope):
        save(draft, "submitter", SUBMITTER, stranger)
    with pytest.raises(OutOfScope):
        draft_of(stranger, draft.key)
    with pytest.raises(OutOfScope):
        discard_draft(draft, actor=stranger)
    draft.refresh_from_db()
    assert (draft.answers, draft.discarded_at) == ({}, None)
    assert list(drafts_of(stranger)) == []


def test_save_page_that_is_not_asked_is_not_found(version: FormVersion, duyen: Actor) -> None:
    draft = start_draft(version, actor=duyen)
    for page in ("mother", "nowhere"):
        with pytest.raises(OutOfScope):
            save(draft, page, {}, duyen)


def test_save_page_that_hides_later_pages_drops_their_answers(
    version: FormVersion, duyen: Actor
) -> None:
    draft = start_draft(version, actor=duyen)
    for page, values in today_form(PAGES[:3]):
        draft = save(draft, page, values, duyen)
    draft = save(draft, "submitter", {**SUBMITTER, "relation": "father"}, duyen)
    assert "mother_name" not in draft.answers
    assert draft.answers["child_name"] == "Lê Nguyễn Khánh Vy"


def test_save_page_twice_saves_once_without_any_key(version: FormVersion, duyen: Actor) -> None:
    draft = start_draft(version, actor=duyen)
    first = save(draft, "submitter", SUBMITTER, duyen)
    again = save(draft, "submitter", SUBMITTER, duyen)
    assert (first.pk, first.revision) == (again.pk, again.revision) == (draft.pk, 2)
    assert again.answers == first.answers == {"relation": "mother", "contact_phone": "0912345678"}


def test_save_page_keeps_a_file_that_came_after_the_page_was_read(
    version: FormVersion, duyen: Actor
) -> None:
    draft = start_draft(version, actor=duyen)
    keep_file(draft, slot="certificate", file={"id": "7"}, actor=duyen)
    save(draft, "submitter", SUBMITTER, duyen)
    draft.refresh_from_db()
    assert (draft.file_counts(), draft.revision) == ({"certificate": 1}, 2)


def test_save_page_writes_no_answers_into_the_audit(version: FormVersion, duyen: Actor) -> None:
    save(start_draft(version, actor=duyen), "submitter", SUBMITTER, duyen)
    record = AuditRecord.objects.filter(permission="forms.draft.fill").order_by("-id").first()
    assert record is not None
    assert record.changes["answers"] == ["•", "•"]
    assert "0912345678" not in str(record.changes)


def test_start_draft_takes_what_the_state_knows_with_its_mark(
    version: FormVersion, duyen: Actor
) -> None:
    register_prefill_provider(PersonData({"person.phone": "0912345678"}))
    draft = start_draft(version, actor=duyen)
    assert draft.answers == {"contact_phone": "0912345678"}
    assert draft.origins["contact_phone"]["title"] == "Cơ sở dữ liệu dân cư"
    assert draft.origins["contact_phone"]["consent"] == "VNeID"


def test_start_draft_without_consent_takes_nothing(version: FormVersion, duyen: Actor) -> None:
    register_prefill_provider(PersonData({"person.phone": "0912345678"}, consent=""))
    assert start_draft(version, actor=duyen).answers == {}


def test_save_page_with_a_corrected_answer_forgets_its_mark(
    version: FormVersion, duyen: Actor
) -> None:
    register_prefill_provider(PersonData({"person.phone": "0912345678"}))
    draft = start_draft(version, actor=duyen)
    kept = save(draft, "submitter", SUBMITTER, duyen)
    assert list(kept.origins) == ["contact_phone"]
    changed = save(kept, "submitter", {**SUBMITTER, "contact_phone": "0987654321"}, duyen)
    assert changed.origins == {}


def test_save_page_takes_back_what_was_taken_for_another_person(
    version: FormVersion, duyen: Actor
) -> None:
    register_prefill_provider(PersonData({"person.full_name": "Trần Thị Mỹ Duyên"}))
    draft = start_draft(version, actor=duyen)
    for page, values in today_form(PAGES[:2]):
        draft = save(draft, page, values, duyen)
    assert draft.answers["mother_name"] == "Trần Thị Mỹ Duyên"
    other = {**SUBMITTER, "relation": "other", "relation_text": "Dì"}
    draft = save(draft, "submitter", other, duyen)
    assert "mother_name" not in draft.answers
    assert "mother_name" not in draft.origins


def test_prefill_draft_fills_open_questions_of_all_pages(
    version: FormVersion, duyen: Actor
) -> None:
    draft = save(start_draft(version, actor=duyen), "submitter", SUBMITTER, duyen)
    card = PersonData({"mother.personal_id": "045196001234", "person.phone": "0987654321"})
    offers = card.offers(duyen, frozenset(card.values), {})
    draft = prefill_draft(draft, offers=offers, actor=duyen)
    assert draft.answers["mother_id"] == "045196001234"
    assert draft.answers["contact_phone"] == "0912345678"
    assert (list(draft.origins), draft.revision) == (["mother_id"], 3)


def test_keep_file_keeps_it_once_and_up_to_the_limit(version: FormVersion, duyen: Actor) -> None:
    draft = start_draft(version, actor=duyen)
    for number in ("1", "1", "2"):
        draft = keep_file(draft, slot="certificate", file={"id": number}, actor=duyen)
    assert [file["id"] for file in draft.attachments["certificate"]] == ["1", "2"]
    assert draft.revision == 1
    with pytest.raises(IllegalState):
        keep_file(draft, slot="certificate", file={"id": "3"}, actor=duyen)
    with pytest.raises(OutOfScope):
        keep_file(draft, slot="child_name", file={"id": "3"}, actor=duyen)
    draft = remove_file(draft, slot="certificate", file_id="1", actor=duyen)
    assert draft.file_counts() == {"certificate": 1}
    assert remove_file(draft, slot="certificate", file_id="2", actor=duyen).attachments == {}


def test_discard_draft_can_be_undone_for_thirty_days(version: FormVersion, duyen: Actor) -> None:
    draft = discard_draft(start_draft(version, actor=duyen), actor=duyen)
    assert (list(drafts_of(duyen)), discarded_drafts_of(duyen)) == ([], [draft])
    with pytest.raises(IllegalState):
        save(draft, "submitter", SUBMITTER, duyen)
    assert restore_draft(draft, actor=duyen).discarded_at is None
    FormDraft.objects.update(discarded_at=timezone.now() - timedelta(days=30, seconds=1))
    assert discarded_drafts_of(duyen) == []
    with pytest.raises(IllegalState):
        restore_draft(draft, actor=duyen)


def test_restore_draft_that_was_not_discarded_is_refused(
    version: FormVersion, duyen: Actor
) -> None:
    with pytest.raises(IllegalState):
        restore_draft(start_draft(version, actor=duyen), actor=duyen)


def test_filled_form_of_a_closed_draft_hands_everything_over(
    version: FormVersion, duyen: Actor
) -> None:
    draft = complete(version, duyen)
    assert problems_of(draft) == []
    filled = filled_form(draft)
    assert filled.form_version_id == version.pk
    assert filled.answers["weight"] == 3200
    assert filled.attachments["certificate"][0]["name"] == "a.jpg"
    assert answers_by_meaning(version.pk, filled.answers)["child.full_name"] == "Lê Nguyễn Khánh Vy"
    printed = printed_form(version.pk, filled.answers, on=timezone.localdate())
    assert printed["fields"]["residence"] == "Tổ dân phố 6, Phường Đồng Hới, Tỉnh Quảng Trị"
    assert summary_of(draft)[0].rows[0].value == "Mẹ"


def test_what_a_sent_form_says_follows_its_answers_and_the_reader(
    version: FormVersion, duyen: Actor
) -> None:
    day, answers = timezone.localdate(), dict(filled_form(complete(version, duyen)).answers)
    first = summary_rows(version.pk, answers, on=day)
    with override("en"):
        english = summary_rows(version.pk, {}, on=day)
    told = summary_rows(version.pk, answers | {"weight": 3300}, on=day)

    weights = [row.value for group in (*first, *told) for row in group.rows if row.key == "weight"]
    assert weights == ["3.200\xa0gam", "3.300\xa0gam"]
    assert summary_rows(version.pk, answers, on=day) == first
    unanswered = [row.value for group in english for row in group.rows if not row.answered]
    vietnamese = summary_rows(version.pk, {}, on=day)
    assert unanswered
    assert unanswered != [r.value for group in vietnamese for r in group.rows if not r.answered]


def test_filled_form_leaves_out_files_that_are_not_asked_for(
    version: FormVersion, duyen: Actor
) -> None:
    draft = keep_file(complete(version, duyen), slot="other_paper", file={"id": "8"}, actor=duyen)
    assert set(filled_form(draft).attachments) == {"certificate", "other_paper"}
    draft = save(draft, "submitter", {**SUBMITTER, "relation": "father"}, duyen)
    assert set(filled_form(draft).attachments) == {"certificate"}


def test_close_draft_closes_it(version: FormVersion, duyen: Actor) -> None:
    draft = close_draft(complete(version, duyen), actor=duyen)
    assert draft.completed_at is not None
    assert list(drafts_of(duyen)) == []
    with pytest.raises(IllegalState):
        save(draft, "submitter", SUBMITTER, duyen)
    with pytest.raises(IllegalState):
        close_draft(draft, actor=duyen)


def test_close_draft_hands_over_what_came_after_it_was_read(
    version: FormVersion, duyen: Actor
) -> None:
    draft = complete(version, duyen)
    keep_file(draft, slot="certificate", file={"id": "8"}, actor=duyen)
    closed = close_draft(draft, actor=duyen)
    assert [file["id"] for file in closed.attachments["certificate"]] == ["7", "8"]


def test_close_draft_with_missing_answers_names_each(version: FormVersion, duyen: Actor) -> None:
    draft = start_draft(version, actor=duyen)
    with pytest.raises(InvalidInput) as refused:
        close_draft(draft, actor=duyen)
    assert refused.value.fields["certificate"] == "Hãy gửi giấy chứng sinh."
    draft.refresh_from_db()
    assert draft.completed_at is None


def test_expire_drafts_deletes_only_what_nobody_can_use(version: FormVersion, duyen: Actor) -> None:
    now = timezone.now()
    fresh, old, thrown, sent_one, undoable = (start_draft(version, actor=duyen) for _ in range(5))
    FormDraft.objects.filter(pk__in=[old.pk, sent_one.pk]).update(expires_at=now)
    FormDraft.objects.filter(pk=sent_one.pk).update(completed_at=now)
    FormDraft.objects.filter(pk=thrown.pk).update(discarded_at=now - timedelta(days=31))
    FormDraft.objects.filter(pk=undoable.pk).update(discarded_at=now - timedelta(days=29))
    assert expire_drafts(now, actor=Actor.platform("test")) == 2
    left = set(FormDraft.objects.values_list("pk", flat=True))
    assert left == {fresh.pk, sent_one.pk, undoable.pk}


def test_expire_drafts_by_a_citizen_is_refused(version: FormVersion, duyen: Actor) -> None:
    draft = start_draft(version, actor=duyen)
    with pytest.raises(NotAllowed):
        expire_drafts(timezone.now() + timedelta(days=999), actor=duyen)
    assert FormDraft.objects.filter(pk=draft.pk).exists()
