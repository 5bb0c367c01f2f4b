# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Names of files as people gave them, made safe to store, show and send back."""

import re
import unicodedata
from urllib.parse import quote

from lienthong.kernel.text import HIDDEN

LONGEST = 180  # bytes of UTF-8: leaves room for " (2)" below the usual 255
FALLBACK = "tep"
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_SPACES = re.compile(r"\s+")
_DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


def clean_name(name: str, *, longest: int = LONGEST) -> str:
    """Return the name in NFC, without folders, hidden characters or reserved words.

    Never empty and at most ``longest`` bytes long; the extension survives shortening.
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    text = _FORBIDDEN.sub("_", HIDDEN.sub("", text))
    text = _SPACES.sub(" ", text).strip(" .")
    if _DEVICES.match(text):
        text = f"_{text}"
    return _shortened(text, longest) or FALLBACK


def extension(name: str) -> str:
    """Return the extension in lower case without the dot, or an empty text."""
    stem, dot, end = name.rpartition(".")
    return end.lower() if dot and stem else ""


def _shortened(text: str, longest: int) -> str:
    if len(text.encode()) <= longest:
        return text
    end = extension(text)
    tail = f".{end}" if end and len(end.encode()) <= 10 else ""
    stem = text[: len(text) - len(tail)].encode()[: longest - len(tail.encode())]
    return stem.decode(errors="ignore").rstrip(" .") + tail


def content_disposition(name: str, *, inline: bool = False) -> str:
    """Return the header that sends a file under its Vietnamese name (RFC 6266, RFC 5987)."""
    kind = "inline" if inline else "attachment"
    safe = clean_name(name)
    plain = unicodedata.normalize("NFD", safe.replace("đ", "d").replace("Đ", "D"))
    ascii_name = re.sub(r"[^A-Za-z0-9._ ()-]", "_", plain.encode("ascii", "ignore").decode())
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(safe, safe='')}"
