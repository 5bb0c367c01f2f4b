# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An address leads to the same view whether all are tried or those with its first words."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLResolver, get_resolver, include, path, re_path
from django.urls.resolvers import RegexPattern

from lienthong.conf.web.addresses import ByFirstWords


def view(_request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    return HttpResponse()


INNER = [path("mot/<int:number>/", view, name="number"), path("mot/ket/", view, name="end")]
MADE = URLResolver(
    RegexPattern(r"^/"),
    [
        path("", view, name="root"),
        path("", include((INNER, "inner")), {"told": 1}),
        path("<slug:any>/chung/", view, name="any"),
        path("mot/chung/", view, name="hidden"),
        path("hai", include([path("-ba/", view, name="joined")])),
        path("hai/vao/ket/", view, name="before"),
        path(
            "hai/", include([path("", view, name="two"), path("vao/<slug:any>/", view, name="in")])
        ),
        path("hai/vao/dau/", view, name="late"),
        path("hai/", include([path("<int:number>/", view, name="below")])),
        re_path(r"^mot/so-[0-9]+/$", view, name="pattern"),
    ],
)


def told(found: Any) -> tuple[Any, ...]:
    return (found.func, found.args, found.kwargs, found.view_name, found.route, found.app_names)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "root"),
        ("/mot/7/", "inner:number"),
        ("/mot/ket/", "inner:end"),
        ("/mot/chung/", "any"),
        ("/la/chung/", "any"),
        ("/hai-ba/", "joined"),
        ("/hai/12/", "below"),
        ("/hai/", "two"),
        ("/hai/vao/ket/", "before"),
        ("/hai/vao/dau/", "in"),
        ("/mot/so-3/", "pattern"),
    ],
)
def test_address_of_a_small_tree_leads_where_all_of_it_leads(address: str, name: str) -> None:
    found = ByFirstWords(MADE).resolve(address)
    assert found.view_name == name
    assert told(found) == told(MADE.resolve(address))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/can-bo/",
        "/can-bo/ho-so/12/",
        "/can-bo/buoc/12/trinh-ky/",
        "/thu-tuc/dang-ky-khai-sinh/bat-dau/",
        "/ban-nhap/abc/start/",
        "/ban-nhap/abc/xem-lai/",
        "/quan-tri/quy-trinh/",
        "/api/v1/procedures/1.001193",
    ],
)
def test_address_of_the_platform_leads_to_the_same_view(address: str) -> None:
    found = ByFirstWords(get_resolver()).resolve(address)
    assert told(found) == told(get_resolver().resolve(address))


@pytest.mark.parametrize("address", ["/khong-co/", "/can-bo/khong-co/", "/ban-nhap"])
def test_address_that_does_not_exist_is_not_found_and_says_all_that_was_tried(address: str) -> None:
    with pytest.raises(Resolver404) as missing:
        ByFirstWords(get_resolver()).resolve(address)
    with pytest.raises(Resolver404) as usual:
        get_resolver().resolve(address)
    assert len(missing.value.args[0]["tried"]) == len(usual.value.args[0]["tried"]) > 50
