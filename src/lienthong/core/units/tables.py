# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep of the organisation: units, positions, who serves where."""

from __future__ import annotations

from lienthong.core.units.panels.positions import POSITIONS
from lienthong.core.units.panels.posts import POSTS
from lienthong.core.units.panels.resting import OWN_GROUNDS
from lienthong.core.units.panels.units import UNITS

GROUNDS = OWN_GROUNDS
DIRECTORIES = (UNITS, POSITIONS, POSTS)
