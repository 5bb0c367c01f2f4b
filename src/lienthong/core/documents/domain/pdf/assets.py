# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a drawing may use: packaged folders and one base style sheet."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "asset:"
STATIC_ORIGIN = "https://static.invalid"
MEDIA_TYPES = {
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".css": "text/css",
}
FIELD_SHEET = """
[data-field] { display: inline-block; height: 1.3em; line-height: 1.3; white-space: nowrap }
[data-field]::before { content: "\\200B" }
[data-signature] { display: block }
"""
FAMILY = "Be Vietnam Pro"
SERIF = "Tinos"
"""Stands for Times New Roman, whose widths it has."""
DATA_LIMIT = 2_000_000  # characters of one data: address


# The screens' font comes in two subsets of one family; drawn with both, their glyphs are mixed up.
SUBSET = re.compile(r"be-vietnam-pro-(?:latin|vietnamese)-(\d+)-normal\.woff2$")


@dataclass(frozen=True)
class Assets:
    """Packaged folders, named in pages as ``asset:file``, and the first style sheet.

    ``find_static`` answers the path of a packaged static file for an address below
    ``static_url``; pages made of the platform's own templates use it.
    """

    folders: tuple[Path, ...] = ()
    css: str = ""
    static_url: str = ""
    find_static: Callable[[str], str | None] | None = None


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # the library is untyped
    """Answers packaged files and ``data:``; refuses everything else, network and disk alike."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.assets = assets
        self.folders = tuple(folder.resolve() for folder in assets.folders)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the packaged file, or raise what stops the drawing."""
        if url.startswith("data:") and len(url) <= DATA_LIMIT:
            return super().fetch(url, headers)
        path = self._packaged(url)
        if path is None or path.suffix not in MEDIA_TYPES:
            raise FatalURLFetchingError(f"refused: {url[:80]}")
        kind = {"Content-Type": MEDIA_TYPES[path.suffix]}
        return URLFetcherResponse(url, path.read_bytes(), kind)

    def _packaged(self, url: str) -> Path | None:
        static = STATIC_ORIGIN + self.assets.static_url
        if subset := SUBSET.search(url):
            return self._in_folders(f"be-vietnam-pro-{subset[1]}.ttf")
        if url.startswith(SCHEME):
            return self._in_folders(url.removeprefix(SCHEME))
        if self.assets.find_static and self.assets.static_url and url.startswith(static):
            found = self.assets.find_static(url.removeprefix(static))
            return Path(found) if found else None
        return None

    def _in_folders(self, name: str) -> Path | None:
        for folder in self.folders:
            path = (folder / name).resolve()
            if path.is_relative_to(folder) and path.is_file():
                return path
        return None


def font_sheet(folder: Path, family: str, prefix: str) -> str:
    """Return ``@font-face`` rules for whole fonts ``<prefix>-<weight>[-italic].ttf``."""
    rules = []
    for path in sorted(folder.glob(f"{prefix}-*.ttf")):
        weight, _sep, style = path.stem.removeprefix(f"{prefix}-").partition("-")
        rules.append(
            f"@font-face {{ font-family: '{family}'; font-weight: {weight};"
            f" font-style: {style or 'normal'};"
            f" src: url('{SCHEME}{path.name}') format('truetype') }}"
        )
    return "\n".join(rules)


@cache
def packaged_assets(
    static_url: str = "", find_static: Callable[[str], str | None] | None = None
) -> Assets:
    """Return the assets of the platform: the embedded font and the pictures beside it."""
    static = Path(__file__).resolve().parents[2] / "static" / "documents"
    fonts = static / "fonts"
    sheet = font_sheet(fonts, FAMILY, "be-vietnam-pro")
    serif = font_sheet(fonts, SERIF, "tinos")
    css = f"{sheet}\n{serif}\nhtml {{ font-family: '{FAMILY}' }}"
    return Assets((fonts, static / "images"), css, static_url, find_static)
