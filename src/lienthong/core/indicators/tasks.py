# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.indicators.actions.fold import fold_changes
from lienthong.core.indicators.queries import sources
from lienthong.kernel import ports


@ports.task("indicators.fold_changes", every="* * * * * */5", title=_("Cộng dồn số liệu"))
def fold_all() -> None:
    """Fold what is committed, every five seconds."""
    for source in sources():
        while fold_changes(source):
            continue
