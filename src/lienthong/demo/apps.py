# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo province and the generator; not installed in production."""

    name = "lienthong.demo"
    label = "demo"
