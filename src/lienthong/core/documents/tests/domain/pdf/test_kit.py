# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from lienthong.core.documents.domain.pdf import kit
from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.render import RenderError, render_pdf
from lienthong.core.documents.tests.domain.pdf.pages import text_of

ASSETS = packaged_assets("/tinh/", finders.find)
PAGE = (
    "<html lang=vi><head><style>@layer print {{ @page {{ size: {wide}mm 60mm; margin: 5mm }}"
    " .field {{ display: block; width: {field}mm; height: 10mm }} }}</style></head>"
    "<body><p>{word}</p><span class=field data-field=number></span></body></html>"
)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> dict[object, list[kit.Kit]]:
    """No kit is there yet."""
    idle: dict[object, list[kit.Kit]] = {}
    monkeypatch.setattr(kit, "_idle", idle)
    return idle


def test_pages_drawn_with_one_kit_do_not_dress_each_other(
    fresh: dict[object, list[kit.Kit]], tmp_path: Path
) -> None:
    first = render_pdf(PAGE.format(wide=80, field=20, word="Giấy khai sinh"), assets=ASSETS)
    second = render_pdf(PAGE.format(wide=120, field=40, word="Quyết định"), assets=ASSETS)
    again = render_pdf(PAGE.format(wide=80, field=20, word="Giấy khai sinh"), assets=ASSETS)

    assert len(fresh[ASSETS]) == 1
    assert fresh[ASSETS][0].drawings == 3
    assert [round(one.places[0].size[0]) for one in (first, second, again)] == [57, 113, 57]
    assert first.places == again.places
    assert text_of(first.pdf, tmp_path) == text_of(again.pdf, tmp_path)


def test_layers_of_a_page_stand_above_the_sheet_of_fields() -> None:
    (place,) = render_pdf(PAGE.format(wide=80, field=20, word="Số"), assets=ASSETS).places

    assert round(place.size[1]) == 28


def test_kit_of_a_refused_page_is_not_used_again(fresh: dict[object, list[kit.Kit]]) -> None:
    page = (
        "<html lang=vi><head><link rel=stylesheet href='https://other.example/a.css'></head></html>"
    )

    with pytest.raises(RenderError, match=r"other\.example"):
        render_pdf(page, assets=ASSETS)

    assert fresh[ASSETS] == []


def test_kit_is_thrown_away_when_it_remembers_much(
    fresh: dict[object, list[kit.Kit]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit, "MOST_DRAWINGS", 1)

    render_pdf(PAGE.format(wide=80, field=20, word="Số"), assets=ASSETS)

    assert fresh[ASSETS] == []
