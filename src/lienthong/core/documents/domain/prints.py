# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Bodies of print templates that administrators write: words may change, what is computed may not.

A body keeps the fields ``{{ … }}`` of the packaged file. Of its instructions ``{% … %}`` it may
use only those that stand there, letter by letter; so it can reach nothing that the packaged file
does not reach.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from lienthong.core.documents.domain.places import TITLES
from lienthong.kernel.words import gettext as _

LARGEST = 30_000
"""Characters; a cell of a workbook holds no more."""
MARK = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})")
COMMENT = re.compile(r"\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|\{#.*?#\}", re.S)
INCLUDE = re.compile(r"""\{%\s*include\s+"([^"]+)"(?:\s+with\s+(.*?))?\s*%\}""")
SAID = re.compile(r"""\{%\s*translate\s+"([^"]*)"\s*%\}""")
FILLED = re.compile(
    r"\{%\s*blocktranslate(?:\s+with\s+(?P<given>(?:(?!\s(?:asvar|trimmed)\b|\bcount\b)[^%])*?))?"
    r"\s*%\}(?P<said>(?:(?!\{%).)*?)\{%\s*endblocktranslate\s*%\}",
    re.S,
)
SIZE = re.compile(r"\{%\s*block\s+size\s*%\}.*?\{%\s*endblock\s*%\}", re.S)
"""What a base makes a class of the paper from."""
TAG = re.compile(r"<[A-Za-z/!](?:\{\{.*?\}\}|[^>])*>", re.S)
PLACE = re.compile(r"""data-(?:field|signature)="([^"]+)\"""")
SILENT = ("script", "style", "iframe", "frame", "object", "embed", "link", "meta", "base", "form")
ADDRESSES = frozenset(
    {"href", "src", "srcset", "action", "data", "poster", "background", "formaction"}
)
VOID = frozenset(
    {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


class PrintFault(ValueError):
    """What is wrong with a body, in a sentence."""


def whole_source(source: str, read: Callable[[str], str]) -> str:
    """A packaged file with what it includes, without remarks, its words as plain words.

    ``read`` answers the source of a file by its name.
    """

    def included(found: re.Match[str]) -> str:
        body, given = whole_source(read(found[1]), read), found[2]
        return f"{{% with {given} %}}{body}{{% endwith %}}" if given else body

    return INCLUDE.sub(included, _plain(COMMENT.sub("", source))).strip() + "\n"


def _plain(source: str) -> str:
    """What a packaged file has translated, as the words of record that papers carry."""

    def filled(found: re.Match[str]) -> str:
        said, given = found["said"], found["given"]
        return f"{{% with {given} %}}{said}{{% endwith %}}" if given else said

    return FILLED.sub(filled, SAID.sub(lambda found: found[1], source))


def fields_of(source: str) -> list[str]:
    """The fields that a file names, in order, each once, as they are written there."""
    return list(dict.fromkeys(_tidy(one) for one in _marks(source, "{{")))


def pickable(source: str) -> list[str]:
    """Fields that may stand anywhere in the text.

    Those of a repeated row or a narrower part are left out, and those within a tag.
    """
    inner: set[str] = set()
    for one in _marks(source, "{%"):
        words = one[2:-2].split()
        if words[0] == "for":
            inner |= set(" ".join(words[1 : words.index("in")]).replace(",", " ").split())
        elif words[0] == "with":
            inner |= {word.partition("=")[0] for word in words[1:] if "=" in word}
    inner.add("forloop")
    text = TAG.sub("", re.sub(r"\{%.*?%\}", "", SIZE.sub("", source)))
    return [one for one in fields_of(text) if re.split(r"[.|]", one[3:-3])[0] not in inner]


def require_body(body: str, packaged: str) -> None:
    """Raise ``PrintFault`` unless the body may stand in place of the packaged file's source."""
    if len(body) > LARGEST:
        raise PrintFault(_("Mẫu dài quá %(most)s ký tự.") % {"most": f"{LARGEST:,}"})
    for fault in _faults(body, packaged):
        raise PrintFault(fault)


def _faults(body: str, packaged: str) -> Iterator[str]:
    if not body.strip():
        yield _("Mẫu không được để trống.")
    if "\x00" in body:
        yield _("Mẫu có ký tự không in được.")
    yield from _strange(body, packaged)
    yield from _lost(body, packaged)
    yield from _outside(body, packaged)
    known, found = _shape(packaged), _shape(body)
    yield from (one for one in found if one not in known)


def _strange(body: str, packaged: str) -> Iterator[str]:
    """Fields and instructions that the packaged file does not have, or that are torn."""
    known = set(fields_of(packaged))
    for one in fields_of(body):
        if one not in known:
            yield _("Mẫu này không có trường %(name)s.") % {"name": one[:80]}
    allowed = {_tidy(one) for one in _marks(packaged, "{%")}
    for one in _marks(body, "{%"):
        if _tidy(one) not in allowed:
            yield _("Mẫu này không có lệnh %(name)s.") % {"name": _tidy(one)[:80]}
    rest = MARK.sub("", body)
    for torn in re.findall(r"\{\{|\}\}|\{%|%\}|\{#|#\}", rest):
        yield _("Dấu %(mark)s đứng lẻ, phải thành cặp.") % {"mark": torn}


def _lost(body: str, packaged: str) -> Iterator[str]:
    """Fields and places of the packaged file that the body no longer has."""
    there = set(fields_of(body))
    for one in fields_of(packaged):
        if one not in there:
            yield _("Mẫu thiếu trường %(name)s.") % {"name": one[:80]}
    places, kept = Counter(PLACE.findall(packaged)), Counter(PLACE.findall(body))
    for name, times in places.items():
        if kept[name] < times:
            yield _("Mẫu mất chỗ cho %(place)s.") % {"place": TITLES.get(name, name)}
        elif kept[name] > times:
            yield _("Mẫu có thừa chỗ cho %(place)s.") % {"place": TITLES.get(name, name)}
    for name in kept:
        if name not in places:
            yield _("Mẫu này không có chỗ tên %(place)s.") % {"place": TITLES.get(name, name)}
    there = {_tidy(one) for one in _marks(body, "{%")}
    for one in dict.fromkeys(_tidy(one) for one in _marks(packaged, "{%")):
        if one not in there:
            yield _("Mẫu thiếu lệnh %(name)s.") % {"name": one[:80]}


def _outside(body: str, packaged: str) -> Iterator[str]:
    """Tags, attributes and addresses that a paper may not have beyond those of its file."""
    mine, own = _Reader.of(body), _Reader.of(packaged)
    for tag, times in mine.silent.items():
        if times > own.silent[tag]:
            yield _("Không được dùng thẻ <%(tag)s> trong mẫu.") % {"tag": tag}
    for name in mine.barred:
        if name not in own.barred:
            yield _("Không được dùng thuộc tính %(name)s trong mẫu.") % {"name": name[:80]}
    for address in mine.addresses:
        if address not in own.addresses:
            yield _("Mẫu không được gọi địa chỉ %(address)s.") % {"address": address[:80]}


def _shape(source: str) -> list[str]:
    reader = _Reader.of(source)
    return reader.torn + [
        _("Thẻ <%(tag)s> chưa đóng.") % {"tag": tag} for tag in reversed(reader.open)
    ]


class _Reader(HTMLParser):
    """What a body is made of: open tags, those that are refused, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.torn: list[str] = []
        self.silent: Counter[str] = Counter()
        self.barred: list[str] = []
        self.addresses: list[str] = []

    @classmethod
    def of(cls, source: str) -> _Reader:
        """Read a source; instructions count as nothing, fields as letters."""
        made = cls()
        made.feed(MARK.sub(lambda found: "" if found[0][1] == "%" else "x", _addressed(source)))
        made.close()
        return made

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        if tag in SILENT:
            self.silent[tag] += 1
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "xlink:href"}:
                self.barred.append(name)
            elif name in ADDRESSES:
                self.addresses.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """The tag that was opened last is closed; another one is torn."""
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.torn.append(_("Thẻ </%(tag)s> đóng sai chỗ.") % {"tag": tag})


def _addressed(source: str) -> str:
    """Instructions that make an address, as text: two different files stay different."""
    return re.sub(r"""\{%\s*static\s+['"]([^'"]+)['"]\s*%\}""", r"static:\1", source)


def _marks(source: str, begin: str) -> list[str]:
    return [one for one in MARK.findall(source) if one.startswith(begin)]


def _tidy(mark: str) -> str:
    """A field or instruction with single blanks, as it is compared."""
    return f"{mark[:2]} {' '.join(mark[2:-2].split())} {mark[-2:]}"
