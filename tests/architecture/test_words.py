# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Text: Vietnamese on every screen, one normal form in every file, one licence line."""

from __future__ import annotations

import ast
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from lienthong.testing.words import ENGLISH, english_words, shown_text
from tests.architecture.test_templates import template_files

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {".py", ".html", ".yaml", ".yml", ".md", ".txt", ".css", ".js", ".toml", ".csv", ".po"}
SKIPPED = {"style_guide", "guide"}
"""The style guide names tokens and classes."""
_MARKED = re.compile(r"""(?:translate|trans|_\()\s*["']([^"']+)["']""")
_BLOCK = re.compile(r"{%-?\s*blocktrans(?:late)?\b[^%]*%}(.*?){%-?\s*endblocktrans", re.DOTALL)
_COMMENT = re.compile(
    r"{%-?\s*comment\b.*?endcomment\s*-?%}"
    r"|{%\s*block (?:layout|\w*class\w*)\s*%}.*?{%\s*endblock\b",
    re.DOTALL,
)
_BETWEEN = re.compile(r">([^<>]+)<")
_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "gettext_noop"}


def own_files() -> list[Path]:
    """Files under version control or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    found = [ROOT / line for line in listed.splitlines()]
    return [path for path in found if path.suffix in TEXTS and path.is_file()]


def test_own_files_are_in_one_normal_form() -> None:
    files = own_files() or [path for path in (ROOT / "src").rglob("*") if path.suffix in TEXTS]
    assert len(files) > 500

    wrong = [
        str(path.relative_to(ROOT))
        for path in files
        if not unicodedata.is_normalized("NFC", path.read_text("utf-8"))
    ]

    assert wrong == []


def test_python_files_begin_with_the_licence(source: Path) -> None:
    first = "# SPDX-FileCopyrightText: Liên Thông contributors\n"
    second = "# SPDX-License-Identifier: Apache-2.0\n"
    wrong = [
        str(path.relative_to(ROOT))
        for path in (*source.rglob("*.py"), *(ROOT / "tests").rglob("*.py"))
        if "migrations" not in path.parts
        and not path.read_text("utf-8")
        .removeprefix("#!/usr/bin/env python3\n")
        .startswith(first + second)
    ]

    assert wrong == []


def marked_in_python(source: Path) -> Iterator[tuple[str, str]]:
    """(place, text) of every string that goes through gettext."""
    for path in sorted(source.rglob("*.py")):
        if "tests" in path.parts or "simulators" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield f"{path.relative_to(source)}:{node.lineno}", argument.value


def marked_in_templates(source: Path) -> Iterator[tuple[str, str]]:
    """(place, text) of every string that a template marks, and of what it shows as it is."""
    for folder, file in template_files(source):
        name = str(file.relative_to(folder))
        if any(part in name for part in SKIPPED):
            continue
        text = _COMMENT.sub(" ", file.read_text("utf-8"))
        for found in (*_MARKED.findall(text), *_BLOCK.findall(text)):
            yield name, _TAG.sub(" ", found)
        yield name, " ".join(_BETWEEN.findall(_TAG.sub(" ", text)))


@pytest.mark.covers("8")
def test_marked_strings_are_vietnamese(source: Path) -> None:
    found = [*marked_in_python(source), *marked_in_templates(source)]
    assert len(found) > 1000

    leaked = {place: words for place, text in found if (words := english_words(text))}

    assert leaked == {}


def test_english_is_recognised_and_vietnamese_is_not() -> None:
    assert english_words("Please save, Không tìm thấy the file!") == ["Please", "save"]
    assert english_words("Bạn chưa được giao quyền làm việc này. Trang này đã đổi.") == []
    assert shown_text("<p class='save'>Lưu</p><script>save()</script>").split() == ["Lưu"]
    letter = "<section lang='vi'>Chào</section><section lang=\"en\"><p>Save it</p></section> Save"
    assert shown_text(letter).split() == ["Chào", "Save"]
    syllables = "an ba can cho con do hay ho in la me no on sao so tin to trang"
    assert not ENGLISH & set(syllables.split(" "))


def test_words_of_random_codes_do_not_count_as_english() -> None:
    assert english_words("Mã nộp: SEND-7K3M-NEXT, mã xác minh 7K3M-DATA-2FHT-SAVE.") == []
    assert english_words("SEND-7K3M, send-next, DATA") == ["SEND", "send", "next", "DATA"]
