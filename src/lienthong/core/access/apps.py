# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from lienthong.kernel import ports
from lienthong.kernel.checks import check_registry
from lienthong.kernel.registry import CoreConfig


class AccessConfig(CoreConfig):
    """Configuration of the app; binds the ``authorise`` port, has the registry checked."""

    default = True
    name = "lienthong.core.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("quyền")

    def ready(self) -> None:
        """Bind the port; add the checks of what modules declare to Django's own."""
        from lienthong.core.access.queries.may import (
            AccessAuthoriser,  # models must be loaded first
        )

        super().ready()
        ports.bind(authorise=AccessAuthoriser())
        register(check_registry)
