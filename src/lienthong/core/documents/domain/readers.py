# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may read a file and where it is found: asked of its owner's app, bound at start-up."""

from collections.abc import Callable, Mapping, Sequence

from lienthong.kernel.actor import Actor

Reader = Callable[[Actor, int | None, int], bool]
Finder = Callable[[int, Sequence[int]], Mapping[int, str]]
_readers: dict[str, Reader] = {}
_finders: dict[str, Finder] = {}


def register_file_reader(owner_kind: str, reader: Reader, finder: Finder | None = None) -> None:
    """Let an app answer for its kind of owner: ``reader(actor, owner_id, file_id)``.

    Where owners are cases, ``finder(case_id, file_ids)`` answers which files are found beside the
    case, by whoever finds it, each with a line on what the case is about; the others nobody finds.
    It locks the case, so that who finds it stays the same meanwhile.

    Called from the app's ``ready()``. Raises ``ValueError`` when two apps claim one kind.
    """
    if _readers.setdefault(owner_kind, reader) is not reader:
        raise ValueError(owner_kind)
    if finder is not None:
        _finders[owner_kind] = finder


def owner_allows(actor: Actor, owner_kind: str, owner_id: int | None, file_id: int) -> bool:
    """Return what the owner's app says; an owner nobody answers for lets nobody read."""
    reader = _readers.get(owner_kind)
    return reader is not None and reader(actor, owner_id, file_id)


def has_finder(owner_kind: str) -> bool:
    """Whether an app says which files of this kind of owner are found."""
    return owner_kind in _finders


def found_beside(
    owner_kind: str, owner_id: int | None, file_ids: Sequence[int]
) -> Mapping[int, str]:
    """Files found beside their case, with what it is about; none without case or finder."""
    finder = _finders.get(owner_kind)
    return {} if finder is None or owner_id is None else finder(owner_id, file_ids)
