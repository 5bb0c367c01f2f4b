# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import gzip
import hashlib
import re
from pathlib import Path

from lienthong.core.ui.domain.assets import ICON_LIST, SPRITE, STATIC, css_sources, derived_text
from lienthong.core.ui.domain.bundle import LAYERS, bundle, minify
from lienthong.core.ui.domain.figures import ADVANCES, derive_figures, digit_widths
from lienthong.core.ui.domain.sprite import icon_names, sprite, symbol

SOURCE = Path(__file__).resolve().parents[5]
BUDGET = 30_000
COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\b(?:rgb|hsl)a?\(")


def test_derived_files_are_current() -> None:
    stale = [n for n, text in derived_text().items() if (STATIC / n).read_text("utf-8") != text]

    assert stale == []


def test_all_styles_together_stay_within_the_budget() -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in STATIC.glob("*.css")}

    assert set(sizes) == {"citizen.css", "officer.css", "paper.css", "guide.css"}
    assert sum(sizes.values()) <= BUDGET


def test_first_load_of_a_citizen_page_stays_within_its_share() -> None:
    packed = [
        "citizen.css",
        "icons.svg",
        "art/band.svg",
        "art/drum.svg",
        "art/mark.svg",
        "js/display.js",
        "js/forms.js",
    ]
    fonts = [p.name for p in (STATIC / "fonts").glob("*.woff2") if "500" not in p.name]
    total = sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in packed)
    total += sum((STATIC / "fonts" / name).stat().st_size for name in fonts)

    assert len(fonts) == 6
    assert total <= 120_000


def test_every_property_that_a_style_reads_is_defined() -> None:
    sheets = list(SOURCE.glob("lienthong/**/*.css"))
    texts = {str(path): minify(path.read_text("utf-8")) for path in sheets}
    defined = {name for text in texts.values() for name in re.findall(r"(--[a-z0-9-]+):", text)}
    script = "\n".join(path.read_text("utf-8") for path in SOURCE.glob("lienthong/**/*.js"))
    read = {
        name: path for path, text in texts.items() for name in re.findall(r"var\((--[\w-]+)", text)
    }

    assert len(sheets) > 20
    assert {n: p for n, p in read.items() if n not in defined and n not in script} == {}


def test_citizen_pages_need_no_medium_weight() -> None:
    assert "-500-" not in (STATIC / "citizen.css").read_text("utf-8")
    assert "-500-" in (STATIC / "officer.css").read_text("utf-8")


def test_no_colour_is_written_outside_the_tokens() -> None:
    found = {
        stem: COLOUR.findall(minify(text))
        for stem, text in css_sources().items()
        if stem != "tokens"
    }

    assert {stem: hits for stem, hits in found.items() if hits} == {}


def test_every_rule_lies_in_a_declared_layer() -> None:
    names = set(LAYERS.removeprefix("@layer ").rstrip(";").split(","))
    used = {name for text in css_sources().values() for name in re.findall(r"@layer (\w+)", text)}

    assert used == names


def test_colour_tokens_used_are_defined() -> None:
    sources = css_sources()
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", "".join(sources.values())))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", "".join(sources.values())))

    assert used - defined == set()


def test_bundle_joins_sources_in_order_without_comments() -> None:
    sources = {"tokens": "/* a */ :root { --x: 1px; }", "paper": "p > a { margin: 0 }"}

    assert bundle("paper.css", sources) == f"{LAYERS}\n:root{{--x:1px}}\np>a{{margin:0}}\n"


def test_vendored_files_have_the_recorded_hashes() -> None:
    table = (STATIC / "vendor" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\S+) \| [^|]+ \| [^|]+ \| ([0-9a-f]{64}) \|", table, re.MULTILINE)
    wrong = [n for n, d in rows if hashlib.sha256((STATIC / n).read_bytes()).hexdigest() != d]

    assert len(rows) == 11
    assert wrong == []


def test_figures_are_of_one_width_and_rebuilt_alike() -> None:
    for weight, advance in ADVANCES.items():
        source = (STATIC / "fonts" / f"be-vietnam-pro-latin-{weight}-normal.woff2").read_bytes()
        kept = (STATIC / "fonts" / f"lt-figures-{weight}.woff2").read_bytes()

        assert set(digit_widths(kept).values()) == {advance}
        assert digit_widths(derive_figures(source, advance=advance)) == digit_widths(kept)
        assert len(set(digit_widths(source).values())) > 1


def test_sprite_holds_exactly_the_listed_icons_and_our_two() -> None:
    symbols = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text("utf-8")))

    assert symbols == {*icon_names(ICON_LIST.read_text("utf-8")), "lt-mark", "lt-star"}


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    symbols = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text("utf-8")))
    named = re.compile(
        r"""{% icon(?:_button)? ["']([a-z0-9-]+)["']|icon(?:_after)?=["']([a-z0-9-]+)["']"""
    )
    used = {
        first or second
        for path in SOURCE.rglob("templates/**/*.html")
        for first, second in named.findall(path.read_text("utf-8"))
    }

    assert len(used) > 30
    assert used - symbols == set()


def test_symbol_drops_the_frame_and_keeps_the_shape() -> None:
    frame = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'
    svg = f'<svg width="24">\n  {frame}\n  <path d="M5 4h4" />\n</svg>'

    assert symbol("x", svg) == '<symbol id="x" viewBox="0 0 24 24"><path d="M5 4h4"/></symbol>'
    assert sprite({"x": svg}).count("<symbol") == 1
