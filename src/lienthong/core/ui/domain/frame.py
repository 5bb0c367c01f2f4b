# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Names and addresses the page frame needs, and how a person wants pages shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

THEME_COOKIE = "lt_theme"
SIZE_COOKIE = "lt_size"
THEMES = ("light", "dark")
SIZES = ("100", "115", "130", "150")


@dataclass(frozen=True)
class Frame:
    """What head and foot of a page say and link to; portals pass their own."""

    product: str = "Liên Thông"
    province: str = "tỉnh Quảng Trị"
    owner: str = "Ủy ban nhân dân tỉnh Quảng Trị"
    hotline: str = "1022"
    home_url: str = "/"
    search_url: str = "/tim/"
    sign_in_url: str = "/dang-nhap/"
    sign_out_url: str = "/dang-xuat/"
    account_url: str = "/tai-khoan/"
    display_url: str = "/hien-thi/"
    language_url: str = ""
    language_name: str = "English"
    language_code: str = "en"
    help_links: tuple[tuple[str, str, str], ...] = ()  # title, address, icon
    about_links: tuple[tuple[str, str], ...] = ()  # title, address
    officer_home_url: str = "/can-bo/"
    officer_search_url: str = "/can-bo/tim/"
    palette_url: str = ""
    search_hint: str = ""
    notifications_url: str = ""
    notifications_panel_url: str = ""
    unread: int = 0
    live_url: str = ""
    live_stream: str = ""
    live_name: str = ""
    shortcuts_url: str = ""
    help_url: str = ""
    help_title: str = ""
    refusal_base: str = "ui/citizen_form_base.html"
    post_switch_url: str = ""
    stand_in_url: str = ""
    is_officer: bool = False
    officer_sign_out_url: str = "/can-bo/dang-xuat/"

    @property
    def steady(self) -> Self:
        """The same without what is of one person: for the parts that are drawn once for many."""
        return replace(self, unread=0, live_stream="", live_name="")

    @property
    def province_title(self) -> str:
        """Return the province with a capital, as the second line of the word mark on a phone."""
        return self.province[:1].upper() + self.province[1:]


@dataclass(frozen=True)
class Display:
    """Theme and type size a person chose; empty theme follows the device."""

    theme: str = ""
    size: str = "100"


def display_from(values: Mapping[str, str], *, theme: str, size: str) -> Display:
    """Read a choice from cookies or a query; anything unknown counts as not chosen."""
    chosen, scale = values.get(theme, ""), values.get(size, "")
    return Display(
        theme=chosen if chosen in THEMES else "", size=scale if scale in SIZES else SIZES[0]
    )
