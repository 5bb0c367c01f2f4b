# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The form as people will see it, to be tried out: answers, problems, computed values."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from lienthong.core.forms.api import (
    FormDesign,
    FormSpec,
    PageInput,
    asked_pages,
    change_items,
    context_on,
    design_spec,
    draw_page,
    keep_trial,
    read_page,
    settle,
    spec_of_content,
    trial_of,
    trial_summary,
)
from lienthong.kernel.designs import Gone, Taken
from lienthong.portals.administration.forms.views.base import DesignView
from lienthong.portals.administration.forms.views.editor import chosen_key, edit_of, settings_of

OWN_NAMES = {"csrfmiddlewaretoken", "_key", "_revision", "_sent"}
REVIEW = "_xem-lai"
CLEAR, TYPED = "_xoa", "_dang-go"


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewView(DesignView):
    """One page of the form (``?trang=``), or what check-your-answers would say."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show the page with the answers of the trial."""
        design = self.shown(code)
        spec = design_spec(design)
        if spec is None or not spec.pages:
            return self.page("preview_nothing", design, {"page_title": _("Xem thử")})
        if request.GET.get("trang") == REVIEW:
            return self.review(design, spec)
        return self.show(design, spec, self.asked(spec))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Read the page as it would be read; good answers are kept for the next pages.

        What comes from the settings of an element is only drawn.
        """
        if TYPED in request.POST:
            return self.typed(code)
        design = self.opened(code)
        spec = design_spec(design)
        if CLEAR in request.POST or spec is None:
            keep_trial(design, answers={}, actor=self.actor)
            return self.go(code, "")
        return self.save(design, spec, self.asked(spec))

    def asked(self, spec: FormSpec) -> str:
        """The page of the address; the first where there is none of that name."""
        page, keys = self.request.GET.get("trang", ""), [found.key for found in spec.pages]
        return page if page in keys else keys[0]

    def typed(self, code: str) -> HttpResponse:
        """The page with settings that are being typed, nothing if they are unfit; none is kept."""
        design, sent = self.shown(code), self.request.POST
        key = chosen_key(design, sent.get("element", ""))
        settings, spec = settings_of(design, key, sent), None
        if settings.is_valid():
            with suppress(Gone, Taken):
                content, _place = edit_of(design, key, settings, "").apply(design.content)
                spec = spec_of_content(content)
        if spec is None or not spec.pages:
            return HttpResponse(status=204)
        return self.show(design, spec, self.asked(spec))

    def save(self, design: FormDesign, spec: FormSpec, page: str) -> HttpResponse:
        """Keep the answers of one page and go on, or say what is wrong."""
        submitted = {n: v for n, v in self.request.POST.lists() if n not in OWN_NAMES}
        current = spec.page(page)
        changed = change_items(current, submitted)
        if changed is not None:
            return self.show(design, spec, page, refused=PageInput(submitted=changed))
        trial, context = trial_of(design), context_on()
        found = read_page(current, submitted, trial.answers, context)
        if not found.is_valid:
            return self.show(design, spec, page, refused=found, status=422)
        own = {question.key for question in current.fields}
        others = {key: value for key, value in trial.answers.items() if key not in own}
        answers = settle(spec, {**others, **found.answers}, context)
        files = {k: n for k, n in design.trial.get("files", {}).items() if k not in own}
        files |= dict.fromkeys(own & set(self.request.POST.getlist("_sent")), 1)
        keep_trial(design, answers={"answers": answers, "files": files}, actor=self.actor)
        later = [asked.key for asked in asked_pages(spec, answers, context)]
        after = later[later.index(page) + 1 :] if page in later else []
        return self.go(design.form.code, after[0] if after else REVIEW)

    def show(
        self,
        design: FormDesign,
        spec: FormSpec,
        page: str,
        *,
        refused: PageInput | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the page."""
        view = draw_page(spec, trial_of(design), page, refused=refused)
        context: dict[str, Any] = {
            "page_title": view.title,
            "page": view,
            "errors": view.errors,
            "sent": design.trial.get("files", {}),
            "back_url": self.address(design.form.code, view.back) if view.back else "",
        }
        return self.page("preview", design, context, status=status)

    def review(self, design: FormDesign, spec: FormSpec) -> HttpResponse:
        """What check-your-answers says, what stops sending, what was computed."""
        groups, problems = trial_summary(design, spec)
        keys = {problem.path.split(".")[0]: problem for problem in problems}
        pages = [page.key for page in asked_pages(spec, trial_of(design).answers, context_on())]
        context = {
            "page_title": _("Xem lại câu trả lời"),
            "groups": groups,
            "problems": [
                (problem, self.address(design.form.code, _page(spec, key)))
                for key, problem in keys.items()
            ],
            "declaration": spec.declaration,
            "change_url": self.address(design.form.code, "PAGE"),
            "back_url": self.address(design.form.code, pages[-1] if pages else ""),
        }
        return self.page("preview_review", design, context)

    def go(self, code: str, page: str) -> HttpResponse:
        """To a page of the preview."""
        return redirect(self.address(code, page))

    def address(self, code: str, page: str) -> str:
        """Where a page of the preview is."""
        return f"{reverse('administration:form-preview', args=[code])}?trang={page}"


def _page(spec: FormSpec, key: str) -> str:
    """The page of a question, also of a part of a composite one."""
    for question in spec.all_fields():
        if key == question.key or key.startswith(f"{question.key}_"):
            return spec.page_of(question.key).key
    return spec.pages[0].key
