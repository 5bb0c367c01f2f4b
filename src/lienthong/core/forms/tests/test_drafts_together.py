# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two tabs at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from lienthong.core.forms.actions.drafts import keep_file, start_draft
from lienthong.core.forms.actions.pages import save_page
from lienthong.core.forms.models import FormDraft, FormVersion
from lienthong.core.forms.tests.samples import sent
from lienthong.core.forms.tests.test_drafts import SUBMITTER
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import StaleVersion


@pytest.fixture
def draft(transactional_db: None, version: FormVersion, duyen: Actor) -> FormDraft:
    return start_draft(version, actor=duyen)


def test_save_page_from_two_tabs_at_once_saves_one_and_tells_the_other(
    draft: FormDraft, duyen: Actor
) -> None:
    together = Barrier(2)

    def press(relation: str) -> str:
        together.wait()
        values = sent(**{**SUBMITTER, "relation": relation})
        try:
            save_page(draft, page="submitter", submitted=values, revision=1, actor=duyen)
        except StaleVersion as stale:
            return stale.code
        finally:
            connection.close()
        return relation

    with ThreadPoolExecutor(2) as tabs:
        answers = sorted(tabs.map(press, ["father", "mother"]))
    assert answers[1] == "stale_version"
    draft.refresh_from_db()
    assert (draft.answers["relation"], draft.revision) == (answers[0], 2)


def test_save_page_pressed_twice_at_once_is_taken_once(draft: FormDraft, duyen: Actor) -> None:
    together = Barrier(2)

    def press(_time: int) -> int:
        together.wait()
        try:
            values = sent(**SUBMITTER)
            saved = save_page(draft, page="submitter", submitted=values, revision=1, actor=duyen)
            return saved.revision
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as presses:
        assert list(presses.map(press, range(2))) == [2, 2]


def test_keep_file_from_two_uploads_at_once_keeps_both(draft: FormDraft, duyen: Actor) -> None:
    together = Barrier(2)

    def upload(number: str) -> None:
        together.wait()
        try:
            with transaction.atomic():
                keep_file(draft, slot="certificate", file={"id": number}, actor=duyen)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as uploads:
        list(uploads.map(upload, ["1", "2"]))
    draft.refresh_from_db()
    assert sorted(file["id"] for file in draft.attachments["certificate"]) == ["1", "2"]
