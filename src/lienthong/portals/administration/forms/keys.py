# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys of questions: made of the label until the question is published or named by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lienthong.core.forms.api import FormDesign, fields_of, key_from

_MADE = re.compile(r"[a-z_]+_[0-9]+")


def suggested_key(
    design: FormDesign, question: Mapping[str, Any], values: Mapping[str, Any]
) -> str:
    """The key to keep: given by hand, or made of the new label while nobody knows the old one."""
    given, old = str(values["key"]), str(question["key"])
    published = {f["key"] for f in fields_of(design.base.content)} if design.base else set()
    by_machine = bool(_MADE.fullmatch(old)) and old not in published
    renamed = values["label"] != question.get("label")
    return key_from(str(values["label"])) if given == old and by_machine and renamed else given
