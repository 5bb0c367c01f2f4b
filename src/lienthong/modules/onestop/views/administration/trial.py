# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A procedure tried before anybody files it, with the answers typed into the form's preview."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.money import dong
from lienthong.modules.onestop.domain.rule_words import paper_words, time_words
from lienthong.modules.onestop.forms.shared import CHANNELS
from lienthong.modules.onestop.queries.designs import design_faults
from lienthong.modules.onestop.queries.trying import TriedPaper, trial_answers, tried
from lienthong.modules.onestop.views.administration.base import DesignView


class TrialView(DesignView):
    """Case, papers, money, time and unit for the answers of the trial."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Try it; a definition that has faults is not tried."""
        design = self.shown(code)
        form = str((design.content.get("form") or {}).get("code") or "")
        faults = design_faults(design.content)
        context: dict[str, Any] = {
            "page_title": _("Chạy thử thủ tục"),
            "form_code": form,
            "fault_count": len(faults),
            "answers": trial_answers(form) if form else {},
        }
        if not faults:
            made = tried(design.content, context["answers"], on=timezone.localdate())
            titles = dict(CHANNELS)
            context |= {
                "tried": made,
                "limit": time_words(*made.limit),
                "channels": [
                    (
                        titles[one.channel],
                        [(paper, _counted(paper)) for paper in one.papers],
                        [(f.name, dong(f.amount)) for f in one.fees],
                    )
                    for one in made.channels
                ],
            }
        return self.page("trial", design, context)


def _counted(paper: TriedPaper) -> str:
    return paper_words(paper.component.originals, paper.component.copies)
