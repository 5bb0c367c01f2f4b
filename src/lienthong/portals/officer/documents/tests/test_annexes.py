# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The small acts of the page of annexes: what cannot be is told there, an unknown act is none."""

from __future__ import annotations

from django.contrib.messages import get_messages
from django.urls import reverse

from lienthong.core.documents.api import DocumentState
from lienthong.kernel.errors import IllegalState
from lienthong.portals.officer.documents.tests.test_books import client, paper
from lienthong.testing.world import World


def test_annexes_of_a_signed_document_stay_and_their_page_says_why(world: World) -> None:
    signed, browser = paper(world, "A", DocumentState.SIGNED), client(world, "clerk")
    page = reverse("officer:annex-act", args=[signed.pk])

    told = browser.post(page, {"viec": "bo", "phu-luc": "1"})
    unsealed = browser.post(page, {"viec": "ky"})

    assert told["Location"] == reverse("officer:document-annexes", args=[signed.pk])
    assert "đã ký nên không" in str(next(iter(get_messages(told.wsgi_request))))
    assert str(IllegalState()) in map(str, get_messages(unsealed.wsgi_request))
    assert browser.post(page, {"viec": "la"}).status_code == 404
