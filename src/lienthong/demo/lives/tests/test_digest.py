# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A prepared digest is the one that acts reckon of the content that is filled in."""

from __future__ import annotations

import json

from lienthong.core.documents.api import content_digest
from lienthong.demo.lives.digest import digest_of, keys_of
from lienthong.demo.lives.terms import Content, Key

KEYS: list[Key] = [("word", "name"), ("number", 0), ("labelled", '"sex": "', "filer", "sex")]
VALUES: dict[Key, str] = {KEYS[0]: "Trần Thị Mai", KEYS[1]: "27", ("who", "filer", "sex"): "Nữ"}
PAPER = Content(
    7, '{"z": "%s, 100%%", "a": %s, "again": "%s", %s}', (*KEYS[:2], *KEYS[:1], KEYS[2])
)


def test_prepared_digest_is_that_of_the_filled_content() -> None:
    asked = keys_of(PAPER)
    places = {key: place for place, key in enumerate(dict.fromkeys(asked))}

    digest = digest_of(PAPER, places.__getitem__).of([VALUES[key] for key in places])

    content = json.loads(
        '{"z": "Trần Thị Mai, 100%", "a": 27, "again": "Trần Thị Mai", "sex": "Nữ"}'
    )
    assert digest == content_digest(7, content)
