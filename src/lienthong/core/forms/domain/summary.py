# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Check your answers: groups of rows, where each answer came from, what to look at again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lienthong.core.forms.domain.conditions import Answers
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.definitions import FieldSpec, FormSpec
from lienthong.core.forms.domain.display import display
from lienthong.core.forms.domain.messages import sentence
from lienthong.core.forms.domain.pages import warnings_of
from lienthong.core.forms.domain.review import asked


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One answer as text. `source` names the database it came from; `lines` keeps line breaks."""

    key: str
    label: str
    value: str
    source: str = ""
    answered: bool = True
    warnings: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The value line by line."""
        return self.value.split("\n")


@dataclass(slots=True)
class SummaryGroup:
    """Rows under one heading; "Sửa" leads to `page`."""

    title: str
    page: str
    rows: list[SummaryRow] = field(default_factory=list)


def summary(
    spec: FormSpec,
    answers: Answers,
    context: FormContext,
    *,
    origins: Mapping[str, Any] | None = None,
    files: Mapping[str, int] | None = None,
) -> list[SummaryGroup]:
    """Groups in order of the form; pages with the same group title stand together.

    ``files`` counts the files kept by slot; without it questions for files are left out, because a
    sent form's files lie with the components of its dossier.
    """
    groups: dict[str, SummaryGroup] = {}
    at, title = "", ""
    for page, question in asked(spec, answers, context):
        if question.kind == "file" and files is None:
            continue
        if page.key != at:
            at, title = page.key, page.summary_group
        if question.kind == "section":
            title = question.label
            continue
        group = groups.setdefault(title, SummaryGroup(title, page.key))
        group.rows += _rows(question, answers, context, origins or {}, files or {})
    return list(groups.values())


def _rows(
    question: FieldSpec,
    answers: Answers,
    context: FormContext,
    origins: Mapping[str, Any],
    files: Mapping[str, int],
) -> list[SummaryRow]:
    if question.kind == "file":
        return [_file_row(question, files.get(question.key, 0))]
    if question.kind == "repeat":
        return _item_rows(question, answers, context)
    value = answers.get(question.key)
    return [_row(question, question.key, value, answers, context, origins)]


def _row(
    question: FieldSpec,
    name: str,
    value: Any,
    answers: Answers,
    context: FormContext,
    origins: Mapping[str, Any],
) -> SummaryRow:
    text = display(question, value, answers, context)
    scope = {**answers, question.key: value} if value is not None else answers
    return SummaryRow(
        key=name,
        label=question.summary_label or question.label,
        value=text or sentence("not_answered" if question.is_asked else "not_computed"),
        source=str(origins.get(question.key, {}).get("title", "")),
        answered=bool(text),
        warnings=tuple(problem.message for problem in warnings_of(question, scope, context)),
    )


def _file_row(question: FieldSpec, count: int) -> SummaryRow:
    value = sentence("files", count=count) if count else sentence("no_file")
    label = question.summary_label or question.label
    return SummaryRow(question.key, label, value, answered=count > 0)


def _item_rows(question: FieldSpec, answers: Answers, context: FormContext) -> list[SummaryRow]:
    items = answers.get(question.key) or []
    if not items:
        label = question.summary_label or question.label
        return [SummaryRow(question.key, label, sentence("not_answered"), answered=False)]
    rows = []
    for index, item in enumerate(items):
        scope = {**answers, **item}
        shown = [
            row
            for inner in question.fields
            if context.shows(inner.show_if, scope)
            for row in [_row(inner, inner.key, item.get(inner.key), scope, context, {})]
        ]
        text = "\n".join(f"{row.label}: {row.value}" for row in shown if row.answered)
        warnings = tuple(warning for row in shown for warning in row.warnings)
        title = item_title(question, index)
        rows.append(SummaryRow(f"{question.key}.{index}", title, text, warnings=warnings))
    return rows


def item_title(question: FieldSpec, index: int) -> str:
    """Heading of one item of a repeat group: "Con thứ 2"."""
    pattern = str(question.attributes.get("item_title", f"{question.label} {{n}}"))
    return pattern.replace("{n}", str(index + 1))
