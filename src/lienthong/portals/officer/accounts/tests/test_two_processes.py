# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Wrong attempts in one process lock the name in another: nothing is counted in memory."""

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from lienthong.core.accounts.api import Account
from lienthong.portals.officer.accounts.tests.test_sign_in import is_signed_in, sign_in

OTHER_PROCESS = """
import django
django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["*"]
page = {"login": "vinh.lq", "password": "sai"}
texts = [Client().post("/dang-nhap/can-bo/", page).content.decode() for _ in range(5)]
print("locked" if "tạm khóa đến" in texts[-1] else texts[-1])
"""


def database_url() -> str:
    """The address of the test's own database."""
    given = connection.settings_dict
    user, password = quote(str(given["USER"])), quote(str(given["PASSWORD"]), safe="")
    return f"postgresql://{user}:{password}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_lock_made_in_one_process_holds_in_another(officer: Account) -> None:
    env = os.environ | {"DATABASE_URL": database_url(), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", OTHER_PROCESS],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.strip() == "locked", done.stderr[-2000:]
    client = Client()
    assert "tạm khóa đến" in sign_in(client).content.decode()
    assert not is_signed_in(client)
