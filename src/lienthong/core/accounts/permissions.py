# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Permissions over persons and accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import ApiScope, Audience, Permission, Scope

SIGN_IN = Permission(
    "accounts.session.open",
    _("Đăng nhập"),
    _("Ai có tài khoản cũng đăng nhập được."),
    audience=Audience.PUBLIC,
    scopes=(),
)
PASSKEY = Permission(
    "accounts.passkey.manage",
    _("Quản lý khóa đăng nhập"),
    _("Mỗi cán bộ tự thêm, đặt tên và bỏ khóa đăng nhập của mình."),
    audience=Audience.STAFF,
    scopes=(Scope.OWN,),
)
END_SESSION = Permission(
    "accounts.session.end",
    _("Kết thúc phiên đăng nhập"),
    _("Mỗi người tự kết thúc các phiên đăng nhập của tài khoản mình."),
    audience=Audience.SIGNED_IN,
    scopes=(Scope.OWN,),
)
REGISTER_PERSON = Permission(
    "accounts.person.register",
    _("Ghi nhận công dân"),
    _("Tìm hoặc thêm công dân khi tiếp nhận hồ sơ tại quầy."),
)
MANAGE = Permission(
    "accounts.account.manage",
    _("Quản lý tài khoản"),
    _("Lập, khóa, mở tài khoản cán bộ; đặt lại mật khẩu và lớp xác thực thứ hai."),
    scopes=(Scope.SUBTREE, Scope.ALL),
)
RECEIVE_IDENTITY = Permission(
    "accounts.identity.receive",
    _("Nhận thông tin định danh"),
    _("Hệ thống tự làm khi công dân đăng nhập bằng VNeID; không giao cho người."),
    scopes=(Scope.ALL,),
)
CLEAN_UP = Permission(
    "accounts.session.clean",
    _("Dọn phiên đăng nhập cũ"),
    _("Hệ thống tự xóa phiên đã hết hạn và lần đăng nhập sai đã cũ; không giao cho người."),
    scopes=(Scope.ALL,),
)
ACT_FOR = Permission(
    "accounts.mandate.keep",
    _("Con và người được làm thay"),
    _("Tự giữ danh sách con của mình, người mình làm thay và người làm thay mình."),
    audience=Audience.CITIZEN,
    scopes=(Scope.OWN,),
)
MANAGE_APPS = Permission(
    "accounts.app.manage",
    _("Ứng dụng kết nối"),
    _("Cho hệ thống khác đăng nhập bằng tài khoản ở đây và gọi API mở; đổi khóa, ngắt kết nối."),
    scopes=(Scope.ALL,),
)
APP_PASSWORD = Permission(
    "accounts.app_password.manage",
    _("Mật khẩu ứng dụng"),
    _("Mỗi cán bộ tự lập và thu hồi mật khẩu cho lịch, thư trên máy của mình."),
    audience=Audience.STAFF,
    scopes=(Scope.OWN,),
)
API_SCOPES = (
    ApiScope("openid", _("Biết bạn là ai"), ()),
    ApiScope("profile", _("Họ tên và tên đăng nhập"), ()),
    ApiScope("email", _("Địa chỉ thư điện tử"), ()),
    ApiScope("officer", _("Đơn vị, chức vụ, các vị trí đang giữ"), ()),
)
"""What an application may learn about an officer who signs in to it."""
ALL = (
    SIGN_IN,
    PASSKEY,
    END_SESSION,
    ACT_FOR,
    REGISTER_PERSON,
    MANAGE,
    MANAGE_APPS,
    APP_PASSWORD,
    RECEIVE_IDENTITY,
    CLEAN_UP,
)
