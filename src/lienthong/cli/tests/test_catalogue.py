# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import gettext
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lienthong.cli import catalogue

SOURCE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: a.py
msgid "Hồ sơ"
msgstr "Dossier"

msgctxt "nút"
msgid "Gửi"
msgstr ""
"Send "
"\"now\""

msgid "%(n)s hồ sơ"
msgid_plural "%(n)s hồ sơ nhiều"
msgstr[0] "%(n)s dossier"
msgstr[1] "%(n)s dossiers"

#, fuzzy
msgid "Cũ"
msgstr "Old"

msgid "Chưa dịch"
msgstr ""
"""


def test_catalogue_when_compiled_then_gettext_reads_it(tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    source.write_text(SOURCE, "utf-8")

    with catalogue.compile_file(source).open("rb") as binary:
        found = gettext.GNUTranslations(binary)

    assert found.gettext("Hồ sơ") == "Dossier"
    assert found.pgettext("nút", "Gửi") == 'Send "now"'
    assert found.ngettext("%(n)s hồ sơ", "%(n)s hồ sơ nhiều", 2) == "%(n)s dossiers"
    assert found.gettext("Cũ") == "Cũ"
    assert found.gettext("Chưa dịch") == "Chưa dịch"


@given(
    entries=st.dictionaries(
        st.text(min_size=1, max_size=20).filter(lambda text: "\0" not in text),
        st.text(min_size=1, max_size=20).filter(lambda text: "\0" not in text),
        max_size=20,
    )
)
def test_any_entries_when_written_as_binary_then_are_read_back(entries: dict[str, str]) -> None:
    import io

    header = {"": "Content-Type: text/plain; charset=UTF-8\n"}
    encodable = {k: v for k, v in entries.items() if _encodes(k + v) and "\x04" not in k}

    found = gettext.GNUTranslations(io.BytesIO(catalogue.binary(header | encodable)))

    assert {key: found.gettext(key) for key in encodable} == encodable


def _encodes(text: str) -> bool:
    return not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)
