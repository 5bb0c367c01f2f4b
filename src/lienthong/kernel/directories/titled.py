# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes whose title and rank are dated: positions, codes of a list. Declared and changed one way.

The identity has its dated rows under ``versions``, each with ``title`` and ``rank``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories.declare import Act, Column, Field, FieldKind, Part, Values
from lienthong.kernel.directories.fields import WHY, for_reason, since, today
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.permissions import Permission

M = TypeVar("M", bound=models.Model)
VALID_FROM = Column("valid_from", gettext_lazy("Từ ngày"), is_code=True)
VALID_TO = Column("valid_to", gettext_lazy("Đến trước ngày"), is_code=True)
TITLE = Column("title", gettext_lazy("Tên"))


@dataclass(frozen=True, slots=True)
class Titled:
    """How such codes are kept: their acts, columns and history for a ``Directory``.

    ``identity`` names the relation from a dated row to its code. ``add(values, actor)`` makes one
    of what ``made_of`` asks; ``change`` and ``end`` are the app's actions on a code.
    """

    identity: str
    permission: Permission
    add: Callable[[Values, Actor], Any]
    change: Callable[..., Any]
    end: Callable[..., Any]
    title: Field
    rank: Field
    made_of: tuple[Field, ...]
    added: object
    changed: object

    def acts(self) -> tuple[Act, ...]:
        """Add one, another title or rank from a day on, no more in use from a day on."""
        content = (self.title, self.rank, since(), WHY)
        on = Field("on", gettext_lazy("Từ ngày"), FieldKind.DATE, kept=False, default=today)
        may, used = self.permission, _is_used
        return (
            Act(
                "them", self.added, may, self._add, self.made_of + content, icon="plus", makes=True
            ),
            Act(
                "sua", self.changed, may, self._change, content, initial=self._newest, applies=used
            ),
            Act(
                "thoi-dung",
                gettext_lazy("Thôi dùng"),
                may,
                self._end,
                (on, WHY),
                icon="circle-x",
                is_grave=True,
                applies=used,
            ),
        )

    def columns(self, *more: Column) -> tuple[Column, ...]:
        """Title, code, whatever more there is, rank and the days."""
        code = Column(f"{self.identity}.code", gettext_lazy("Mã"), is_code=True)
        return (TITLE, code, *more, self._rank(), VALID_FROM, VALID_TO)

    def part(self) -> Part:
        """What a code was called in the course of time, the newest first."""
        columns = (VALID_FROM, VALID_TO, TITLE, self._rank())
        title = gettext_lazy("Tên theo thời gian")
        return Part(title, columns, lambda code, _actor: list(_newest_first(code)))

    def values(self, row: Any) -> dict[str, Any]:
        """What the acts ask, as a dated row says it."""
        code = getattr(row, self.identity).code
        return {"code": code, "title": row.title, "rank": row.rank, "since": row.valid_from}

    def _rank(self) -> Column:
        return Column("rank", self.rank.title, is_code=True)

    def _newest(self, identity: Any) -> dict[str, Any]:
        return self.values(_newest_first(identity)[0])

    def _add(self, _subject: Any, values: Values, _seen: str, actor: Actor) -> Any:
        return self.add(values, for_reason(actor, values))

    def _change(self, identity: Any, values: Values, seen: str, actor: Actor) -> Any:
        asked = {key: values[key] for key in ("title", "rank", "since")}
        return self.change(identity, **asked, seen=seen, actor=for_reason(actor, values))

    def _end(self, identity: Any, values: Values, seen: str, actor: Actor) -> Any:
        return self.end(identity, on=values["on"], seen=seen, actor=for_reason(actor, values))


@part_of_act
def retitled(held: M, *, title: str, rank: int, since: date) -> M:
    """The code has another title or rank from a day on; the same day is corrected.

    Raises ``InvalidInput`` for a day before the last change, and for a code no longer in use.
    """
    newest = _in_use(held)
    if since < newest.valid_from:
        told = _("Đã có thay đổi từ ngày %(day)s. Hãy chọn ngày từ đó trở đi.")
        raise InvalidInput(fields={"since": told % {"day": f"{newest.valid_from:%d/%m/%Y}"}})
    if since == newest.valid_from:
        newest.title, newest.rank = title, rank
        newest.save(update_fields=["title", "rank"])
        return held
    newest.valid_to = since
    newest.save(update_fields=["valid_to"])
    _versions(held).create(title=title, rank=rank, valid_from=since)
    return held


@part_of_act
def ended(held: M, *, on: date) -> M:
    """The code is no longer in use from a day on. Raises ``InvalidInput``."""
    newest = _in_use(held)
    if on <= newest.valid_from:
        raise InvalidInput(fields={"on": _("Ngày này trước ngày bắt đầu dùng.")})
    newest.valid_to = on
    newest.save(update_fields=["valid_to"])
    return held


def newest_said(identity: Any) -> dict[str, Any]:
    """What the newest dated row says, for the trail (``audit_state``)."""
    newest = _newest_first(identity).first()
    if newest is None:
        return {}
    days = {"since": newest.valid_from, "on": newest.valid_to}
    return {"title": newest.title, "rank": newest.rank, **days}


def _in_use(identity: models.Model) -> Any:
    newest = _newest_first(identity).first()
    if newest is None or newest.valid_to is not None:
        raise InvalidInput(_("Mã này không còn dùng."))
    return newest


def _is_used(identity: Any) -> bool:
    return bool(identity.versions.filter(valid_to=None).exists())


def _newest_first(identity: Any) -> Any:
    return _versions(identity).order_by("-valid_from")


def _versions(identity: Any) -> Any:
    return identity.versions
