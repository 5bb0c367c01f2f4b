# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything below the officer portal's path."""

from __future__ import annotations

from lienthong.modules.onestop.urls.catalogue import CATALOGUE
from lienthong.modules.onestop.urls.desk import DESK
from lienthong.modules.onestop.urls.work import WORK

urlpatterns = [*DESK, *WORK, *CATALOGUE]
