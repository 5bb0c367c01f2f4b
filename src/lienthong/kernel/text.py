# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Vietnamese text: one normal form, folding for search, sorting, masking.

Legal basis: TCVN 6909:2001 (Unicode for Vietnamese); everything stored is NFC.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from lienthong.kernel.words import gettext as _

_MARKS = re.compile("[\u0300-\u036f]")
_SPACES = re.compile(r"\s+")
_CONTROL = {c: None for c in range(32) if c not in (9, 10, 13)} | {127: None}
HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Invisible and direction-changing characters."""

_TONES = str.maketrans({"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"})
_LETTERS = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_NOT_TONES = re.compile("[^\u0300\u0301\u0303\u0309\u0323 ]")


def nfc(value: str) -> str:
    """The text in Normalisation Form C, only with what is typed."""
    return unicodedata.normalize("NFC", typed(value))


def typed(value: str) -> str:
    """The text without control characters, except tab and line ends, and without hidden ones.

    Nobody types them in Vietnamese: they come with pasted text, hide a second name in a first one,
    or turn the words around, so that ``gpj.exe`` is read as a picture.
    """
    return HIDDEN.sub("", value.translate(_CONTROL))


def one_line(value: str) -> str:
    """The text in NFC on one line: runs of white space become one space, ends trimmed."""
    return _SPACES.sub(" ", nfc(value)).strip()


def fold(value: str) -> str:
    """Lower case without any mark, ``đ`` as ``d``: equal to the SQL function ``vn_fold``."""
    if value.isascii():
        return value.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFD", value))
    return plain.translate(str.maketrans("đĐ", "dD")).lower()


def sort_key(value: str) -> str:
    """Key that sorts as a Vietnamese dictionary does: equal to the SQL function ``vn_sort``."""
    decomposed = unicodedata.normalize("NFD", value.lower())
    letters = unicodedata.normalize("NFC", _TONE_MARKS.sub("", decomposed))
    letters = re.sub("([adeou])", r"\g<1>0", letters)
    for letter, code in _LETTERS.items():
        letters = letters.replace(letter, code)
    return letters + "  " + _NOT_TONES.sub("", decomposed).translate(_TONES)


def name_sort_key(full_name: str) -> str:
    """Key that sorts personal names by the last word first (given name), then the whole name."""
    words = one_line(full_name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))


def slug(value: str) -> str:
    """Lower-case words without marks joined by hyphens, for addresses that people see."""
    return re.sub(r"[^a-z0-9]+", "-", fold(value)).strip("-")


def initials(full_name: str) -> str:
    """First letters of the first and the last word, as avatars show them: ``LH`` for Lê Thị Hà."""
    words = one_line(full_name).split(" ")
    letters = words[0][:1] + (words[-1][:1] if len(words) > 1 else "")
    return letters.upper()


def first_names(names: Sequence[str], *, count: int | None = None, shown: int = 5) -> str:
    """The first names, and how many more there are: ``A, B và 3 nữa``.

    ``count`` says how many there are in all, where only some of them were read.
    """
    first = names[:shown]
    said = ", ".join(first)
    left = (len(names) if count is None else count) - len(first)
    return _("%(names)s và %(count)s nữa") % {"names": said, "count": left} if left > 0 else said


def mask_name(full_name: str) -> str:
    """The name with all but the first two words hidden: ``Nguyễn Thị H*** N****``."""
    words = one_line(full_name).split(" ")
    keep = 2 if len(words) > 2 else 1
    hidden = [word[:1] + "*" * max(3, len(word) - 1) for word in words[keep:]]
    return " ".join([*words[:keep], *hidden])


def mask_phone(phone: str) -> str:
    """A phone number with the middle hidden: ``0912 *** 678``."""
    digits = re.sub(r"\D", "", phone)
    return f"{digits[:4]} *** {digits[-3:]}" if len(digits) >= 9 else "***"


def mask_personal_id(number: str) -> str:
    """A personal identification number with the middle hidden: ``044 *** 7719``."""
    return f"{number[:3]} *** {number[-4:]}" if len(number) >= 9 else "***"
