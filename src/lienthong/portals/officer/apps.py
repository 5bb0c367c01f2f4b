# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class OfficerPortalConfig(AppConfig):
    """Configuration of the portal."""

    name = "lienthong.portals.officer"
    label = "portal_officer"
