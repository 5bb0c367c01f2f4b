# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Permissions over files and issued documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import OFFICER_DESK, PUBLIC, SIGNED_IN, Permission, Scope

STORE = SIGNED_IN
EXAMINE = PUBLIC
OWN_MEANS = OFFICER_DESK
WORK_ON = OFFICER_DESK
DRAFT = Permission(
    "documents.issued.draft",
    _("Soạn văn bản, kết quả"),
    _("Lập dự thảo văn bản hoặc kết quả từ mẫu in của cơ quan."),
)
INITIAL = Permission(
    "documents.issued.initial",
    _("Ký nháy"),
    _("Ký nháy dự thảo đã kiểm tra nội dung hoặc thể thức, trước khi trình ký."),
)
SIGN = Permission(
    "documents.issued.sign",
    _("Ký văn bản, kết quả"),
    _("Ký chính thức bằng chữ ký số của mình, đúng thẩm quyền và trong thời hạn được giao."),
)
NUMBER = Permission(
    "documents.issued.number",
    _("Cấp số văn bản"),
    _("Lấy số từ sổ của cơ quan cho văn bản đã ký."),
)
SEAL = Permission(
    "documents.issued.seal",
    _("Đóng dấu số"),
    _("Đóng dấu bằng chữ ký số của cơ quan lên văn bản đã ký và đã có số."),
)
ISSUE = Permission(
    "documents.issued.issue",
    _("Ban hành văn bản"),
    _("Phát hành văn bản đã đóng dấu, bỏ văn bản lập sai và ghi bản sao."),
)
REVOKE = Permission(
    "documents.issued.revoke",
    _("Thu hồi văn bản, kết quả"),
    _("Thu hồi, thay thế văn bản hoặc kết quả đã ban hành, kèm căn cứ và lý do."),
)
VIEW_BOOKS = Permission(
    "documents.book.view",
    _("Xem sổ văn bản"),
    _("Xem sổ văn bản đi, sổ bản sao và từng văn bản của cơ quan; in sổ."),
    read_only=True,
)
KEEP_BOOKS = Permission(
    "documents.book.keep",
    _("Giữ sổ văn bản"),
    _("Giữ số, chèn số, bỏ số, giải thích số thiếu, chọn cách mở sổ, ghi nơi nhận."),
)
KEEP_SEAL = Permission(
    "documents.seal.keep",
    _("Giữ hình con dấu"),
    _("Đặt, thay và ngừng dùng hình con dấu của cơ quan trên văn bản điện tử."),
)
FREE = Permission(
    "documents.file.release",
    _("Nhả tệp người khác đang giữ"),
    _("Nhả tệp mà cán bộ trong đơn vị đang giữ để sửa, kèm lý do."),
)
CONFIGURE = Permission(
    "documents.template.manage",
    _("Quản lý mẫu in và chứng thư tin cậy"),
    _("Thêm phiên bản mẫu in, ủy quyền ký và danh sách chứng thư được tin cậy."),
    scopes=(Scope.ALL,),
)
WORK = Permission(
    "documents.job.finish",
    _("Hoàn tất việc của hệ thống"),
    _("Ghi kết quả vẽ, ký và kiểm tra tệp. Chỉ hệ thống tự làm, không giao cho ai."),
    scopes=(),
)
ALL = (
    DRAFT, INITIAL, SIGN, NUMBER, SEAL, ISSUE, REVOKE, VIEW_BOOKS, KEEP_BOOKS, KEEP_SEAL, FREE,
    CONFIGURE, WORK,
)  # fmt: skip
