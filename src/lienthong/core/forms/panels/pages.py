# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A page of a form for the templates: questions, errors, what the browser must know."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.forms.domain.conditions import Expression, fields_in
from lienthong.core.forms.domain.context import FormContext, Submitted
from lienthong.core.forms.domain.definitions import MOST_ITEMS, FieldSpec, FormSpec, PageSpec
from lienthong.core.forms.domain.display import display
from lienthong.core.forms.domain.items import item_count
from lienthong.core.forms.domain.pages import PageInput, warnings_of
from lienthong.core.forms.domain.questions import is_required
from lienthong.core.forms.domain.review import asked_pages
from lienthong.core.forms.domain.summary import item_title
from lienthong.core.forms.domain.trial import Filling
from lienthong.core.forms.domain.values import write_items, write_value
from lienthong.core.forms.models import FormDraft
from lienthong.core.forms.panels.computed import computed_body
from lienthong.core.forms.panels.inputs import Drawing, field_views
from lienthong.core.forms.panels.shapes import ItemView, PageView, QuestionView
from lienthong.core.forms.queries import context_on, spec_of
from lienthong.core.ui.api import FieldView

OPENED = "_open"
"""The hidden input that names a filled-in answer which is being corrected."""


def page_view(
    draft: FormDraft,
    page: str,
    *,
    refused: PageInput | None = None,
    edit: Collection[str] = (),
    officer: bool = False,
    address: str = "",
) -> PageView:
    """A page of a draft for showing; ``refused`` is the page as it was sent with its errors.

    ``edit`` names taken answers that the person wants to correct; ``address`` is where the page
    stands, when it is not certain to be shown there. Raises ``KeyError`` for an unknown page.
    """
    spec = spec_of(draft.form_version_id)
    return draw_page(
        spec, draft, page, refused=refused, edit=edit, officer=officer, address=address
    )


def draw_page(
    spec: FormSpec,
    draft: Filling,
    page: str,
    *,
    refused: PageInput | None = None,
    edit: Collection[str] = (),
    officer: bool = False,
    address: str = "",
) -> PageView:
    """The same for a definition that need not be published, filled in by anything like a draft."""
    context = context_on()
    current = spec.page(page)
    builder = _Builder(draft, current, context, refused, tuple(edit), officer, address)
    pages = [asked.key for asked in asked_pages(spec, draft.answers, context)]
    number = pages.index(page) + 1 if page in pages else 1
    questions = builder.questions()
    return PageView(
        key=page,
        form_title=spec.title,
        title=current.title,
        lead=current.lead,
        number=number,
        total=len(pages) + 1,
        back=pages[number - 2] if number > 1 else "",
        questions=questions,
        errors=builder.errors(questions),
        revision=draft.revision,
        saved_at=draft.saved_at,
        today=context.today.isoformat(),
        known=builder.known(),
        is_files=current.is_files,
        address=address,
    )


def slot_view(draft: Filling, question: FieldSpec) -> dict[str, Any]:
    """What a place for files says of itself, and the files in it. Sizes in megabytes."""
    extra = question.attributes
    return {
        "key": question.key,
        "label": question.label,
        "hint": question.hint,
        "files": draft.attachments.get(question.key, []),
        "component": str(extra.get("component", "")),
        "accept": list(extra.get("accept", ["jpeg", "png", "pdf"])),
        "max_mb": int(extra.get("max_mb", 20)),
        "max_files": int(extra.get("max_files", 10)),
    }


class _Builder:
    """Draws the questions of one page of one draft."""

    def __init__(
        self,
        draft: Filling,
        page: PageSpec,
        context: FormContext,
        refused: PageInput | None,
        edit: tuple[str, ...],
        officer: bool,
        address: str,
    ) -> None:
        self.draft, self.page, self.context = draft, page, context
        self.address = address
        self.refused, self.edit = refused, edit
        self.own = {inner.key for q in page.fields for inner in (q, *q.fields)}
        others = {key: v for key, v in draft.answers.items() if key not in self.own}
        told = refused.answers if refused else draft.answers
        self.answers = {**others, **{key: told[key] for key in self.own if key in told}}
        self.drawing = Drawing(
            strings=refused.submitted if refused else self._written(),
            answers=self.answers,
            context=context,
            errors={problem.path: problem for problem in refused.errors} if refused else {},
            officer=officer,
        )

    def questions(self) -> tuple[QuestionView, ...]:
        return tuple(
            self._question(question)
            for question in self.page.fields
            if self._is_own(question.show_if) or self._shown(question.show_if)
        )

    def errors(self, questions: tuple[QuestionView, ...]) -> tuple[Mapping[str, str], ...]:
        targets = {
            view.name: _target(view)
            for question in questions
            for view in (*question.fields, *_inner_fields(question))
        }
        return tuple(
            {
                "target": targets.get(problem.path)
                or targets.get(f"{problem.path}_{problem.part}")
                or problem.target,
                "message": problem.message,
            }
            for problem in self.drawing.errors.values()
        )

    def known(self) -> str:
        """Answers of other pages that conditions on this page look at, as JSON; no others."""
        asked = [inner for q in self.page.fields for inner in (q, *q.fields)]
        conditions = [inner.show_if for inner in asked]
        conditions += [inner.attributes.get("value") for inner in asked if not inner.is_asked]
        wanted = {key for condition in conditions for key in fields_in(condition)} - self.own
        return json.dumps(
            {key: self.answers[key] for key in sorted(wanted) if key in self.answers},
            ensure_ascii=False,
        )

    def _written(self) -> Submitted:
        written: dict[str, list[str]] = {}
        for question in self.page.fields:
            value = self.draft.answers.get(question.key)
            if question.kind == "repeat":
                written |= write_items(question, value or [])
            elif question.kind != "file":
                written |= write_value(question, question.key, value)
        return written

    def _is_own(self, condition: Expression) -> bool:
        return bool(fields_in(condition) & self.own)

    def _shown(self, condition: Expression) -> bool:
        return self.context.shows(condition, self.answers)

    def _question(self, question: FieldSpec) -> QuestionView:
        problem = self.drawing.errors.get(question.key)
        own = self._is_own(question.show_if)
        common: dict[str, Any] = {
            "key": question.key,
            "kind": question.kind,
            "label": question.label,
            "hint": question.hint,
            "error": problem.message if problem else "",
            "optional": not is_required(question, self.answers, self.context),
            "condition": json.dumps(question.show_if, ensure_ascii=False) if own else "",
            "condition_text": question.show_if_text if own else "",
            "warnings": self._warnings(question),
        }
        return QuestionView(**common, **self._body(question))

    def _body(self, question: FieldSpec) -> dict[str, Any]:
        if question.kind == "file":
            return {"form": "file", "slot": slot_view(self.draft, question)}
        if question.kind == "repeat":
            return {"form": "repeat", **self._repeat(question)}
        if self._is_taken(question):
            return {"form": "taken", **self._taken(question)}
        if question.kind == "section":
            return {"form": "section"}
        if question.kind == "computed":
            return {"form": "computed", **computed_body(question, self.answers, self.context)}
        form = "address" if question.kind == "address" or question.is_composite else "field"
        fields = field_views(question, question.key, self.drawing)
        return {"form": form, "fields": fields, **self._opened(question)}

    def _opened(self, question: FieldSpec) -> dict[str, Any]:
        """Of what was filled in and is being corrected: it stays open when the page comes again."""
        if question.key not in self.edit or question.key not in self.draft.origins:
            return {}
        return {"hidden": ((OPENED, question.key),), "is_first": question.key == self.edit[-1]}

    def _warnings(self, question: FieldSpec) -> tuple[str, ...]:
        if question.kind == "repeat":
            return ()
        problems = warnings_of(question, self.answers, self.context)
        return tuple(problem.message for problem in problems)

    def _is_taken(self, question: FieldSpec) -> bool:
        key = question.key
        kept = key in self.draft.origins and self.draft.answers.get(key) is not None
        same = self.answers.get(key) == self.draft.answers.get(key)
        return kept and same and key not in self.edit and key not in self.drawing.errors

    def _taken(self, question: FieldSpec) -> dict[str, Any]:
        value = self.draft.answers[question.key]
        written = write_value(question, question.key, value)
        return {
            "value": display(question, value, self.answers, self.context),
            "source": str(self.draft.origins[question.key].get("title", "")),
            "can_change": True,
            "hidden": tuple((name, text) for name, texts in written.items() for text in texts),
        }

    def _repeat(self, question: FieldSpec) -> dict[str, Any]:
        least = max(int(question.attributes.get("min_items", 0)), 1)
        count = max(item_count(question, self.drawing.strings), least)
        most = int(question.attributes.get("max_items", MOST_ITEMS))
        add = str(question.attributes.get("add_label") or _("Thêm một mục"))
        return {
            "items": tuple(self._item(question, index) for index in range(count)),
            "add_label": add if count < most else "",
            "hidden": ((f"{question.key}.count", str(count)),),
        }

    def _item(self, question: FieldSpec, index: int) -> ItemView:
        prefix = f"{question.key}.{index}"
        views = []
        for inner in question.fields:
            own = self._is_own(inner.show_if)
            if not own and not self._shown(inner.show_if):
                continue
            views.append(
                QuestionView(
                    key=f"{prefix}.{inner.key}",
                    kind=inner.kind,
                    label=inner.label,
                    hint=inner.hint,
                    condition=json.dumps(inner.show_if, ensure_ascii=False) if own else "",
                    condition_text=inner.show_if_text if own else "",
                    **self._item_body(question, inner, index),
                )
            )
        return ItemView(item_title(question, index), prefix, tuple(views))

    def _item_body(self, question: FieldSpec, inner: FieldSpec, index: int) -> dict[str, Any]:
        name = f"{question.key}.{index}.{inner.key}"
        if inner.kind == "computed":
            items = self.answers.get(question.key) or []
            inside = {**self.answers, **(items[index] if index < len(items) else {})}
            return {"form": "computed", **computed_body(inner, inside, self.context)}
        form = "address" if inner.kind == "address" or inner.is_composite else "field"
        return {"form": form, "fields": field_views(inner, name, self.drawing)}


def _inner_fields(question: QuestionView) -> list[FieldView]:
    return [view for item in question.items for inner in item.questions for view in inner.fields]


def _target(view: FieldView) -> str:
    return f"{view.html_id}_0" if view.kind in {"radio", "checkboxes"} else view.target_id
