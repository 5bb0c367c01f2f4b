# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A module describes itself once, as data. Light things are objects, heavy ones dotted names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lienthong.kernel.permissions import Permission

CITIZEN = "citizen"
OFFICER = "officer"
ADMINISTRATION = "administration"
PORTALS = (CITIZEN, OFFICER, ADMINISTRATION)

ORGANISATION = "organisation"
RIGHTS = "rights"
WORK = "work"
LAW = "law"
LINKS = "links"
SYSTEM = "system"
GROUPS = (ORGANISATION, RIGHTS, WORK, LAW, LINKS, SYSTEM)
"""Groups of the administration portal's menu, in their order."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of a portal's menu: shown to actors who hold the permission anywhere.

    In the administration portal it stands in a ``group`` of ``GROUPS`` and ``explanation`` says in
    a line what is done there.
    """

    title: object
    url_name: str
    permission: Permission
    icon: str = "folder"
    portal: str = OFFICER
    order: int = 100
    group: str = WORK
    explanation: object = ""


CITIZENS, OFFICERS, EVERYBODY = "citizens", "officers", "everybody"


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A kind of message that an app sends; its words stand in ``reference/messages.yaml``.

    ``channels`` unless the recipient chose otherwise: any of ``in_app``, ``email``, ``sms``,
    ``zalo``, ``push``. ``reader`` may choose; nobody can about codes and letters (empty).
    """

    code: str
    title: object
    channels: tuple[str, ...] = ("in_app", "email")
    reader: str = CITIZENS


@dataclass(frozen=True, slots=True)
class Module:
    """What a module adds to the platform. Dotted names are relative to the module's package.

    ``urls`` maps a portal to a URLconf; ``panels`` maps a slot to functions that make fragments
    for other screens; ``services`` names the function that lists what citizens can search for;
    ``rest`` names the endpoints of the open API; ``figures`` what is folded from its cases.
    """

    label: str
    title: object
    explanation: object = ""
    requires: tuple[str, ...] = ()
    permissions: tuple[Permission, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    urls: Mapping[str, str] = field(default_factory=dict)
    case_kinds: Mapping[str, str] = field(default_factory=dict)
    services: str = ""
    search: tuple[str, ...] = ()
    panels: Mapping[str, str] = field(default_factory=dict)
    reports: tuple[str, ...] = ()
    notifications: tuple[MessageKind, ...] = ()
    rest: str = ""
    figures: str = ""

    @property
    def package(self) -> str:
        """The Python package of the module."""
        return f"lienthong.modules.{self.label}"
