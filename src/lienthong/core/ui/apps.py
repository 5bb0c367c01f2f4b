# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.registry import CoreConfig
from lienthong.kernel.words import bind_translation


class UiConfig(CoreConfig):
    """The visual language, and what all lists share."""

    default = True
    name = "lienthong.core.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("giao diện")

    def ready(self) -> None:
        """Let pure code speak the reader's language."""
        super().ready()
        bind_translation(gettext, ngettext)
