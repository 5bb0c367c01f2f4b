# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class OpenApiPortalConfig(AppConfig):
    """Configuration of the portal."""

    name = "lienthong.portals.openapi"
    label = "portal_openapi"
