# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.core.checks import register


class CitizenPortalConfig(AppConfig):
    """Configuration of the portal."""

    name = "lienthong.portals.citizen"
    label = "portal_citizen"

    def ready(self) -> None:
        """Let no process start without the languages that the screens promise."""
        from lienthong.portals.citizen.settings.languages import check_languages  # settings first

        register(check_languages)
