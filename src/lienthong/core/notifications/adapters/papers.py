# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers that go with messages, and who may read the log of a subject: asked from their owners."""

from __future__ import annotations

from collections.abc import Callable

from lienthong.kernel.actor import Actor

Resolve = Callable[[int], int | None]
"""Number of the source → id of the file version, None while it is being drawn."""
MayRead = Callable[[Actor, int], bool]
"""Whether the actor may see the subject with the number."""

_papers: dict[str, Resolve] = {}
_subjects: dict[str, MayRead] = {}


def register_paper_source(kind: str, resolve: Resolve) -> None:
    """Let papers of this kind go with messages."""
    _papers[kind] = resolve


def file_version_of(kind: str, source_id: int) -> int | None:
    """The file of a paper, None while there is none. Raises ``LookupError`` for an unknown kind."""
    return _papers[kind](source_id)


def register_subject(kind: str, may_read: MayRead) -> None:
    """Let officers see the messages about subjects of this kind, where the owner allows it."""
    _subjects[kind] = may_read


def may_read_subject(kind: str, actor: Actor, subject_id: int) -> bool:
    """Whether the actor may see what was sent about a subject; nobody when no owner answers."""
    answer = _subjects.get(kind)
    return answer is not None and answer(actor, subject_id)
