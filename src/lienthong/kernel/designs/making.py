# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How definitions are made: begin, change, take back, publish from a day on.

Two people are kept apart by the fingerprint of the element they look at, not by the revision of
the whole: only who changes the same element is told. Going back is a change of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.designs.content import Change, Content, Full, Gone, Taken, Unfit
from lienthong.kernel.designs.reading import last_edit
from lienthong.kernel.designs.stored import Design, DesignEdit
from lienthong.kernel.errors import IllegalState, InvalidInput, StaleVersion

D = TypeVar("D", bound=Design)

KEPT_EDITS = 200
NEW, COPIED, IMPORTED, OPENED = "new", "copied", "imported", "opened"
UNDONE, REVERTED, PUBLISHED = "undone", "reverted", "published"


@dataclass(frozen=True, slots=True)
class Keeping(Generic[D]):
    """Rows of designs and of their history: held, written, found again.

    ``most`` is the size of the content in characters, ``too_large`` the sentence beyond it.
    """

    design: type[D]
    most: int
    too_large: object

    def lock(self, design: D, *, revision: int | None = None) -> D:
        """The design, locked until the act ends. Raises ``StaleVersion`` for another revision."""
        rows = self.design._default_manager.select_for_update(of=("self",))
        locked = rows.select_related(design.of).get(pk=design.pk)
        if revision is not None and locked.revision != revision:
            raise StaleVersion(stale_words(locked))
        return locked

    def lock_to_publish(self, design: D, *, revision: int, valid_from: date) -> D:
        """The design, locked with what is made, as it was seen, for a day that is not past.

        Raises ``StaleVersion`` when somebody changed or published it meanwhile, ``InvalidInput``.
        """
        _hold(design.subject)
        locked = self.lock(design, revision=revision)
        if valid_from < timezone.localdate():
            text = _("Ngày bắt đầu không thể ở trước hôm nay.")
            raise InvalidInput(text, fields={"valid_from": text})
        return locked

    def keep(
        self,
        design: D,
        content: Content,
        *,
        act: str,
        place: str = "",
        what: str = "",
        actor: Actor,
    ) -> D:
        """Store the content with one row of history; the last ``KEPT_EDITS`` are kept."""
        design.content = content
        design.revision += 1
        design.changed_at = timezone.now()
        design.changed_by_text = actor.name[:200]
        design.save()
        design.edits.create(
            revision=design.revision,
            act=act,
            place=place[:200],
            what=what[:300],
            content=content,
            at=design.changed_at,
            by_text=design.changed_by_text,
        )
        design.edits.filter(revision__lte=design.revision - KEPT_EDITS).delete()
        return design

    def found(self, subject: Any) -> D | None:
        """The design of something, locked; None before anybody began one."""
        rows = self.design._default_manager.select_for_update(of=("self",))
        return rows.filter(**{self.design.of: subject}).first()

    def check_size(self, content: Content) -> None:
        """Raises ``InvalidInput`` when the content is larger than ``most``."""
        if len(str(content)) > self.most:
            raise InvalidInput(self.too_large)


@dataclass(frozen=True, slots=True)
class Making(Keeping[D]):
    """How designs of one table are made, inside the app's actions.

    ``newest`` answers the newest version of what is made (None before any), ``content_of`` what a
    design begun from it holds, ``name`` what people call the element at a place; ``gone`` and
    ``unopened`` are the sentences of refusals.
    """

    newest: Callable[[Any], Any]
    content_of: Callable[[Any], Content]
    name: Callable[[Content, str], str]
    gone: object
    unopened: object

    def begin(
        self, subject: Any, content: Content, *, act: str, base: Any = None, actor: Actor
    ) -> D:
        """The first design of something, perhaps from a version."""
        design = self.design(content=content, base=base, revision=0)
        setattr(design, design.of, subject)
        return self.keep(design, content, act=act, actor=actor)

    def open(self, subject: Any, *, actor: Actor) -> D:
        """The design of something, begun from its newest version where there is none yet.

        Raises ``IllegalState`` when it has no version either.
        """
        _hold(subject)
        found = self.found(subject)
        if found is not None:
            return found
        base = self.newest(subject)
        if base is None:
            raise IllegalState(self.unopened)
        return self.begin(subject, self.content_of(base), act=OPENED, base=base, actor=actor)

    def take(self, subject: Any, content: Content, *, actor: Actor) -> D:
        """Whole content from outside, as the design of something, begun where there is none.

        Raises ``InvalidInput`` when it is too large.
        """
        self.check_size(content)
        _hold(subject)
        found = self.found(subject)
        if found is None:
            base = self.newest(subject)
            return self.begin(subject, content, act=IMPORTED, base=base, actor=actor)
        return self.keep(found, content, act=IMPORTED, actor=actor)

    def change(
        self,
        design: D,
        change: Change,
        *,
        what: str = "",
        tidy: Callable[[Content], Content] = dict,
        revision: int | None = None,
        actor: Actor,
    ) -> D:
        """Make one change; ``what`` names an element that has no name, ``tidy`` reads it back.

        Raises ``StaleVersion`` when somebody else changed the same element meanwhile (with
        ``revision``: anything), ``IllegalState`` when it is gone or does not fit there,
        ``InvalidInput`` when the content would grow beyond ``most``.
        """
        locked = self.lock(design, revision=revision)
        content, place = self._applied(locked, change)
        content = tidy(content)
        if content == locked.content:
            return locked
        self.check_size(content)
        named = what or self.name(content, place) or self.name(locked.content, place)
        return self.keep(locked, content, act=change.act, place=place, what=named, actor=actor)

    def undo(self, design: D, *, revision: int, to: int | None, actor: Actor) -> D:
        """Take the last change back, or all since an earlier revision, as a change of its own.

        Raises ``StaleVersion`` when the last change is no longer the one that was seen,
        ``IllegalState`` when there is nothing to take back.
        """
        locked = self.lock(design, revision=revision)
        last = locked.edits.filter(revision=revision).first()
        earlier = locked.edits.filter(revision__lt=_origin(locked, last)).order_by("-revision")
        before = (earlier if to is None else locked.edits.filter(revision=to)).first()
        if last is None or before is None:
            raise IllegalState(_("Không còn gì để lấy lại."))
        what = str(before.revision)
        content = before.content
        return self.keep(locked, content, act=UNDONE, place=last.place, what=what, actor=actor)

    def revert(self, design: D, *, revision: int, actor: Actor) -> D:
        """Begin anew from the newest version; the changes stay in the history.

        Raises ``StaleVersion``, and ``IllegalState`` when nothing was published yet.
        """
        locked = self.lock(design, revision=revision)
        base = self.newest(locked.subject)
        if base is None:
            raise IllegalState(_("Chưa có bản nào được công bố để quay về."))
        locked.base = base
        return self.keep(locked, self.content_of(base), act=REVERTED, actor=actor)

    def published(self, design: D, version: Any, *, actor: Actor) -> D:
        """The design goes on from the version that was made of it."""
        design.base = version
        what = str(version.number)
        content = self.content_of(version)
        return self.keep(design, content, act=PUBLISHED, what=what, actor=actor)

    def _applied(self, design: D, change: Change) -> tuple[Content, str]:
        try:
            return change.apply(design.content)
        except Gone as gone:
            raise IllegalState(self.gone) from gone
        except Unfit as unfit:
            raise IllegalState(str(unfit)) from unfit
        except Taken as taken:
            raise StaleVersion(stale_words(design)) from taken
        except Full as full:
            raise InvalidInput(_("Danh sách này đã quá dài.")) from full


def begin_coded(
    making: Making[D],
    content: Content,
    *,
    code: str,
    title: str,
    copied: Content | None,
    taken: object,
    actor: Actor,
) -> D:
    """The design of something new under a code, with everything of ``copied`` where given.

    Raises ``InvalidInput`` with the sentence ``taken`` when the code is in use.
    """
    subjects: Any = making.design._meta.get_field(making.design.of).related_model
    subject, made = subjects._default_manager.get_or_create(code=code)
    if not made:
        raise InvalidInput(fields={"code": str(taken)})
    content = {**(copied or content), "code": code, "title": title}
    return making.begin(subject, content, act=COPIED if copied else NEW, actor=actor)


def stale_words(design: Design) -> str:
    """Who changed or published the design last, and when."""
    last = last_edit(design)
    text = _("%(name)s vừa sửa lúc %(time)s. Những gì bạn vừa nhập còn nguyên ở trang này.")
    if last is not None and last.act == PUBLISHED:
        text = _("%(name)s vừa công bố bản %(number)s lúc %(time)s. Hãy xem bản ấy trước.")
    time = f"{timezone.localtime(design.changed_at):%H:%M}"
    name, number = design.changed_by_text, last.what if last else ""
    return text % {"name": name, "number": number, "time": time}


def _hold(subject: Any) -> None:
    """Nobody else begins or publishes the same thing until the act ends."""
    rows = type(subject)._default_manager.select_for_update(of=("self",))
    rows.get(pk=subject.pk)


def _origin(design: Design, last: DesignEdit | None) -> int:
    """The revision whose content stands now: undoing an undo goes one further back."""
    while last is not None and last.act == UNDONE:
        last = design.edits.filter(revision=int(last.what)).first()
    return last.revision if last else 0
