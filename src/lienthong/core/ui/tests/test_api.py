# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.http import HttpResponse
from django.test import RequestFactory

from lienthong.core.ui.api import Display, display_of, store_display


def test_choice_is_remembered_and_read_back() -> None:
    response = HttpResponse()
    store_display(response, {"theme": "dark", "size": "150"})
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in response.cookies.items()})

    assert display_of(request) == Display(theme="dark", size="150")


def test_system_theme_forgets_the_choice_and_nonsense_changes_nothing() -> None:
    forgotten, nonsense = HttpResponse(), HttpResponse()
    store_display(forgotten, {"theme": "system"})
    store_display(nonsense, {"theme": "pink"})

    assert forgotten.cookies["lt_theme"].value == ""
    assert not nonsense.cookies
