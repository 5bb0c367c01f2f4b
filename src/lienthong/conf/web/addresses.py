# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finds the view of an address among those whose addresses begin with the same words.

Django tries one address after another, a hundred for a page of a form and more for an officer's;
nearly all of them begin otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern


class ByFirstWords:
    """Answers as ``whole`` does, which is asked itself for everything that is not found."""

    def __init__(self, whole: URLResolver) -> None:
        self._ask_whole = whole.resolve
        self._parts = {word: _part(whole, (word,)) for word in set(_words(whole))}
        self._smaller = {
            (first, second): _part(whole, (first, second))
            for first in self._parts
            for below in _below(whole, first)
            for second in _words(below)
        }

    def resolve(self, path: str) -> ResolverMatch:
        """The view of a path. Raises ``Resolver404``."""
        first, _slash, rest = path[1:].partition("/")
        part = self._smaller.get((first, rest.partition("/")[0])) or self._parts.get(first)
        if part is not None:
            try:
                return part.resolve(path)
            except Resolver404:
                pass  # the whole says what was tried
        return self._ask_whole(path)


def _words(resolver: URLResolver) -> Iterator[str]:
    """The words with which addresses begin, as far as they are certain."""
    for pattern in resolver.url_patterns:
        if _is_open(pattern):
            yield from _words(pattern)
        elif (word := _word(pattern)) is not None:
            yield word


def _below(resolver: URLResolver, word: str) -> Iterator[URLResolver]:
    """What holds the addresses behind a first word."""
    for pattern in resolver.url_patterns:
        if _is_open(pattern):
            yield from _below(pattern, word)
        elif _holds(pattern, word):
            yield pattern


def _part(resolver: URLResolver, words: tuple[str, ...]) -> URLResolver:
    """The same without what begins with other words, in the same order."""
    kept: list[URLPattern | URLResolver] = []
    for pattern in resolver.url_patterns:
        if _is_open(pattern):
            kept.append(_part(pattern, words))
        elif len(words) > 1 and _holds(pattern, words[0]):
            kept.append(_part(pattern, words[1:]))
        elif _word(pattern) in (words[0], None):
            kept.append(pattern)
    patterns = [each for each in kept if not isinstance(each, URLResolver) or each.url_patterns]
    kwargs, app, space = resolver.default_kwargs, resolver.app_name, resolver.namespace
    return URLResolver(resolver.pattern, patterns, kwargs, app, space)


def _is_open(pattern: URLPattern | URLResolver) -> TypeGuard[URLResolver]:
    """Whether it groups others without a beginning of its own."""
    return isinstance(pattern, URLResolver) and not str(pattern.pattern)


def _holds(pattern: URLPattern | URLResolver, word: str) -> TypeGuard[URLResolver]:
    """Whether it groups others behind this word and nothing else."""
    plain = isinstance(pattern, URLResolver) and isinstance(pattern.pattern, RoutePattern)
    return plain and str(pattern.pattern) == f"{word}/"


def _word(pattern: URLPattern | URLResolver) -> str | None:
    """The whole first word; nothing where it is not certain."""
    word, slash, _rest = str(pattern.pattern).partition("/")
    certain = isinstance(pattern.pattern, RoutePattern) and "<" not in word
    return word if certain and (slash or isinstance(pattern, URLPattern)) else None
