# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What can be done to many steps of the inbox at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.access.api import Role, asker, may
from lienthong.core.accounts.api import Account
from lienthong.core.cases.actions.bonds import TAGGED, tag_case, watch_case
from lienthong.core.cases.actions.steps import claim_step, release_step, return_step
from lienthong.core.cases.models import Case, CaseWatcher, Step
from lienthong.core.cases.panels.bulk_previews import (
    preview_cases,
    preview_seen,
    preview_tag,
    preview_tag_cases,
    row_of,
    steps_of,
)
from lienthong.core.cases.panels.giving import GIVE
from lienthong.core.cases.panels.serving import SERVING
from lienthong.core.cases.panels.work_moves import (
    INHERITED_WORK,
    LEFT_WORK,
    MERGED_WORK,
    WORK_MOVES,
)
from lienthong.core.cases.permissions import COMMENT, VIEW_UNIT, WORK
from lienthong.core.cases.queries.held import count_held
from lienthong.core.cases.queries.inbox import held_among
from lienthong.core.ui.api import tags_of
from lienthong.core.units.api import Membership, Unit
from lienthong.kernel.actor import Actor
from lienthong.kernel.bulk import BulkAct, BulkRow, Note
from lienthong.kernel.directories import Consequence, Foresight
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.errors import IllegalState, OutOfScope

STEP, CASE = "cases.step", "cases.case"


def preview_claim(ids: Sequence[int], actor: Actor) -> list[BulkRow]:
    """Which steps the actor can take, and why not the others."""
    steps = steps_of(ids)
    mine = held_among(actor, steps)
    return [row_of(step, _held_back(step, mine) or _taken(step, actor)) for step in steps]


def preview_release(ids: Sequence[int], actor: Actor) -> list[BulkRow]:
    """Which steps the actor can put back, and why not the others."""
    steps = steps_of(ids)
    mine = held_among(actor, steps)
    return [row_of(step, _held_back(step, mine) or _common(step)) for step in steps]


def _held_back(step: Step, mine: set[int]) -> str:
    if step.closed_at is not None:
        return _("Việc này đã có người làm xong.")
    if step.pk not in mine:
        return _("Việc này đang ở người khác.")
    return ""


def _taken(step: Step, actor: Actor) -> str:
    return _("Việc này đã ở bạn.") if step.queue.account_id == actor.account_id else ""


def _common(step: Step) -> str:
    return _("Việc này đang ở hàng chung.") if step.queue_id == step.home_queue_id else ""


def _must(why_not: str) -> None:
    """Refuse what the preview says cannot be done, so that the result says the same."""
    if why_not:
        raise IllegalState(why_not)


def _step(pk: int) -> Step:
    step = Step.objects.select_related("queue").filter(pk=pk).first()
    if step is None:
        raise OutOfScope
    return step


def _case(pk: int, actor: Actor) -> Case:
    case = Case.objects.filter(steps=pk).first()
    if case is None or not may(actor, VIEW_UNIT, case):
        raise OutOfScope(_("Hồ sơ này ngoài phạm vi của bạn."))
    return case


def claim(pk: int, _given: Mapping[str, str], actor: Actor) -> Note:
    """Take one step."""
    step = _step(pk)
    _must(_taken(step, actor))
    before = step.queue_id
    claimed = claim_step(step, actor=actor)
    return {"from": before, "to": claimed.queue_id}


def release(pk: int, _given: Mapping[str, str], actor: Actor) -> Note:
    """Put one step back."""
    step = _step(pk)
    _must(_common(step))
    before = step.queue_id
    released = release_step(step, actor=actor)
    return {"from": before, "to": released.queue_id}


def queue_back(pk: int, note: Note, actor: Actor) -> None:
    """Put one step where it was before, unless somebody moved or did it meanwhile."""
    return_step(_step(pk), queue_id=note["from"], seen_queue_id=note["to"], actor=actor)


def tag(pk: int, given: Mapping[str, str], actor: Actor) -> Note | None:
    """Add tags to the case of one step."""
    return _tagged(_case(pk, actor), given, actor)


def _tagged(case: Case, given: Mapping[str, str], actor: Actor) -> Note | None:
    before = tags_of(TAGGED, case.pk)
    tag_case(case, names=[*before, *given["tags"].split(",")], actor=actor)
    added = [name for name in tags_of(TAGGED, case.pk) if name not in before]
    return {"case": case.pk, "tags": added} if added else None


def untag(_pk: int, note: Note, actor: Actor) -> None:
    """Take the tags away again that the run had added to a case; later ones stay."""
    case = _own_case(note["case"], actor)
    names = [name for name in tags_of(TAGGED, case.pk) if name not in note["tags"]]
    tag_case(case, names=names, actor=actor)


def watch(pk: int, _given: Mapping[str, str], actor: Actor) -> Note | None:
    """Follow the case of one step."""
    return _followed(_case(pk, actor), actor, is_watching=True)


def _followed(case: Case, actor: Actor, *, is_watching: bool) -> Note | None:
    mine = CaseWatcher.objects.filter(case=case, account_id=actor.account_id or 0)
    if mine.exists() == is_watching:
        return None
    watch_case(case, is_watching=is_watching, actor=actor)
    return {"case": case.pk, "was": not is_watching}


def follow_back(_pk: int, note: Note, actor: Actor) -> None:
    """Follow a case, or not, as before the run."""
    watch_case(_own_case(note["case"], actor), is_watching=note["was"], actor=actor)


CLAIM = BulkAct(
    "cases.claim",
    gettext_lazy("Nhận về mình"),
    WORK,
    STEP,
    preview_claim,
    claim,
    asker,
    undo=queue_back,
)
RELEASE = BulkAct(
    "cases.release",
    gettext_lazy("Trả về hàng chung"),
    WORK,
    STEP,
    preview_release,
    release,
    asker,
    undo=queue_back,
)
TAG = BulkAct(
    "cases.tag",
    gettext_lazy("Gắn nhãn"),
    COMMENT,
    STEP,
    preview_tag,
    tag,
    asker,
    value="tags",
    value_title=gettext_lazy("Nhãn, cách nhau bằng dấu phẩy"),
    undo=untag,
)
WATCH = BulkAct(
    "cases.watch",
    gettext_lazy("Theo dõi"),
    VIEW_UNIT,
    STEP,
    preview_seen,
    watch,
    asker,
    undo=follow_back,
)


def _own_case(pk: int, actor: Actor) -> Case:
    case = Case.objects.filter(pk=pk).first()
    if case is None or not may(actor, VIEW_UNIT, case):
        raise OutOfScope(_("Hồ sơ này ngoài phạm vi của bạn."))
    return case


def tag_one(pk: int, given: Mapping[str, str], actor: Actor) -> Note | None:
    """Add tags to one case."""
    return _tagged(_own_case(pk, actor), given, actor)


def watch_one(pk: int, _given: Mapping[str, str], actor: Actor) -> Note | None:
    """Follow one case."""
    return _followed(_own_case(pk, actor), actor, is_watching=True)


def unwatch_one(pk: int, _given: Mapping[str, str], actor: Actor) -> Note | None:
    """Follow one case no longer."""
    return _followed(_own_case(pk, actor), actor, is_watching=False)


TAG_CASE = BulkAct(
    "cases.tag_case",
    gettext_lazy("Gắn nhãn"),
    COMMENT,
    CASE,
    preview_tag_cases,
    tag_one,
    asker,
    value="tags",
    value_title=gettext_lazy("Nhãn, cách nhau bằng dấu phẩy"),
    undo=untag,
)
WATCH_CASE = BulkAct(
    "cases.watch_case",
    gettext_lazy("Theo dõi"),
    VIEW_UNIT,
    CASE,
    preview_cases,
    watch_one,
    asker,
    undo=follow_back,
)
UNWATCH_CASE = BulkAct(
    "cases.unwatch_case",
    gettext_lazy("Thôi theo dõi"),
    VIEW_UNIT,
    CASE,
    preview_cases,
    unwatch_one,
    asker,
    undo=follow_back,
)
BULK = (CLAIM, RELEASE, GIVE, TAG, WATCH, TAG_CASE, WATCH_CASE, UNWATCH_CASE)


def _in_hand(account: Account, _actor: Actor) -> list[str]:
    count = count_held([account.pk]).get(account.pk, 0)
    told = _("Còn %(count)s việc đang ở người này. Mở “Chuyển việc” trên bàn làm việc để giao lại.")
    return [told % {"count": count}] if count else []


def _in_hand_at(post: Membership, actor: Actor) -> list[str]:
    """Work stays in somebody's hands when they leave a post; nobody else sees it there."""
    return _in_hand(post.account, actor)


def _waiting(unit: Unit, _actor: Actor) -> list[str]:
    count = Step.objects.filter(queue__unit=unit, closed_at=None).count()
    told = _("Còn %(count)s bước đang chờ ở hàng việc của đơn vị này.")
    return [told % {"count": count}] if count else []


def _orphaned(role: Role, _values: Values, _actor: Actor) -> list[tuple[str, str, str]]:
    """Open work that waits for a role that is to end."""
    steps = Step.objects.filter(role_code=role.code, closed_at=None)
    counted = steps.aggregate(steps=Count("pk"), cases=Count("case_id", distinct=True))
    if not counted["steps"]:
        return []
    now = _("%(steps)s bước đang mở của %(cases)s việc") % counted
    then = _("ở lại hàng việc, không ai nhận thêm được; hãy làm xong hoặc chuyển trước ngày đó")
    return [(_("Việc đang chờ vai trò này"), now, then)]


CONSEQUENCES = (
    Consequence("people", "khoa", _in_hand),
    Consequence("posts", "ket-thuc", _in_hand_at),
    Consequence("posts", "chuyen", _in_hand_at),
    Consequence("units", "giai-the", _waiting),
)
DIRECTORIES = (SERVING, WORK_MOVES)
FORESIGHTS = (MERGED_WORK, LEFT_WORK, INHERITED_WORK, Foresight("roles", "ket-thuc", _orphaned))
