# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.registry import CoreConfig


class NotificationsConfig(CoreConfig):
    """Configuration of the app; binds the mail port and the ways to the partners."""

    default = True
    name = "lienthong.core.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("thông báo")

    def ready(self) -> None:
        """Bind what other apps send through."""
        from lienthong.core.notifications.actions.post import bind_everything  # models first

        super().ready()
        bind_everything()
