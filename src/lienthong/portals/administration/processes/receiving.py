# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files of processes on their way in: through the edge, and diagrams packed by the browser."""

from __future__ import annotations

import base64
import binascii
import hashlib
import time
import zlib
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from lienthong.core.process.api import LARGEST_FILE, TableError, problem
from lienthong.kernel import permits, uploads
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.permits import PermitError

DRAFT = "process.import"
"""What permits and receipts of these files name as their draft."""
LARGEST_MB = LARGEST_FILE // 1_000_000
TYPES = ("application/octet-stream",)
FAULTS = {
    "too_large": "too_large",
    "wrong_type": "not_a_file",
}
"""Faults of the edge as problems of a file."""


def upload_url(actor: Actor, return_path: str) -> str:
    """Where the file is posted to: the edge, with a permit for two hours."""
    permit = permits.new_upload_permit(
        account=str(actor.account_id),
        draft=DRAFT,
        slot="process",
        largest=LARGEST_FILE,
        types=TYPES,
        return_path=return_path,
        now=time.time(),
    )
    return uploads.upload_address(permit)


def refusal_of(code: str) -> InvalidInput:
    """Why the edge did not take the file, in words."""
    if code in FAULTS:
        return TableError([problem(FAULTS[code], "", size=LARGEST_MB)])
    if code == "empty":
        return InvalidInput(_("Bạn chưa chọn tệp, hoặc tệp không có nội dung."))
    return InvalidInput(_("Chưa nhận được tệp. Hãy chọn tệp lại."))


def kept_file(actor: Actor, text: str) -> tuple[bytes, str, Path]:
    """Content, name and place of the file that a receipt of this person speaks of.

    Raises ``InvalidInput`` for a receipt that is none, of somebody else, or of a file that is gone
    or was changed.
    """
    gone = InvalidInput(_("Tệp đã gửi không còn. Hãy chọn tệp lại."))
    try:
        receipt = uploads.receipt_of(text)
    except PermitError as error:
        raise gone from error
    if receipt.account != str(actor.account_id) or receipt.draft != DRAFT:
        raise gone
    path = permits.quarantined_file(Path(settings.FILE_STORE), receipt)
    if path.parent != path.resolve().parent or not path.is_file():
        raise gone
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != receipt.sha256:
        raise gone
    return content, receipt.name, path


def unpacked(text: str) -> bytes:
    """A diagram that the browser packed (raw DEFLATE in base64), at most as large as a file.

    Raises ``TableError`` for anything else.
    """
    try:
        packed = base64.b64decode(text, validate=True)
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        content = unpacker.decompress(packed, LARGEST_FILE + 1)
    except (binascii.Error, zlib.error) as error:
        raise TableError([problem("not_xml", "")]) from error
    if len(content) > LARGEST_FILE:
        raise TableError([problem("too_large", "", size=LARGEST_MB)])
    if not unpacker.eof:
        raise TableError([problem("not_xml", "")])
    return content
