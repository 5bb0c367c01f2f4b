# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages of ``docs/reference`` that the code itself tells: nobody writes them by hand."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import groupby
from typing import Any

from lienthong.cli import table
from lienthong.cli.paths import ROOT, SOURCE
from lienthong.kernel.reference import read_yaml

FOLDER = ROOT / "docs" / "reference"
PACKAGE = SOURCE / "lienthong"
AUDIENCES = {
    "public": "ai cũng có",
    "signed_in": "mọi người đã đăng nhập",
    "citizen": "mọi người dân đã đăng nhập",
    "staff": "mọi cán bộ",
    "officer": "cán bộ được giao",
}
SCOPES = {
    "own": "của mình",
    "unit": "đơn vị",
    "subtree": "đơn vị và các đơn vị dưới",
    "all": "toàn tỉnh",
}
PORTALS = {"citizen": "người dân", "officer": "cán bộ", "administration": "quản trị"}
CHANNELS = {"in_app": "trong ứng dụng", "email": "thư điện tử", "sms": "tin nhắn"}
SIGNERS = {
    "submitter": "người nộp",
    "receiver": "người nhận",
    "giver": "người giao",
    "one_stop": "một cửa",
    "competent_agency": "cơ quan giải quyết",
}
VARIABLES: Mapping[str, str] = {
    "LIENTHONG_DATA_DIR": "thư mục dữ liệu của bản cài đặt",
    "ALLOWED_HOSTS": "các tên miền được phục vụ, cách nhau bằng dấu phẩy",
    "LIENTHONG_PUBLIC_URL": "địa chỉ công khai, in trong mã QR; bản chạy thật phải là https://",
    "LIENTHONG_DEMO": "`1` là bản mẫu; bản chạy thật từ chối",
    "LIENTHONG_COUNT_STATEMENTS": "`1` thì mỗi câu trả lời nói số câu lệnh SQL, để đo",
    "SECRET_KEY": "khóa bí mật, ít nhất 50 ký tự",
    "DATABASE_URL": "địa chỉ PostgreSQL, `postgresql://…`",
    "FILE_STORE": "kho tệp: giấy tờ, kết quả; bản chạy thật phải nêu rõ",
    "LIENTHONG_PASSKEY_DOMAIN": "tên miền của khóa đăng nhập (passkey); mặc định: miền công khai",
    "LIENTHONG_PASSKEY_ORIGINS": "các địa chỉ dùng được khóa đăng nhập, cách nhau bằng dấu cách",
    "LIENTHONG_EDGE_URL": "địa chỉ của tiến trình nhận tệp (edge)",
    "LIENTHONG_VNEID_URL": "địa chỉ OpenID Connect của VNeID",
    "LIENTHONG_VNEID_CLIENT_ID": "tên của hệ thống ở VNeID",
    "LIENTHONG_VNEID_CLIENT_SECRET": "mật khẩu ở VNeID; bản chạy thật từ chối giá trị mặc định",
    "LIENTHONG_TSA_URL": "máy chủ dấu thời gian (RFC 3161)",
    "LIENTHONG_SMTP_URL": "máy chủ thư: `smtp://`, `smtp+starttls://`, `smtps://`",
    "LIENTHONG_MAIL_FROM": "tên và địa chỉ người gửi thư",
    "LIENTHONG_SMS_URL": "cổng tin nhắn; trống: không gửi",
    "LIENTHONG_ZALO_URL": "dịch vụ thông báo của Zalo; trống: không gửi",
    "LIENTHONG_ZALO_TOKEN": "khóa của tài khoản Zalo; bản chạy thật từ chối giá trị mặc định",
    "LIENTHONG_PUSH_HOSTS": "máy chủ đẩy của trình duyệt được phép gọi, cách nhau bằng dấu trắng; "
    "bắt đầu bằng dấu chấm: cả tên miền con",
    "LIENTHONG_POST_URL": "cổng của bưu chính; trống: quầy tự ghi tin bưu gửi",
    "LIENTHONG_POST_TOKEN": "khóa của cổng bưu chính; bản chạy thật từ chối giá trị mặc định",
    "LIENTHONG_POPULATION_URL": "cơ sở dữ liệu dân cư; trống: bước tự tra cứu báo không làm được",
    "LIENTHONG_POPULATION_TOKEN": "khóa hỏi dân cư; bản chạy thật từ chối giá trị mặc định",
    "LIENTHONG_CSC_URL": "dịch vụ ký số từ xa (CSC API v2); bỏ trống thì không có",
    "LIENTHONG_CSC_CLIENT_ID": "tên của bản cài đặt ở dịch vụ ký số từ xa",
    "LIENTHONG_CSC_SECRET": "khóa ở dịch vụ ký số từ xa; bản chạy thật từ chối giá trị mặc định",
    "LIENTHONG_PLUGIN_URL": "nơi phần mềm ký trên máy của cán bộ nhận việc; trống thì không có",
    "LIENTHONG_PKCS11_MODULE": "đường dẫn trình điều khiển PKCS#11 của thiết bị ký số",
    "LIENTHONG_PKCS11_PIN": "mã PIN của thiết bị ký số",
    "LIENTHONG_SIGN_IN_KEYS": "tệp khóa RSA (PEM) ký lượt đăng nhập vào ứng dụng kết nối, "
    "cách nhau bằng dấu hai chấm, tệp đầu dùng để ký; trống: không cho ứng dụng nào đăng nhập",
    "LIENTHONG_SMS_TOKEN": "khóa của cổng tin nhắn; bản chạy thật từ chối giá trị mặc định",
}
FOR_COMMANDS: Mapping[str, str] = {
    "LIENTHONG_POSTGRES_BIN": "thư mục `bin` của PostgreSQL để dùng thay bản kèm theo",
    "LIENTHONG_TEST_PROCESSES": "số tiến trình của `./lienthong test`; mặc định 2",
    "LIENTHONG_RENEW_PICTURES": "`1`: viết lại ảnh mẫu của giấy thay vì so với chúng",
    "LIENTHONG_CATALOGUE_SAMPLE": "tệp danh mục quốc gia để đo lệnh nạp; trống: không đo",
}
WORKED_OUT = {
    "PUSH_HOSTS": "máy chủ đẩy của Chrome, Firefox, Safari, Edge",
    'str(data_dir / "files")': "LIENTHONG_DATA_DIR/files",
}
_READ = re.compile(r'_get\(\s*"(\w+)"(?:,\s*(?:"([^"]*)"|([^)]+\)?)))?\)')
Rows = Iterable[Iterable[object]]


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    _wake_django()
    makers: Mapping[str, Callable[[], Iterator[str]]] = {
        "commands": _commands,
        "permissions": _permissions,
        "menu": _menu,
        "roles": _roles,
        "messages": _messages,
        "papers": _papers,
        "environment": _environment,
        "events": _events,
    }
    return {f"{name}.md": "\n".join([*make(), ""]) for name, make in makers.items()}


def _wake_django() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienthong.conf.settings.dev")
        django.setup()


def _table(heads: Iterable[str], rows: Rows) -> Iterator[str]:
    yield _row(heads)
    yield _row("---" for _head in heads)
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _commands() -> Iterator[str]:
    yield from ("# Các lệnh của ./lienthong", "")
    rows = ((f"`{name}`", table.load(name).HELP) for name in table.COMMANDS)
    yield from list(_table(("Lệnh", "Việc"), rows))[:-1]


def _permissions() -> Iterator[str]:
    from lienthong.kernel import registry

    yield from ("# Quyền", "", "Khai ở `permissions.py` của từng ứng dụng.", "")
    found = sorted(registry.permissions().values(), key=lambda one: (one.module, one.code))
    for label, group in groupby(found, key=lambda one: one.module):
        rows = (
            (
                f"`{one.code}`",
                one.title,
                AUDIENCES[one.audience],
                ", ".join(SCOPES[scope] for scope in one.scopes) or "—",
                one.explanation,
            )
            for one in group
        )
        yield from (f"## {label}", "")
        yield from _table(("Mã", "Tên", "Ai có", "Phạm vi", "Được làm gì"), rows)


def _menu() -> Iterator[str]:
    from lienthong.kernel import registry

    yield from ("# Mục trên thanh điều hướng", "", "Khai ở `module.py` của từng mô-đun.", "")
    for declared in registry.modules():
        found = sorted(declared.menu, key=lambda item: (item.portal, item.order, item.url_name))
        rows = (
            (item.title, PORTALS[item.portal], f"`{item.url_name}`", f"`{item.permission.code}`")
            for item in found
        )
        yield from (f"## {declared.title} (`{declared.label}`)", "", str(declared.explanation), "")
        yield from _table(("Mục", "Cổng", "Địa chỉ", "Quyền"), rows)


def _roles() -> Iterator[str]:
    yield from ("# Vai trò của tỉnh mẫu", "", "Từ `src/lienthong/demo/data/roles.yaml`.", "")
    for role in _yaml("demo/data/roles.yaml")["roles"]:
        yield from (f"## {role['title']} (`{role['code']}`)", "")
        yield from (f"- `{code}`" for code in role["permissions"])
        yield ""


def _messages() -> Iterator[str]:
    from lienthong.kernel import registry

    yield from ("# Các loại thông báo", "", "Lời của từng loại ở `reference/messages.yaml`.", "")
    rows = (
        (f"`{code}`", kind.title, ", ".join(CHANNELS[one] for one in kind.channels))
        for code, (_app, kind) in sorted(registry.message_kinds().items())
    )
    yield from _table(("Mã", "Khi nào", "Gửi qua"), rows)


def _papers() -> Iterator[str]:
    source = _yaml("modules/onestop/reference/print_templates.yaml")
    yield from ("# Mẫu in 01–07", "", f"Căn cứ: {', '.join(source['legal_basis'])}.", "")
    if source.get("to_be_confirmed"):
        yield from (f"**Chờ xác nhận.** {source['note']}", "")
    for paper in source["templates"]:
        yield from _paper(paper)


def _paper(paper: Mapping[str, Any]) -> Iterator[str]:
    signed = ", ".join(SIGNERS.get(who, who) for who in paper["signed_by"]) or "không"
    old = f"; trước là mẫu {paper['old_code']}" if paper.get("old_code") else ""
    yield from (f"## Mẫu {paper['code']}: {paper['title']}", "")
    yield f"Khổ {paper['paper']}, {paper['copies']} liên; người ký: {signed}{old}."
    yield from ((paper["note"],) if paper.get("note") else ())
    yield from ("", "Các mục: " + "; ".join(one["label"] for one in paper["fields"]) + ".", "")


def _environment() -> Iterator[str]:
    yield from ("# Biến môi trường", "")
    yield from ("Mọi tiến trình đọc ở một chỗ: `src/lienthong/conf/environment.py`.", "")
    rows = ((f"`{name}`", default, VARIABLES[name]) for name, default in variables().items())
    yield from _table(("Biến", "Mặc định", "Nghĩa"), rows)
    yield from ("## Chỉ lệnh ./lienthong và kiểm thử đọc", "")
    yield from _table(
        ("Biến", "Nghĩa"), ((f"`{name}`", said) for name, said in FOR_COMMANDS.items())
    )


def variables() -> dict[str, str]:
    """The variables that are read, with the default as it is written."""
    source = (PACKAGE / "conf" / "environment.py").read_text("utf-8")
    return {
        name: f"`{plain or WORKED_OUT[worked]}`" if plain or worked else "—"
        for name, plain, worked in _READ.findall(source)
    }


def _events() -> Iterator[str]:
    from lienthong.kernel.events import Event

    yield from ("# Events", "", "Told inside the transaction of the act (`kernel/events.py`).", "")
    for file in sorted(PACKAGE.glob("*/*/events.py")):
        dotted = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        known = vars(importlib.import_module(dotted)).values()
        kinds = (one for one in known if isinstance(one, type) and one.__module__ == dotted)
        told = (one for one in kinds if issubclass(one, Event))
        rows = ((f"`{one.__name__}`", one.__doc__, _names(one)) for one in told)
        yield from (f"## {file.parent.name}", "")
        yield from _table(("Event", "Meaning", "Fields"), rows)


def _names(event: type[Any]) -> str:
    return ", ".join(f"`{one.name}`" for one in fields(event))


def _yaml(path: str) -> Any:
    return read_yaml((PACKAGE / path).read_text("utf-8"))
