# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Play the edge: keep bytes under the permit that a page carries, answer with the receipt."""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from lienthong.kernel import permits
from lienthong.kernel.permits import UploadPermit, UploadReceipt

_PERMIT = re.compile(r"/tai-len\?permit=([\w.-]+)")


def permit_on(client: Client, address: str) -> UploadPermit:
    """The permit that the page at an address carries."""
    text = _PERMIT.search(client.get(address).content.decode())
    assert text is not None
    return permits.read(UploadPermit, text[1], settings.SECRET_KEY, now=time.time())


def send_file(client: Client, address: str, data: bytes, name: str, **other: Any) -> str:
    """The receipt for a file sent from the page at an address; ``other`` fields forge it."""
    permit = permit_on(client, address)
    folder = permits.quarantine_folder(Path(settings.FILE_STORE))
    folder.mkdir(parents=True, exist_ok=True)
    stored = permits.new_id()
    (folder / stored).write_bytes(data)
    values: dict[str, Any] = {
        "id": permits.new_id(),
        "account": permit.account,
        "draft": permit.draft,
        "slot": permit.slot,
        "stored": stored,
        "name": name,
        "media_type": permit.types[0],
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "expires": int(time.time()) + 60,
    }
    return permits.sign(UploadReceipt(**{**values, **other}), settings.SECRET_KEY)
