# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How LibreOffice is told to draw a stranger's file: alone, without network or macros."""

from collections.abc import Mapping
from html import escape

from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.domain import kinds

PDF_FILTERS = {kinds.DOCX: "pdf:writer_pdf_Export", kinds.XLSX: "pdf:calc_pdf_Export"}
NOWHERE = "127.0.0.1"
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", NOWHERE),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
)


def profile_settings() -> str:
    """Return ``registrymodifications.xcu``: no macros, no active content, no links, no network."""
    items = "".join(
        _ITEM.format(path=path, name=name, value=escape(value)) for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def command(program: str, kind: str, *, profile: str, source: str, target: str) -> list[str]:
    """Return the command that draws ``source``, a file of a kind, as PDF into a folder."""
    return [
        program,
        f"-env:UserInstallation=file://{profile}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nofirststartwizard",
        "--convert-to",
        PDF_FILTERS[kind],
        "--outdir",
        target,
        source,
    ]


UNSHOWN: Mapping[str, object] = {
    "no_office": _("Máy chủ chưa có LibreOffice nên chưa xem được tại đây. Hãy tải tệp về."),
    "too_slow": _("Tệp quá phức tạp, không dựng được bản xem trong thời gian cho phép."),
    "failed": _("Không dựng được bản xem. Hãy tải tệp về."),
}
"""Why a version has no rendition, by code."""
