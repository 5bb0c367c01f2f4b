# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.registry import CoreConfig


class FormsConfig(CoreConfig):
    """Configuration of the app."""

    default = True
    name = "lienthong.core.forms"
    label = "forms"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("biểu mẫu điện tử")

    def ready(self) -> None:
        """Bind places and the citizen's own data."""
        from lienthong.core.forms.adapters import (  # models must be loaded first
            national,
            prefill,
            sources,
        )

        super().ready()
        sources.bind_divisions(national.find_commune)
        sources.bind_former(national.former_communes)
        prefill.register_prefill_provider(national.VerifiedPerson())
