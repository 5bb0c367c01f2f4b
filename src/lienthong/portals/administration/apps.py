# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class AdministrationPortalConfig(AppConfig):
    """Configuration of the portal."""

    name = "lienthong.portals.administration"
    label = "portal_administration"
