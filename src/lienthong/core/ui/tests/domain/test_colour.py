# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from lienthong.core.ui.domain.assets import css_sources
from lienthong.core.ui.domain.colour import contrast, luminance, tokens

TEXT, BODY, GRAPHIC = 4.5, 7.0, 3.0
STATES = ("ok", "soon", "late", "paused", "info")


def themes() -> dict[str, dict[str, str]]:
    source = css_sources()["tokens"]
    light, _, rest = source.partition('[data-theme="dark"]')
    dark, _, system = rest.partition("@media screen and (prefers-color-scheme: dark)")
    named = tokens(light)
    return {"light": named, "dark": named | tokens(dark), "system": named | tokens(system)}


PAIRS = [
    *[("--ink", ground, BODY) for ground in ("--paper", "--surface", "--sunken", "--raised")],
    *[("--ink", ground, BODY) for ground in ("--hover", "--selected")],
    *[("--ink-2", ground, BODY) for ground in ("--paper", "--surface", "--sunken", "--selected")],
    *[("--ink-3", ground, TEXT) for ground in ("--paper", "--surface", "--sunken")],
    *[("--link", ground, BODY) for ground in ("--paper", "--surface", "--raised", "--selected")],
    *[(f"--{state}", f"--{state}-tint", TEXT) for state in STATES],
    *[(f"--{state}", "--surface", TEXT) for state in STATES],
    *[("--line-strong", ground, GRAPHIC) for ground in ("--paper", "--surface", "--sunken")],
    *[("--focus", ground, GRAPHIC) for ground in ("--paper", "--surface", "--sunken")],
    ("--focus-on-dark", "--brand-header", GRAPHIC),
    ("--on-brand", "--brand", TEXT),
    ("--on-brand", "--brand-hover", TEXT),
    ("--on-brand-2", "--brand-header", BODY),
    ("--on-deep", "--brand-deep", BODY),
    ("--on-ink", "--ink", BODY),
    ("--on-ok", "--ok", BODY),
    ("--on-late", "--late", TEXT),
    ("--brand-text", "--paper", BODY),
    ("--brand-text", "--brand-tint", BODY),
    ("--gold-ink", "--paper", TEXT),
    ("--gold-ink", "--surface", TEXT),
    ("--gold-bright", "--brand-header", TEXT),
    ("--chart", "--surface", GRAPHIC),
]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_token_pair_reaches_its_contrast(theme: str, front: str, ground: str, least: float) -> None:
    named = themes()[theme]

    assert contrast(named[front], named[ground]) >= least


@pytest.mark.parametrize(
    ("front", "ground", "expected"),
    [
        ("--ink", "--surface", 16.85),
        ("--late", "--late-tint", 5.76),
        ("--line-strong", "--paper", 3.61),
    ],
)
def test_light_contrast_equals_the_published_figure(
    front: str, ground: str, expected: float
) -> None:
    named = themes()["light"]

    assert round(contrast(named[front], named[ground]), 2) == expected


def test_dark_on_request_and_dark_by_system_are_the_same_set() -> None:
    named = themes()

    assert named["dark"] == named["system"]
    assert named["dark"]["--paper"] == "#151210"


def test_luminance_of_black_and_white() -> None:
    assert luminance("#000000") == 0
    assert luminance("#FFFFFF") == pytest.approx(1)
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
