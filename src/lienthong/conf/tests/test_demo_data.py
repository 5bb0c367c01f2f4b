# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A database filled for the demo is never served in production."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from lienthong.conf.wsgi import refuse_demo_data
from lienthong.core.references.api import DEMO_MARK, Setting


def test_demo_database_is_refused_outside_the_demo(db: None, settings: Any) -> None:
    settings.LIENTHONG_DEMO = False
    refuse_demo_data()
    Setting.objects.create(key=DEMO_MARK, title="Dữ liệu của bản mẫu")

    with pytest.raises(ImproperlyConfigured):
        refuse_demo_data()
    settings.LIENTHONG_DEMO = True
    refuse_demo_data()
