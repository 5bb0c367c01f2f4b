# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class CitizenPortalConfig(AppConfig):
    """Configuration of the portal."""

    name = "lienthong.portals.citizen"
    label = "portal_citizen"
