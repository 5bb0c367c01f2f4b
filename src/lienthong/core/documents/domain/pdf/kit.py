# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What takes longest before a page can be laid out: fonts and style sheets, kept between drawings.

A kit is used by one drawing at a time, as the font library asks; who ends gives it back. Most of
the time one or two kits are in use, whatever the number of threads.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from lienthong.core.documents.domain.pdf.assets import (
    FIELD_SHEET,
    STATIC_ORIGIN,
    AssetFetcher,
    Assets,
)

MOST_DRAWINGS = 300
"""After so many a kit is thrown away: the font library remembers every size it has seen."""
MOST_SETS, MOST_IDLE = 32, 4
Source = tuple[str, str]
"""One style sheet of a page: ``text`` or ``url``, and that."""


class Kit:
    """Fonts, and the sheets of the pages seen last, for drawings with the same assets."""

    def __init__(self, assets: Assets) -> None:
        self.fonts = FontConfiguration()
        self.fetcher = AssetFetcher(assets)
        self.drawings = 0
        self._css = assets.css
        self._sets = OrderedDict[tuple[Source, ...], list[CSS]]()

    def sheets(self, sources: tuple[Source, ...]) -> list[CSS]:
        """The parsed style sheets of a page, below all of them those of the platform.

        They count as one: cascade layers go from one sheet to the next.
        """
        found = self._sets.get(sources)
        if found is None:
            layers: list[str] = []
            first = ("text", f"@layer platform {{ {self._css}\n{FIELD_SHEET} }}")
            wanted = (first, *sources)
            found = self._sets[sources] = [self.parse(one, layers) for one in wanted]
            if len(self._sets) > MOST_SETS:
                self._sets.popitem(last=False)
        self._sets.move_to_end(sources)
        return found

    def parse(self, source: Source, layers: list[str] | None = None) -> CSS:
        """One style sheet. Raises ``FatalURLFetchingError`` when it asks for what is not there."""
        kind, value = source
        is_text = kind == "text"
        given = {"string": value, "base_url": STATIC_ORIGIN} if is_text else {"url": value}
        return CSS(**given, font_config=self.fonts, url_fetcher=self.fetcher, layers=layers)


_idle: dict[Assets, list[Kit]] = {}
_TURN = threading.Lock()


@contextmanager
def borrowed(assets: Assets) -> Iterator[Kit]:
    """A kit for one drawing, the one that was given back last, or a new one.

    One that was in use when a drawing failed is not used again.
    """
    with _TURN:
        idle = _idle.setdefault(assets, [])
        kit = idle.pop() if idle else None
    kit = kit or Kit(assets)
    yield kit
    kit.drawings += 1
    with _TURN:
        if kit.drawings < MOST_DRAWINGS and len(idle) < MOST_IDLE:
            idle.append(kit)
