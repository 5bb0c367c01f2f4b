# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a drawing may use: packaged folders and one base style sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "asset:"
MEDIA_TYPES = {
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
FIELD_SHEET = """
[data-field] { display: inline-block; height: 1.3em; line-height: 1.3; white-space: nowrap }
[data-field]::before { content: "\\200B" }
[data-signature] { display: block }
"""
FAMILY = "Be Vietnam Pro"
DATA_LIMIT = 2_000_000  # characters of one data: address


@dataclass(frozen=True)
class Assets:
    """Packaged folders, named in pages as ``asset:file``, and the first style sheet."""

    folders: tuple[Path, ...] = ()
    css: str = ""


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # the library is untyped
    """Answers ``asset:`` names from packaged folders and ``data:``; refuses everything else."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the packaged file, or raise what stops the drawing."""
        if url.startswith(SCHEME):
            path = self._packaged(url.removeprefix(SCHEME))
            return URLFetcherResponse(
                url, path.read_bytes(), {"Content-Type": MEDIA_TYPES[path.suffix]}
            )
        if url.startswith("data:") and len(url) <= DATA_LIMIT:
            return super().fetch(url, headers)
        raise FatalURLFetchingError(f"refused: {url[:80]}")

    def _packaged(self, name: str) -> Path:
        for folder in self.folders:
            path = (folder / name).resolve()
            if path.is_relative_to(folder) and path.suffix in MEDIA_TYPES and path.is_file():
                return path
        raise FatalURLFetchingError(f"not packaged: {name[:80]}")


def font_sheet(folder: Path, family: str, prefix: str) -> str:
    """Return ``@font-face`` rules for whole fonts named ``<prefix>-<weight>.woff2``."""
    return "\n".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {path.stem.rsplit('-', 1)[-1]};"
        f" src: url('{SCHEME}{path.name}') format('woff2') }}"
        for path in sorted(folder.glob(f"{prefix}-*.woff2"))
    )


def packaged_assets() -> Assets:
    """Return the assets of the platform: the embedded font and the pictures beside it."""
    static = Path(__file__).resolve().parents[2] / "static" / "documents"
    fonts = static / "fonts"
    sheet = font_sheet(fonts, FAMILY, "be-vietnam-pro")
    return Assets((fonts, static / "images"), f"{sheet}\nhtml {{ font-family: '{FAMILY}' }}")
