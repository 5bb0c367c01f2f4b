# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a dossier is called: words of its procedure with answers in single braces.

``{person_full_name}`` is an answer, ``{about}`` what the dossier is about. There is nothing else:
no attributes, no widths, nothing that is carried out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lienthong.modules.onestop.domain.people import said_of

NAME = re.compile(r"\{([a-z][a-z0-9_]{0,62})\}")
ABOUT = "about"


def title_names(template: str) -> list[str]:
    """The answers that a title names, each once."""
    return list(dict.fromkeys(NAME.findall(template)))


def stray_braces(template: str) -> bool:
    """Whether braces stand in a title that name no answer."""
    return bool({"{", "}"} & set(NAME.sub("", template)))


def filled_title(template: str, known: Mapping[str, Any]) -> str:
    """The title with the answers in it; empty when one of them is missing."""
    if any(known.get(name) is None for name in title_names(template)):
        return ""
    return NAME.sub(lambda match: said_of(known[match[1]]), template)
