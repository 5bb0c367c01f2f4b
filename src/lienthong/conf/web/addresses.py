# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finds the view of an address among those whose addresses begin with the same word.

Django tries one address after another, a hundred for a page of a form; nearly all of them begin
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern


class ByFirstWord:
    """Answers as ``whole`` does, which is asked itself for everything that is not found."""

    def __init__(self, whole: URLResolver) -> None:
        self._ask_whole = whole.resolve
        self._parts = {word: _part(whole, word) for word in set(_words(whole))}

    def resolve(self, path: str) -> ResolverMatch:
        """The view of a path. Raises ``Resolver404``."""
        part = self._parts.get(path[1:].partition("/")[0])
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


def _part(resolver: URLResolver, word: str) -> URLResolver:
    """The same without what begins with another word, in the same order."""
    kept = [
        _part(pattern, word) if _is_open(pattern) else pattern
        for pattern in resolver.url_patterns
        if _is_open(pattern) or _word(pattern) in (word, None)
    ]
    patterns = [each for each in kept if not _is_open(each) or each.url_patterns]
    kwargs, app, space = resolver.default_kwargs, resolver.app_name, resolver.namespace
    return URLResolver(resolver.pattern, patterns, kwargs, app, space)


def _is_open(pattern: URLPattern | URLResolver) -> TypeGuard[URLResolver]:
    """Whether it groups others without a beginning of its own."""
    return isinstance(pattern, URLResolver) and not str(pattern.pattern)


def _word(pattern: URLPattern | URLResolver) -> str | None:
    """The whole first word; nothing where it is not certain."""
    word, slash, _rest = str(pattern.pattern).partition("/")
    certain = isinstance(pattern.pattern, RoutePattern) and "<" not in word
    return word if certain and (slash or isinstance(pattern, URLPattern)) else None
