# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The derived static files of the ui app and how each is made from its sources."""

from collections.abc import Iterator
from pathlib import Path

from lienthong.core.ui.domain.bundle import BUNDLES, bundle
from lienthong.core.ui.domain.drum import band, drum, mark_file, mark_symbol, star_symbol
from lienthong.core.ui.domain.sprite import icon_names, sprite

APP = Path(__file__).resolve().parent.parent
STATIC = APP / "static" / "ui"
ICON_LIST = APP / "reference" / "icons.txt"
SPRITE = STATIC / "icons.svg"


def css_sources() -> dict[str, str]:
    """Return every CSS source by its stem."""
    return {
        path.stem: path.read_text("utf-8")
        for path in sorted((APP / "reference" / "css").glob("*.css"))
    }


def derived_text() -> dict[str, str]:
    """Return the text files that can be made from the repository alone, by name in static/ui."""
    sources = css_sources()
    files = {name: bundle(name, sources) for name in BUNDLES}
    return files | {
        "art/drum.svg": drum(),
        "art/band.svg": band(),
        "art/mark.svg": mark_file(),
    }


def derived_fonts() -> dict[str, bytes]:
    """Return the figures fonts by name in static/ui."""
    # fontTools is heavy and needed only when the fonts are rebuilt.
    from lienthong.core.ui.domain.figures import ADVANCES, derive_figures

    source = STATIC / "fonts"
    return {
        f"fonts/lt-figures-{weight}.woff2": derive_figures(
            (source / f"be-vietnam-pro-latin-{weight}-normal.woff2").read_bytes(), advance=advance
        )
        for weight, advance in ADVANCES.items()
    }


def build_sprite(folder: Path) -> str:
    """Return the sprite of the listed icons, read from a folder of single icon files."""
    names = icon_names(ICON_LIST.read_text("utf-8"))
    icons = {name: (folder / f"{name}.svg").read_text("utf-8") for name in names}
    return sprite(icons, extra=(mark_symbol(), star_symbol()))


def build(*, icons: Path | None = None) -> Iterator[str]:
    """Write every derived file and yield its name; the sprite only when ``icons`` is given."""
    for name, text in derived_text().items():
        (STATIC / name).write_text(text, "utf-8")
        yield name
    for name, data in derived_fonts().items():
        (STATIC / name).write_bytes(data)
        yield name
    if icons is not None:
        SPRITE.write_text(build_sprite(icons), "utf-8")
        yield SPRITE.name
