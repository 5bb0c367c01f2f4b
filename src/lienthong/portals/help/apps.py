# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class HelpConfig(AppConfig):
    """Help of both portals as an app of templates."""

    name = "lienthong.portals.help"
    label = "portal_help"
