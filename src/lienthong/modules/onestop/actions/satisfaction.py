# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hand out a satisfaction form with a paper; take its one answer, from whoever holds the code.

Legal basis: 01/2018/TT-VPCP, Điều 12; 61/2018/NĐ-CP, Điều 27 and 29.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.enums import RatingChannel, RatingLevel
from lienthong.modules.onestop.models import DossierPaper, SatisfactionAnswer, SatisfactionForm
from lienthong.modules.onestop.permissions import ANSWER
from lienthong.modules.onestop.queries.satisfaction import is_over

LONGEST = 2000
MOST_TRIPS = 3


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody ticked: levels 0 to 2 (-1 nothing), trips 0 to 3 (-1 nothing), a remark."""

    attitude: int
    punctuality: int
    clarity: int
    trips: int
    comment: str = ""
    channel: str = RatingChannel.ONLINE


@part_of_act
def hand_out_form(paper: DossierPaper, *, code: str, actor: Actor) -> SatisfactionForm:
    """The form that goes with a paper: about whoever made it, at the desk it was made."""
    return SatisfactionForm.objects.create(
        paper=paper,
        code=code,
        stage=paper.kind,
        unit_id=actor.unit_id or paper.dossier.case.unit_id,
        officer_id=actor.account_id,
        officer_text=actor.name if actor.is_officer else "",
    )


@action(ANSWER)
def answer_form(form: SatisfactionForm, *, opinion: Opinion, actor: Actor) -> SatisfactionAnswer:
    """Keep the answer; nothing is noted of who gave it.

    Raises ``InvalidInput`` with a sentence for each question left open, ``IllegalState`` when the
    form was answered already or is too old.
    """
    wrong = _problems(opinion)
    if wrong:
        raise InvalidInput(fields=wrong)
    locked = SatisfactionForm.objects.select_for_update(of=("self",)).get(pk=form.pk)
    if SatisfactionAnswer.objects.filter(form=locked).exists():
        raise IllegalState(_("Phiếu này đã được trả lời. Cảm ơn bạn."))
    if is_over(locked):
        raise IllegalState(_("Phiếu này đã quá hạn trả lời."))
    return SatisfactionAnswer.objects.create(
        form=locked,
        attitude=opinion.attitude,
        punctuality=opinion.punctuality,
        clarity=opinion.clarity,
        trips=opinion.trips,
        comment=opinion.comment.strip(),
        channel=opinion.channel,
        on=timezone.localdate(),
    )


def _problems(opinion: Opinion) -> dict[str, str]:
    words = {
        "attitude": _("Chọn một mức cho thái độ phục vụ."),
        "punctuality": _("Chọn một mức cho thời gian giải quyết."),
        "clarity": _("Chọn một mức cho lời hướng dẫn."),
    }
    known = set(RatingLevel.values)
    wrong = {name: text for name, text in words.items() if getattr(opinion, name) not in known}
    if not 0 <= opinion.trips <= MOST_TRIPS:
        wrong["trips"] = _("Chọn số lần bạn phải đi lại.")
    if len(opinion.comment) > LONGEST:
        wrong["comment"] = _("Góp ý dài quá 2.000 ký tự.")
    return wrong
