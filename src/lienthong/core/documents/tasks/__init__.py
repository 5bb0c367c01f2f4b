# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the worker: papers, signing on the signer's machine, trust."""

from lienthong.core.documents.tasks import own_machine, papers, trust

__all__ = ["own_machine", "papers", "trust"]
