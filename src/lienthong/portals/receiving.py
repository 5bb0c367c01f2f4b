# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that people bring to a screen: posted to the edge, read here for whoever sent them.

No form of the web process carries a file: the edge keeps it in quarantine and the receipt in the
address says which one is looked at, as often as somebody looks.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from lienthong.kernel import permits, uploads
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.permits import PermitError

ANY_TYPE = ("application/octet-stream",)


@dataclass(frozen=True, slots=True)
class Receiving:
    """One place that takes files: what permits call it, its largest file in bytes, its types."""

    draft: str
    slot: str
    largest: int
    types: tuple[str, ...] = ANY_TYPE

    def upload_url(self, actor: Actor, return_path: str) -> str:
        """Where the file is posted to: the edge, with a permit for two hours."""
        permit = permits.new_upload_permit(
            account=str(actor.account_id),
            draft=self.draft,
            slot=self.slot,
            largest=self.largest,
            types=self.types,
            return_path=return_path,
            now=time.time(),
        )
        return uploads.upload_address(permit)

    def kept_file(self, actor: Actor, text: str) -> tuple[bytes, str, Path]:
        """Content, name and place of the file that a receipt of this person speaks of.

        Raises ``InvalidInput`` for a receipt that is none, of somebody else, of another place, or
        of a file that is gone or was changed.
        """
        gone = InvalidInput(_("Tệp đã gửi không còn. Hãy chọn tệp lại."))
        try:
            receipt = uploads.receipt_of(text)
        except PermitError as error:
            raise gone from error
        if receipt.account != str(actor.account_id) or receipt.draft != self.draft:
            raise gone
        path = permits.quarantined_file(Path(settings.FILE_STORE), receipt)
        if path.parent != path.resolve().parent or not path.is_file():
            raise gone
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != receipt.sha256:
            raise gone
        return content, receipt.name, path
