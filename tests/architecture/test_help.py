# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every screen has its help, in both languages; help names no screen that is not there."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.utils import translation

from lienthong.kernel.module import CITIZEN, OFFICER
from lienthong.portals.help.topics import Topic, topic_of, topics
from lienthong.testing.matrix import addresses
from lienthong.testing.words import english_words
from tests.architecture.test_urls import FOR_THE_LIBRARY, MATRIX

PARTS = re.compile(
    r"(^citizen:(places|language|messages-|help|push-worker)|^officer:(help|live|messages-panel|post|file|preview)"
    r"|sign-out$|-paper-|-(file|paper|excel|print|preview|panel|slot|photo|start|data|poll|status)$|^administration:style-guide|^idp:oidc:(configuration|jwks|userinfo)$|^openapi:document$|^accounts:calendar$)"
)
"""Addresses that are parts of a screen, files, or ways through: they have no help of their own."""

KEYS = {"Enter", "Space", "Esc"}


def screens() -> list[str]:
    """Names of addresses that answer GET with a page."""
    named = {address.name for address in addresses()} - FOR_THE_LIBRARY
    pages = [name for name in named if "get" in MATRIX[name] and "200" in str(MATRIX[name]["get"])]
    return sorted(name for name in pages if not PARTS.search(name))


def test_every_screen_has_its_help() -> None:
    found = screens()
    assert len(found) > 30

    assert [name for name in found if topic_of(name) is None] == []


def test_help_names_only_screens_that_exist() -> None:
    known = {address.name for address in addresses()}

    assert {
        screen.partition(" ")[0] for topic in topics() for screen in topic.screens
    } - known == set()


def test_topics_have_one_key_each_and_one_screen_has_one_topic() -> None:
    keys = Counter((topic.portal, topic.key) for topic in topics())
    named = Counter(screen for topic in topics() for screen in topic.screens)

    assert {key for key, times in (keys + named).items() if times > 1} == set()
    assert {topic.portal for topic in topics()} == {CITIZEN, OFFICER}


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: f"{topic.portal}-{topic.key}")
def test_topic_says_the_same_in_both_languages(topic: Topic) -> None:
    vi, en = topic.words["vi"], topic.words["en"]

    assert (len(vi.steps), len(vi.notes)) == (len(en.steps), len(en.notes))
    assert [pressed for pressed, _ in vi.keys] == [pressed for pressed, _ in en.keys]
    said = english_words(" ".join([vi.title, vi.what, *vi.steps, *vi.notes]))
    assert [word for word in said if word not in KEYS] == []
    with translation.override("en"):
        assert topic.said.title == en.title
