# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may read a file is asked of whoever owns it, through providers bound at start-up."""

from collections.abc import Callable

from lienthong.kernel.actor import Actor

Reader = Callable[[Actor, int | None, int], bool]
_readers: dict[str, Reader] = {}


def register_file_reader(owner_kind: str, reader: Reader) -> None:
    """Let an app answer for its kind of owner: ``reader(actor, owner_id, file_id)``.

    Called from the app's ``ready()``. Raises ``ValueError`` when two apps claim one kind.
    """
    if _readers.setdefault(owner_kind, reader) is not reader:
        raise ValueError(owner_kind)


def owner_allows(actor: Actor, owner_kind: str, owner_id: int | None, file_id: int) -> bool:
    """Return what the owner's app says; an owner nobody answers for lets nobody read."""
    reader = _readers.get(owner_kind)
    return reader is not None and reader(actor, owner_id, file_id)
