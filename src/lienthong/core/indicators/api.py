# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of figures."""

from __future__ import annotations

from lienthong.core.indicators.actions.fold import fold_anew, fold_changes
from lienthong.core.indicators.queries import FigureSource, folded_at, sources

__all__ = ["FigureSource", "fold_anew", "fold_changes", "folded_at", "sources"]
