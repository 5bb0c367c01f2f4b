# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""States of messages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingState(models.TextChoices):
    """Life of a message to a partner."""

    WAITING = "waiting", _("chờ gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("gửi lỗi")
    CLOSED = "closed", _("đã đóng, không gửi")


class IncomingState(models.TextChoices):
    """Life of a message from a partner."""

    NEW = "new", _("mới")
    DONE = "done", _("đã xử lý")
    FAILED = "failed", _("lỗi")
    CLOSED = "closed", _("đã đóng, không xử lý")


class Circuit(models.TextChoices):
    """Whether a partner is spoken to."""

    CLOSED = "closed", _("đang thông")
    OPEN = "open", _("tạm nghỉ vì không trả lời")
    TRYING = "trying", _("sắp thử lại")
    OFF = "off", _("đã ngắt")
