# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Telling English that leaked onto a Vietnamese screen."""

from __future__ import annotations

import html
import re

_COMMON = """
about accept accepted account action active added address after again agency allowed
already answer apply approve approved archive attach available back because before button
calendar cancel cancelled change changed choose citizen clear click close closed comment
complete completed confirm contact content continue could create created current dashboard
data deadline default delete deleted department details disabled document does done
dossier download draft edit empty enabled enter error every failed field files filter
finish finished first forbidden found from full group have help here history home hours
identity inbox information input internal invalid issue item items label language last
late later leave letter limit loading login logout match message missing more move must
name need never next nothing notice number office officer only open order other outcome
overdue page paper password pending people permission person phone please prefix previous
print process profile progress province public question queue read ready reason receipt
receive received refresh register reject rejected remove removed report request required
reset result results return review role save saved screen search section select send sent
server service session settings should show sign signed something sorry start started
state status step steps submit submitted success system table task term that their there
they this time title today town unit unknown update updated upload user username valid
value version view waiting ward warning welcome were what when where which will with
without work wrong year yesterday your
"""
ENGLISH = frozenset(_COMMON.split())
"""Common words of screens that are no Vietnamese syllable; borrowed ones are left out."""
_SHOWN = re.compile(r"<(script|style|svg|code|kbd|samp)\b.*?</\1>|<!--.*?-->|<[^>]+>", re.DOTALL)
_MARKED = re.compile(r'<(section|p|q|span|div)\b[^>]*\blang="en"[^>]*>.*?</\1>', re.DOTALL)
_PLACEHOLDER = re.compile(
    r"%\(\w+\)[sd]|\{[\w.:]*\}|https?://\S+|“[^”]*”"
    r"|\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2,3}\b"  # random codes spell words by chance
)
_WORD = re.compile(r"[^\W\d_]+")


def english_words(text: str) -> list[str]:
    """English words in a plain text, in order; placeholders, codes and quotations do not count."""
    said = _PLACEHOLDER.sub(" ", text)
    return [word for word in _WORD.findall(said) if word.lower() in ENGLISH]


def shown_text(page: str) -> str:
    """What a page of HTML shows, without marks, scripts, drawings and samples of code.

    What is marked as English, as the words of a letter in English are, did not leak.
    """
    return html.unescape(_SHOWN.sub(" ", _MARKED.sub(" ", page)))
