# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the worker: papers, files, signing on the signer's machine, trust."""

from lienthong.core.documents.tasks import (
    files,
    lists,
    own_machine,
    papers,
    renew,
    signing,
    succession,
    trust,
)

__all__ = ["files", "lists", "own_machine", "papers", "renew", "signing", "succession", "trust"]
