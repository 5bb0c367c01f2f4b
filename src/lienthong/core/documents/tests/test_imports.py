# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[4]
PROGRAM = """
import sys, django
django.setup()
import lienthong.core.documents.api
engines = ("weasyprint", "pyhanko", "pikepdf", "pypdfium2", "PIL")
print(",".join(name for name in engines if name in sys.modules))
"""


def test_web_never_loads_the_pdf_engines() -> None:
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")]),
    }
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip().splitlines()[-1:] in ([], [""])
