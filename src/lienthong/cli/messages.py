# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``messages``: collect the texts of the interface and compile their translations."""

import argparse
import shutil
from pathlib import Path

from lienthong.cli import catalogue, children
from lienthong.cli.errors import CommandError
from lienthong.cli.manage import management
from lienthong.cli.paths import SOURCE

HELP = "thu thập văn bản giao diện và biên dịch bản dịch"
LANGUAGES = ("en",)
"""Languages with a catalogue; the texts themselves are Vietnamese."""
IGNORED = ("*/tests/*", "*/migrations/*", "testing/*", "simulators/*", "supervisor/*", "cli/*")
AS_COMMITTED = ("--no-location", "--no-obsolete", "--no-wrap")
FORGET_GUESSES = ("msgattrib", "--clear-fuzzy", "--empty", "--clear-previous", "--no-wrap")
"""A translation guessed from a similar text is emptied: a person writes it."""
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Compile by default; collecting needs the gettext programs."""
    parser.add_argument("--collect", action="store_true", help="cập nhật các tệp .po từ mã nguồn")


def run(options: argparse.Namespace) -> int:
    """Collect when asked, then compile everything."""
    if options.collect:
        collect()
    written = catalogue.compile_all(everything=True)
    print(f"Đã biên dịch {len(written)} tệp.")
    return 0


def collect(source: Path = SOURCE) -> None:
    """Write what the code below a source folder says into its catalogues.

    Raises CommandError without the gettext programs.
    """
    if shutil.which("xgettext") is None:
        raise CommandError("no_gettext", "Thiếu gettext. Cài bằng: apt-get install gettext")
    root = source / "lienthong"
    for folder in [root, *(file.parent for file in root.glob("*/**/apps.py"))]:
        (folder / "locale").mkdir(exist_ok=True)
    env = {
        **children.base_environment(),
        "PYTHONPATH": str(source),
        "DJANGO_SETTINGS_MODULE": "lienthong.conf.settings.dev",
    }
    chosen = [word for language in LANGUAGES for word in ("--locale", language)]
    ignored = [word for pattern in IGNORED for word in ("--ignore", pattern)]
    words = management("makemessages", *chosen, *ignored, *AS_COMMITTED)
    if children.run(words, env, cwd=root) != 0:
        raise CommandError("collect_failed", "Không thu thập được văn bản giao diện.")
    for file in catalogue.sources(source):
        _tidy(file)  # names the charset, which the tool leaves open in a new file
    for file in catalogue.sources(source):
        children.answer([*FORGET_GUESSES, "--output-file", str(file), str(file)], env)
    for folder in root.glob("**/locale"):
        if not any(folder.rglob("*.po")):
            shutil.rmtree(folder)


def _tidy(source: Path) -> None:
    """Give a collected file our header, which no run of the tool changes."""
    _header, *entries = source.read_text("utf-8").strip().split("\n\n")
    if not entries:
        source.unlink()
        return
    header = HEADER.format(language=source.parent.parent.name)
    source.write_text("\n\n".join([header.strip(), *entries]) + "\n", "utf-8")
