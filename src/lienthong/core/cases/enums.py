# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Capacities, outcomes, sensitivity, priorities of cases."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

PASSED = "passed"
"""Outcome of a step that nobody finished: the case went on without it."""


class Capacity(models.TextChoices):
    """In what capacity a unit takes part in a case, strongest first."""

    LEAD = "lead", _("chủ trì")
    RECEIVE = "receive", _("tiếp nhận")
    SUPPORT = "support", _("hỗ trợ")
    CONSULT = "consult", _("cho ý kiến")
    FOLLOW = "follow", _("theo dõi")
    FORMER = "former", _("đã từng xử lý")


class CaseOutcome(models.IntegerChoices):
    """How the promise was kept, judged by date."""

    EARLY = 1, _("sớm hạn")
    ON_TIME = 2, _("đúng hạn")
    LATE = 3, _("trễ hạn")


class OpinionStance(models.TextChoices):
    """What an asked unit says. Silence past the limit is its own answer, where the law says so."""

    AGREES = "agrees", _("đồng ý")
    CONDITIONS = "conditions", _("đồng ý, có điều kiện")
    OBJECTS = "objects", _("không đồng ý")
    SILENT = "silent", _("không trả lời, coi như đồng ý")


class Sensitivity(models.TextChoices):
    """How protected a case is; state secrets are refused."""

    NORMAL = "normal", _("thường")
    INTERNAL = "internal", _("nội bộ")
    PERSONAL = "personal", _("dữ liệu cá nhân")
    RESTRICTED = "restricted", _("hạn chế")


class Priority(models.IntegerChoices):
    """How far a step moves forward in the inbox."""

    NORMAL = 0, _("thường")
    URGENT = 1, _("khẩn")
    VERY_URGENT = 2, _("thượng khẩn")
    EXPRESS = 3, _("hỏa tốc")


class EventAudience(models.TextChoices):
    """Who reads an event: everybody who may see the case, officers only."""

    CITIZEN = "citizen", _("người dân")
    OFFICER = "officer", _("cán bộ")


class LinkKind(models.TextChoices):
    """How one case refers to another."""

    RELATED = "related", _("liên quan")
    FOLLOWS = "follows", _("tiếp theo của")
    REPLACES = "replaces", _("thay cho")
    DUPLICATE = "duplicate", _("trùng với")

    @property
    def seen_from_the_other(self) -> str:
        """What the case that is referred to says of the one that refers to it."""
        return str(_FROM_THE_OTHER.get(self, self.label))


_FROM_THE_OTHER = {LinkKind.FOLLOWS: _("được tiếp nối bởi"), LinkKind.REPLACES: _("được thay bởi")}
"""Relations that read otherwise from the other end; the rest are mutual."""


class ServiceState(models.TextChoices):
    """Life of what the system does by itself in a step."""

    TO_DO = "to_do", _("chờ làm")
    ASKED = "asked", _("đã hỏi, chờ trả lời")
    DONE = "done", _("đã làm")
    FAILED = "failed", _("không làm được, đã đi đường lỗi")
    DEAD = "dead", _("không làm được, đang dừng")
    DROPPED = "dropped", _("không cần làm nữa")
