# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_lazy as _

from lienthong.core.integration.adapters.carriers import register_carrier
from lienthong.kernel import ports
from lienthong.kernel.registry import CoreConfig


class IntegrationConfig(CoreConfig):
    """Configuration of the app; binds the ``defer`` port."""

    default = True
    name = "lienthong.core.integration"
    label = "integration"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("liên thông")

    def ready(self) -> None:
        """Bind the port; know the way to connected applications."""
        from lienthong.core.integration.adapters.jobs import (
            JobDeferrer,  # jobs need the app registry
        )
        from lienthong.core.integration.adapters.logouts import (
            FAMILY,
            TOPIC,
            carry_logout,
        )  # models must be loaded first

        super().ready()
        ports.bind(defer=JobDeferrer())
        topics = {TOPIC: _("Báo đăng xuất")}
        register_carrier(FAMILY, _("Ứng dụng kết nối"), carry_logout, topics=topics)
