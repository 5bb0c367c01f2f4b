# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tags: short words of an agency on anything it works with."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lienthong.core.ui.models import Tag, Tagged
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import fold, one_line

MOST = 10
LONGEST = 40


@part_of_act
def set_tags(kind: str, subject_id: int, *, unit_id: int, names: Sequence[str]) -> list[str]:
    """Give a subject exactly these tags of the unit; answers the names that came or went.

    The same word with other marks or capitals is the same tag. Raises ``InvalidInput`` (field
    ``tags``) for more than ten or for a name of more than 40 letters.
    """
    wanted: dict[str, str] = {}
    for name in filter(None, map(one_line, names)):
        wanted.setdefault(fold(name), name)
    if len(wanted) > MOST:
        raise InvalidInput(fields={"tags": _("Một việc có tối đa 10 nhãn.")})
    if any(len(name) > LONGEST for name in wanted.values()):
        raise InvalidInput(fields={"tags": _("Mỗi nhãn dài tối đa 40 ký tự.")})
    there = Tagged.objects.filter(subject_kind=kind, subject_id=subject_id).select_related("tag")
    known = {row.tag.folded: row for row in there}
    gone = [row for folded, row in known.items() if folded not in wanted]
    for row in gone:
        row.delete()
    come = [name for folded, name in wanted.items() if folded not in known]
    for name in come:
        tag, _made = Tag.objects.get_or_create(
            unit_id=unit_id, folded=fold(name), defaults={"name": name}
        )
        Tagged.objects.create(tag=tag, subject_kind=kind, subject_id=subject_id)
    return [*come, *(row.tag.name for row in gone)]
