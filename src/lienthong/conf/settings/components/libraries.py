# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Parts of libraries that no process of ours uses, left out before the libraries are loaded."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import cast

_COMMAND_LINE = "httpx._main"
"""Where the tools of development are installed it brings 85 modules that colour a terminal, 4 MiB
more in each process that speaks to a partner.
"""
cast("dict[str, ModuleType | None]", sys.modules).setdefault(_COMMAND_LINE, None)
