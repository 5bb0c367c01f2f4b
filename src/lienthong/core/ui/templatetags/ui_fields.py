# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions of a form: fields, error summary, file slots, check your answers."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lienthong.core.ui.domain.fields import FieldView
from lienthong.core.ui.forms import field_view
from lienthong.core.ui.templatetags.ui_markup import icon_svg, plain

register = template.Library()
SLOT_KEYS = (
    "id", "label", "state", "accept", "max_mb", "upload_url", "return_url", "again", "fault",
    "name", "pages", "percent", "url", "remove_url", "source",
)  # fmt: skip
SLOT_LARGEST_MB = 20
ONLY_PDF = "application/pdf"
"""What a place accepts that takes no photographs: drawings as they leave the designer's machine."""
OFFICE = "officedocument"
"""Stands in what a place accepts that takes the files of an office, too."""
WHOLE = "noi-dung"
"""The target of an error that no single field can mend: the content of the page."""
SLOT_ICONS = {
    "empty": "camera",
    "uploading": "file-upload",
    "done": "circle-check",
    "failed": "alert-triangle",
    "national": "database",
}


@register.simple_tag
def field(
    question: BoundField | FieldView, *, compact: bool = False, autofocus: bool = False
) -> SafeString:
    """Draw a question: label, hint, error and the inputs of its kind."""
    view = field_view(question) if isinstance(question, BoundField) else question
    if view.is_impersonal:
        return _drawn_once(view, compact, autofocus, get_language())
    return _drawn(view, compact, autofocus)


@lru_cache(maxsize=512)
def _drawn_once(
    view: FieldView, compact: bool, autofocus: bool, _language: str | None
) -> SafeString:
    """The same question in the same language always looks the same; nobody's answer is kept."""
    return _drawn(view, compact, autofocus)


def _drawn(view: FieldView, compact: bool, autofocus: bool) -> SafeString:
    shown = {"field": view, "compact": compact, "autofocus": autofocus}
    return render_to_string("ui/parts/field.html", shown)


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(
    source: BaseForm | Iterable[Any] | None,
    *,
    id: str = "error-title",  # noqa: A002
    focus: bool = True,
    file: bool = False,
) -> dict[str, Any]:
    """List what must be corrected, each a link to its place; nothing when all is well.

    What leads to the whole content is a refusal: there is no place to correct. ``file`` says that
    a file has to be chosen again: browsers keep none.
    """
    if isinstance(source, BaseForm):
        errors = _form_errors(source)
    else:
        errors = [plain(item, "target", "message") for item in source or ()]
    refused = bool(errors) and all(item["target"] == WHOLE for item in errors)
    return {"errors": errors, "refused": refused, "id": id, "focus": focus, "file": file}


@register.inclusion_tag("ui/parts/prefilled.html")
def prefilled(label: str, value: str, *, source: str = "", change: str = "") -> dict[str, Any]:
    """Show an answer taken from national data, its source, and the way to correct it.

    The button sends the form with ``change`` as ``_edit``: what is typed beside it is kept.
    """
    return {"label": label, "value": value, "source": source, "change": change}


@register.inclusion_tag("ui/parts/file_pick.html")
def file_pick(
    id: str,  # noqa: A002
    *,
    name: str = "file",
    accept: str = "",
    described_by: str = "",
    invalid: bool = False,
) -> dict[str, Any]:
    """Draw the field for one file that must be chosen, in the words of the page.

    Browsers name their own button and say that nothing is chosen in their own language; ours has
    a label instead, and the browser's part is seen only once it shows the name of a file.
    """
    return {
        "id": id,
        "name": name,
        "accept": accept,
        "described_by": described_by,
        "invalid": invalid,
    }


@register.inclusion_tag("ui/parts/file_slot.html", takes_context=True)
def file_slot(
    context: Context, slot: Any, *, state: str = "", return_url: str = ""
) -> dict[str, Any]:
    """Draw one file of a paper, or the place for one, in one of five states.

    A file that is there is ``done`` (``name``, ``pages``, ``url``; with ``remove_url`` it can be
    taken out). A place is a form of its own that posts to ``upload_url``; the answer leads to
    ``return_url``; one that accepts PDF only, or files of an office, does not ask for a photograph.
    ``fault`` says why the last file was not taken. Sizes in megabytes.
    """
    view = plain(slot, *SLOT_KEYS)
    view["state"] = state or view["state"] or ("failed" if view["fault"] else "empty")
    view["accept"] = view["accept"] or "image/*,application/pdf"
    view["max_mb"] = view["max_mb"] or SLOT_LARGEST_MB
    for key in ("remove_url", "return_url"):
        view[key] = return_url or view[key]
    only_pdf, office = view["accept"] == ONLY_PDF, OFFICE in view["accept"]
    no_camera = (only_pdf or office) and view["state"] == "empty"
    icon = "file-text" if no_camera else SLOT_ICONS[view["state"]]
    kept = {key: context.get(key, "") for key in ("csrf_token", "form_key")}
    return {
        "slot": view,
        "slot_icon": icon,
        "slot_input": f"{view['id']}-file",
        "only_pdf": only_pdf,
        "takes_office": office,
        **kept,
    }


@register.inclusion_tag("ui/parts/form_progress.html")
def form_progress(page: int, pages: int, title: str = "") -> dict[str, Any]:
    """Draw "Tên thủ tục · Trang 2 trên 5" with its segments."""
    states = [
        "done" if k < page else "current" if k == page else "todo" for k in range(1, pages + 1)
    ]
    if page == pages:
        states[-1:] = ["done"]
    return {"title": title, "page": page, "pages": pages, "states": states}


@register.inclusion_tag("ui/parts/saved_note.html")
def saved_note(time: str = "") -> dict[str, Any]:
    """Say when the draft was saved and that the work can go on later."""
    return {"time": time}


@register.inclusion_tag("ui/parts/check_answers.html")
def check_answers(
    title: str, rows: Sequence[Any], *, change_url: str = "", level: int = 2
) -> dict[str, Any]:
    """Draw one group of answers with the way to change them and where each came from."""
    keys = ("label", "value", "source")
    return {
        "title": title,
        "rows": [plain(row, *keys) for row in rows],
        "change_url": change_url,
        "level": level,
    }


@register.simple_tag
def select_arrow() -> SafeString:
    """Draw the arrow of a list box."""
    return format_html("{}", icon_svg("chevron-down", size=18))


@register.filter
def is_selected(value: str, question: FieldView) -> bool:
    """Tell whether a choice is chosen."""
    return value in question.selected


def _form_errors(form: BaseForm) -> list[dict[str, str]]:
    listed = [
        {"target": field_view(bound).target_id, "message": str(message)}
        for bound in form
        for message in bound.errors
    ]
    return listed + [{"target": "", "message": str(text)} for text in form.non_field_errors()]
