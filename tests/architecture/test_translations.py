# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""English is complete: marked texts are translated, and no other texts are shown."""

from __future__ import annotations

import ast
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from lienthong.cli import messages
from tests.architecture.test_templates import template_files

PROPER = (
    "Liên Thông",
    "NĐ-CP",
    "QĐ-UBND",
    "Bưu điện Việt Nam",
    "Mai Xuân Ổn",
    "Bố Trạch",
    "Phường Đồng Hới",
    "Quảng Trị",
)
"""Names that stay Vietnamese in English sentences."""
NAMES = re.compile("|".join(PROPER))
COUNTED = {"ngettext", "ngettext_lazy"}
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop"} | COUNTED
VIETNAMESE = re.compile("[ăâđêôơưà-ãè-êìíò-õùúýĩũạ-ỹ]", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
_CALL = re.compile(
    r"\b(n?gettext|_)\(\s*u?(?P<one>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"(?:\s*,\s*u?(?P<many>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'))?"
)
_MARKED = re.compile(
    r"{% blocktranslate.*?endblocktranslate %}|{% comment.*?endcomment %}|{#.*?#}"
    r"|{% translate (\"[^\"]*\"|'[^']*')|_\((\"[^\"]*\"|'[^']*')\)"
    r"|== \"[^\"]*\"",  # compared with a word of a record
    re.DOTALL,
)
_NO_STRINGS = re.compile(r"//[^\n]*|/(?:\\.|[^/\n])+/[gimu]+")
_STRING = re.compile(r"\"[^\"\n]*\"|`[^`]*`")
UNTRANSLATED = {
    "*/management/*": "commands speak Vietnamese, like the whole command line",
    "demo/*": "people, places and dossiers of the demo province",
    "upkeep/*": "backups and trials are watched by who runs the machine",
    "traffic/*": "people and answers of the load that is measured",
    "conf/settings/*": "names of the product and of the languages",
    "core/*/tasks*": "what a job is for, kept in the audit record",
    "core/notifications/actions/*": "what a job is for, kept in the audit record",
    "modules/onestop/tasks.py": "what a job is for, kept in the audit record",
    "portals/sign_in/*_adapter.py": "who acted, kept in the audit record",
    "kernel/actor.py": "who acted, kept in the audit record",
    "core/accounts/domain/devices.py": "the name of a browser",
    "core/documents/domain/*": "written on documents, or read from names of files",
    "core/forms/adapters/national.py": "read from addresses",
    "core/forms/domain/times.py": "read from what is typed",
    "core/forms/domain/amounts.py": "read from what is typed",
    "core/forms/domain/display.py": "words of printed forms, the sign of the đồng",
    "core/process/domain/reading.py": "faults of a process in YAML, told on the command line",
    "core/notifications/domain/wording.py": "letters that cost a second SMS",
    "core/notifications/queries/previews.py": "names in examples",
    "core/search/domain/words.py": "letters of the alphabet",
    "core/ui/domain/frame.py": "names of the product, the province and its owner",
    "core/ui/domain/samples.py": "example data of the style guide",
    "core/ui/templatetags/ui_common.py": "letters of the alphabet",
    "kernel/text.py": "letters of the alphabet",
    "kernel/money.py": "amounts in words, as receipts require them",
    "kernel/clock/arithmetic.py": "faults of a call, told on the command line",
    "kernel/clock/calendar.py": "faults of a calendar, told on the command line",
    "kernel/clock/explanation.py": "names of law",
    "kernel/clock/folding.py": "faults of a call, told on the command line",
    "kernel/clock/loading.py": "faults of a calendar, told on the command line",
    "modules/onestop/domain/cccd.py": "read from identity cards",
    "modules/onestop/exports/register.py": "Mẫu 07 as a workbook",
    "modules/onestop/exports/resolving.py": "Biểu II.06a as a workbook",
    "modules/onestop/panels/desk_hand_overs.py": "dates of papers",
    "modules/onestop/queries/cameras.py": "what a phone is for, kept in the audit record",
    "modules/onestop/queries/control_slip.py": "words of Mẫu 06",
    "modules/onestop/queries/dossiers.py": "words of Mẫu 07",
    "modules/onestop/queries/moving_papers.py": "words of receipts",
    "modules/onestop/domain/catalogue/*": "read from catalogues; faults told on the command line",
    "modules/onestop/queries/papers.py": "dates of papers",
    "modules/onestop/queries/results.py": "lines of results",
    "modules/onestop/views/desk/*.py": "dates of papers, read from what is typed",
    "modules/onestop/views/work/turns.py": "read from what is typed",
}
"""Files that hold Vietnamese outside gettext, and what it is."""

Entry = dict[str, str]


def entries(file: Path) -> Iterator[Entry]:
    """The entries of a catalogue without its header: field to text; "#" holds the comments."""
    for block in file.read_text("utf-8").strip().split("\n\n")[1:]:
        entry: Entry = {"#": ""}
        name = ""
        for line in block.splitlines():
            if line.startswith("#"):
                entry["#"] += line
            elif line.startswith('"'):
                entry[name] += ast.literal_eval(line)
            else:
                name, _, value = line.partition(" ")
                entry[name] = ast.literal_eval(value)
        yield entry


def translations(entry: Entry) -> list[str]:
    """Singular and plural, or the only translation."""
    return [text for name, text in entry.items() if name.startswith("msgstr")]


@pytest.fixture(scope="module")
def catalogues(source: Path) -> dict[Path, list[Entry]]:
    """The English catalogues."""
    found = sorted(source.glob("**/locale/en/LC_MESSAGES/django.po"))
    assert len(found) > 15
    return {file: list(entries(file)) for file in found}


def is_collected(file: Path, source: Path) -> bool:
    """Whether ``messages --collect`` reads a file."""
    name = str(file.relative_to(source))
    return not any(fnmatch(name, pattern) for pattern in messages.IGNORED)


def python_files(source: Path) -> Iterator[Path]:
    """Files whose texts can reach a screen."""
    return (file for file in sorted(source.rglob("*.py")) if is_collected(file, source))


@cache
def tree_of(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text("utf-8"))


def texts_of(call: ast.Call) -> list[str]:
    """The texts that a call of gettext marks."""
    wanted = call.args[: 2 if name_of(call) in COUNTED else 1]
    found = [node.value for node in wanted if isinstance(node, ast.Constant)]
    return [text for text in found if isinstance(text, str)]


def name_of(call: ast.Call) -> str:
    """The name of what is called."""
    return getattr(call.func, "id", "")


def marked(source: Path) -> set[tuple[str, ...]]:
    """Every marked text: alone, or with its plural."""
    found: set[tuple[str, ...]] = set()
    for file in python_files(source):
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Call) and name_of(node) in GETTEXT:
                found.add(tuple(texts_of(node)))
    for _folder, file in template_files(source):
        if is_collected(file, source):
            found |= marked_in_template(file.read_text("utf-8"))
    return found - {()}


def marked_in_template(text: str) -> set[tuple[str, ...]]:
    """What a template marks, read the way Django's own collector reads it."""
    calls = _CALL.finditer(templatize(text))
    pairs = ((call["one"], call["many"] if call[1] == "ngettext" else None) for call in calls)
    return {tuple(ast.literal_eval(one) for one in pair if one) for pair in pairs}


def catalogued(catalogues: dict[Path, list[Entry]]) -> set[tuple[str, ...]]:
    """Every text of the catalogues: alone, or with its plural."""
    return {
        tuple(entry[name] for name in ("msgid", "msgid_plural") if name in entry)
        for found in catalogues.values()
        for entry in found
    }


@pytest.mark.covers("27")
def test_every_marked_text_is_in_a_catalogue(
    source: Path, catalogues: dict[Path, list[Entry]]
) -> None:
    texts = marked(source)
    assert len(texts) > 2000

    known = catalogued(catalogues)

    assert sorted(texts - known - singles(known)) == []


def singles(known: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Texts that a catalogue holds together with their plural."""
    return {(text[0],) for text in known if len(text) == 2}


def test_no_catalogue_keeps_a_text_that_nobody_says(
    source: Path, catalogues: dict[Path, list[Entry]]
) -> None:
    assert sorted(catalogued(catalogues) - marked(source)) == []


def test_every_text_has_an_english_translation(catalogues: dict[Path, list[Entry]]) -> None:
    missing = [
        entry["msgid"]
        for found in catalogues.values()
        for entry in found
        if not all(translations(entry)) or "fuzzy" in entry["#"]
    ]

    assert missing == []


def test_translations_keep_the_placeholders(catalogues: dict[Path, list[Entry]]) -> None:
    wrong = [
        (entry["msgid"], text)
        for found in catalogues.values()
        for entry in found
        for text in translations(entry)
        if sorted(_PLACEHOLDER.findall(text)) != sorted(_PLACEHOLDER.findall(entry["msgid"]))
    ]

    assert wrong == []


def test_translations_are_english(catalogues: dict[Path, list[Entry]]) -> None:
    wrong = [
        text
        for found in catalogues.values()
        for entry in found
        for text in translations(entry)
        if VIETNAMESE.search(NAMES.sub("", text))
    ]

    assert wrong == []


def test_one_text_says_the_same_in_every_app(catalogues: dict[Path, list[Entry]]) -> None:
    """Django joins the catalogues: of two translations of one text only one would be shown.

    One app may count what another only names: the first form of the one is the other's.
    """
    said: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for found in catalogues.values():
        for entry in found:
            for form, text in enumerate(translations(entry)):
                said[entry.get("msgctxt", ""), entry["msgid"], form].add(text)

    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}


def unmarked(file: Path) -> Iterator[tuple[int, str]]:
    """Vietnamese in a file that does not go through gettext: line and text."""
    tree = tree_of(file)
    passed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)  # docstrings
        or (isinstance(node, ast.Call) and name_of(node) in GETTEXT)
        for inner in (ast.walk(node) if isinstance(node, ast.Call) else (node.value,))
    }
    for node in ast.walk(tree):
        text = getattr(node, "value", None)
        known = not isinstance(node, ast.Constant) or id(node) in passed
        if not known and isinstance(text, str) and VIETNAMESE.search(NAMES.sub("", text)):
            yield node.lineno, text


def test_vietnamese_for_screens_goes_through_gettext(source: Path) -> None:
    leaked = {
        f"{file.relative_to(source)}:{line}": text
        for file in python_files(source)
        if not any(fnmatch(str(file.relative_to(source)), known) for known in UNTRANSLATED)
        for line, text in unmarked(file)
    }

    assert leaked == {}


def test_vietnamese_in_templates_goes_through_gettext(source: Path) -> None:
    leaked = {
        str(file.relative_to(source)): VIETNAMESE.findall(left)
        for folder, file in template_files(source)
        if is_collected(file, source) and not of_paper(file.relative_to(folder))
        for left in [NAMES.sub("", _MARKED.sub("", file.read_text("utf-8")))]
        if VIETNAMESE.search(left)
    }

    assert leaked == {}


def of_paper(name: Path) -> bool:
    """Papers hold the words of the law; the style guide holds examples."""
    return bool({"print", "results", "guide"} & set(name.parts))


def test_files_excused_from_gettext_exist_and_need_it(source: Path) -> None:
    files = [file for file in python_files(source) if any(unmarked(file))]
    names = [str(file.relative_to(source)) for file in files]

    idle = [known for known in UNTRANSLATED if not any(fnmatch(name, known) for name in names)]

    assert idle == []


def test_scripts_take_their_words_from_the_page(source: Path) -> None:
    leaked = {
        str(file.relative_to(source)): found
        for file in sorted(source.rglob("static/**/*.js"))
        if "vendor" not in file.parts and (found := words_of_script(file.read_text("utf-8")))
    }

    assert leaked == {}


def words_of_script(text: str) -> list[str]:
    """Vietnamese strings of a script, without its comments and patterns."""
    code = _NO_STRINGS.sub("", text)
    return [found for found in _STRING.findall(code) if VIETNAMESE.search(found)]


def test_vietnamese_in_a_script_is_seen() -> None:
    assert words_of_script('say("Đã xong"); // Đã xong') == ['"Đã xong"']
    assert words_of_script('text.replace(/(đ|đồng)$/i, "")') == []


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs Debian's gettext")
def test_catalogues_are_as_the_collector_writes_them(source: Path, tmp_path: Path) -> None:
    left_out = shutil.ignore_patterns("tests", "static", "__pycache__", "*.mo", "simulators")
    shutil.copytree(source, tmp_path / "lienthong", ignore=left_out)

    messages.collect(tmp_path)

    found = {file.relative_to(tmp_path / "lienthong") for file in tmp_path.rglob("*.po")}
    assert found == {file.relative_to(source) for file in source.rglob("*.po")}
    changed = [
        str(name)
        for name in sorted(found)
        if (source / name).read_bytes() != (tmp_path / "lienthong" / name).read_bytes()
    ]
    assert changed == []
