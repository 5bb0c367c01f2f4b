# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The papers that come with an online submission: a file in every slot that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lienthong.core.documents.api import Kept, add_produced, open_file
from lienthong.core.forms.api import FormDraft, holds, pages_of
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.receiving_files import description

PDF = "application/pdf"


def files_for(draft: FormDraft, make: Callable[[str], object]) -> dict[str, Any]:
    """A file for every file question that the answers of a draft ask, as the draft keeps them.

    ``make`` is given what the question is called and answers the description of a kept file.
    """
    today = timezone.localdate()
    asked = [
        question
        for page in pages_of(draft)
        for question in page.fields
        if question.kind == "file" and holds(question.show_if, draft.answers, today)
    ]
    return {one.key: [make(one.label)] for one in asked}


def specimen_file(draft: FormDraft, specimen: Kept, actor: Actor, title: str) -> dict[str, object]:
    """The specimen as a file of the draft."""
    file = open_file(
        title, owner_kind="onestop.draft", owner_id=draft.pk, person_id=actor.person_id, actor=actor
    )
    version = add_produced(
        file,
        kept=specimen,
        name=f"{title}.pdf",
        content_type=PDF,
        pages=1,
        actor=Actor.platform("lập bản minh họa"),
    )
    return description(version)
