# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tags of cases in the search index, pushed again after it was made anew."""

from __future__ import annotations

from django.db import transaction

from lienthong.core.cases.models import Case
from lienthong.core.search.api import change_tags
from lienthong.core.ui.api import tag_ids_of

TAGGED = "cases.case"


def index_tags() -> int:
    """Give the rows of tagged cases their tags; how many cases have some."""
    count = 0
    for case_id in Case.objects.filter(has_bonds=True).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            change_tags(case_id, tag_ids_of(TAGGED, case_id))
        count += 1
    return count


ALL = (index_tags,)
