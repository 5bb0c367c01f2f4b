# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The files of a new module, as texts with two blanks: ``{label}`` and ``{title}``."""

_HEAD = """# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""

_FILES = {
    "__init__.py": '"""{title}: what it is for, its law, the life of its cases."""\n',
    "apps.py": '''"""The app of the module."""

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.registry import ModuleConfig


class {class_name}Config(ModuleConfig):
    """Configuration of the app."""

    default = True
    name = "lienthong.modules.{label}"
    label = "{label}"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("{lower_title}")
''',
    "module.py": '''"""The module's description of itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.module import OFFICER, MenuItem, Module
from lienthong.modules.{label} import permissions

MODULE = Module(
    label="{label}",
    title=_("{title}"),
    permissions=permissions.ALL,
    menu=(MenuItem(_("{title}"), "{label}:officer-list", permissions.VIEW),),
    urls={{OFFICER: "urls.officer"}},
)
''',
    "permissions.py": '''"""What can be done in the module, and by whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission

VIEW = Permission(
    "{label}.record.view",
    _("Xem {lower_title}"),
    _("Xem những gì đơn vị mình được giao trong {lower_title}."),
    read_only=True,
)
ALL = (VIEW,)
''',
    "urls/__init__.py": "",
    "urls/officer.py": '''"""Addresses of the officer's portal."""

from __future__ import annotations

from django.urls import path

from lienthong.modules.{label}.views.officer import ListView

urlpatterns = [path("{label}/", ListView.as_view(), name="officer-list")]
''',
    "views/__init__.py": "",
    "views/officer.py": '''"""Screens of officers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.kernel.views import GuardedView
from lienthong.modules.{label} import permissions


class ListView(GuardedView):
    """The records of the officer's units."""

    permission = permissions.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        return render(request, "{label}/list.html", {{"page_title": _("{title}")}})
''',
    "tests/__init__.py": "",
    "tests/test_module.py": """import lienthong.modules.{label} as package
from lienthong.modules.{label}.module import MODULE


def test_module_explains_itself_in_one_sentence() -> None:
    assert str(MODULE.explanation).endswith("."), "write Module.explanation"


def test_package_cites_its_law() -> None:
    assert "Legal basis:" in (package.__doc__ or ""), "cite the law in __init__.py"
""",
    "tests/test_permissions.py": """from pathlib import Path

from lienthong.modules.{label}.permissions import ALL
from lienthong.testing.matrix import read_matrix

MATRIX = Path(__file__).resolve().parents[5] / "tests" / "architecture" / "matrix.yaml"


def test_codes_begin_with_the_label() -> None:
    assert {{permission.module for permission in ALL}} == {{"{label}"}}


def test_every_address_is_in_the_matrix() -> None:
    assert "{label}:officer-list" in read_matrix(MATRIX), "say which role may open it"
""",
}

_TEMPLATE = """{% extends "ui/officer_base.html" %}
{% block content %}
  <p>{% translate "Chưa có mục nào." %}</p>
{% endblock %}
"""


def files(label: str, title: str) -> dict[str, str]:
    """Paths inside the module's folder and their texts."""
    blanks = {
        "label": label,
        "title": title,
        "lower_title": title[:1].lower() + title[1:],
        "class_name": label.capitalize(),
    }
    made = {path: _HEAD + text.format(**blanks) for path, text in _FILES.items()}
    return {**made, f"templates/{label}/list.html": _TEMPLATE}
