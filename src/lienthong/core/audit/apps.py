# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_lazy as _

from lienthong.kernel import ports
from lienthong.kernel.registry import CoreConfig


class AuditConfig(CoreConfig):
    """Configuration of the app; binds the ``record`` port."""

    default = True
    name = "lienthong.core.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("nhật ký")

    def ready(self) -> None:
        """Bind the port."""
        from lienthong.core.audit.actions.record import AuditRecorder  # models must be loaded first

        super().ready()
        ports.bind(record=AuditRecorder())
