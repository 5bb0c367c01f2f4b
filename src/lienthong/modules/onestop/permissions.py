# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What can be done with dossiers, and by whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import PUBLIC, ApiScope, Audience, Permission, Scope
from lienthong.kernel.rest import USE_API

CATALOGUE = PUBLIC
ANSWER = PUBLIC
"""Whoever holds the code of a satisfaction form answers it, without signing in."""
_OWN = (Scope.OWN,)
FILE = Permission(
    "onestop.dossier.file",
    _("Nộp hồ sơ"),
    _("Nộp, bổ sung, rút hồ sơ của chính mình và nhận kết quả."),
    audience=Audience.CITIZEN,
    scopes=_OWN,
)
VIEW_OWN = Permission(
    "onestop.dossier.view_own",
    _("Xem hồ sơ của mình"),
    _("Theo dõi hồ sơ do chính mình nộp."),
    audience=Audience.CITIZEN,
    scopes=_OWN,
    read_only=True,
)
VIEW = Permission(
    "onestop.dossier.view",
    _("Xem hồ sơ"),
    _("Xem hồ sơ mà đơn vị tham gia giải quyết."),
    read_only=True,
)
RECEIVE = Permission(
    "onestop.dossier.receive",
    _("Tiếp nhận hồ sơ"),
    _("Nhận, yêu cầu bổ sung, từ chối tiếp nhận, thu phí tại một cửa."),
)
PROCESS = Permission(
    "onestop.dossier.process",
    _("Thẩm tra hồ sơ"),
    _("Thẩm tra, soạn kết quả, trình ký, đề nghị bổ sung."),
)
SIGN = Permission(
    "onestop.result.sign",
    _("Duyệt và ký kết quả"),
    _("Ký kết quả giải quyết, trả lại bước trước."),
)
ISSUE = Permission(
    "onestop.result.issue",
    _("Vào sổ, đóng dấu, phát hành"),
    _("Cấp số, đóng dấu số của cơ quan và phát hành kết quả."),
)
RETURN = Permission(
    "onestop.result.return",
    _("Trả kết quả"),
    _("Trả kết quả và bản chính cho người dân."),
)
REVOKE = Permission(
    "onestop.result.revoke",
    _("Thu hồi kết quả"),
    _("Thu hồi kết quả đã cấp khi có căn cứ."),
)
HAND_OVER = Permission(
    "onestop.dossier.hand_over",
    _("Bàn giao hồ sơ, kết quả"),
    _("Lập, ký và nhận biên bản bàn giao hồ sơ giấy, kết quả, ca trực của đơn vị."),
)
REGISTER = Permission(
    "onestop.register.view",
    _("Sổ theo dõi hồ sơ"),
    _("Xem và in Sổ theo dõi hồ sơ (Mẫu 07) của đơn vị."),
    read_only=True,
)
POST_NEWS = Permission(
    "onestop.shipment.follow",
    _("Nhận tin của bưu chính"),
    _("Hệ thống tự ghi tin bưu chính báo về bưu gửi; không giao cho người."),
    scopes=(Scope.ALL,),
)
WATCH_OPINIONS = Permission(
    "onestop.opinion.watch",
    _("Theo dõi ý kiến các đơn vị"),
    _("Xem ý kiến các đơn vị còn nợ hoặc trả lời trễ, của hồ sơ nơi mình tiếp nhận, giải quyết."),
    read_only=True,
)
SATISFACTION = Permission(
    "onestop.satisfaction.view",
    _("Xem mức hài lòng"),
    _("Xem số liệu phiếu lấy ý kiến theo đơn vị và cán bộ, không biết ai trả lời."),
    read_only=True,
)
FIGURES = Permission(
    "onestop.figures.view",
    _("Xem số liệu giải quyết hồ sơ"),
    _("Xem số liệu hồ sơ theo đơn vị, thủ tục, cán bộ và mở danh sách làm nên từng con số."),
    read_only=True,
)
EDIT = Permission(
    "onestop.procedure.edit",
    _("Soạn thủ tục"),
    _("Soạn phiên bản tiếp theo của thủ tục: giấy tờ, mức thu, thời hạn, mẫu kết quả."),
    scopes=(Scope.ALL,),
)
PUBLISH = Permission(
    "onestop.procedure.publish",
    _("Công bố thủ tục"),
    _("Đưa phiên bản thủ tục vào dùng cùng biểu mẫu, quy trình, mẫu in."),
    scopes=(Scope.ALL,),
)
VIEW_CATALOGUE = Permission(
    "onestop.catalogue.view",
    _("Xem danh mục thủ tục"),
    _("Xem thủ tục do nơi khác công bố, cách đọc và khác biệt giữa các lần."),
    scopes=(Scope.ALL,),
    read_only=True,
)
IMPORT = Permission(
    "onestop.catalogue.import",
    _("Nhập danh mục thủ tục"),
    _("Nhập gói thủ tục, danh sách và danh mục quốc gia thành bản ghi nguồn."),
    scopes=(Scope.ALL,),
)
CONFIRM = Permission(
    "onestop.catalogue.confirm",
    _("Xác nhận thời hạn, mức thu"),
    _("Đối chiếu từng thời hạn, mức thu của thủ tục với văn bản rồi xác nhận."),
    scopes=(Scope.ALL,),
)
FILE_FOR = Permission(
    "onestop.dossier.file_for",
    _("Nộp hồ sơ thay người dân qua hệ thống khác"),
    _("Hệ thống kết nối nộp hồ sơ cho người đã đồng ý ở đó, và theo dõi hồ sơ chính nó đã nộp."),
)
TELL = Permission(
    "onestop.dossier.tell",
    _("Báo tin mà hồ sơ đang chờ"),
    _("Hệ thống kết nối báo rằng điều mà một bước đang chờ đã có; hồ sơ tự đi tiếp."),
)
READ_CATALOGUE = ApiScope("catalogue.read", _("Đọc danh mục thủ tục"), (USE_API,))
READ_TRACKING = ApiScope(
    "tracking.read", _("Xem hồ sơ đã tới đâu, theo mã, như ai cũng xem được"), (USE_API,)
)
FILE_DOSSIERS = ApiScope(
    "dossiers.file",
    _("Nộp hồ sơ thay người đã đồng ý và theo dõi hồ sơ đã nộp"),
    (FILE_FOR,),
)
TELL_DOSSIERS = ApiScope("dossiers.tell", _("Báo tin mà hồ sơ đang chờ"), (TELL,))
API_SCOPES = (READ_CATALOGUE, READ_TRACKING, FILE_DOSSIERS, TELL_DOSSIERS)
ALL = (
    FILE,
    FILE_FOR,
    TELL,
    VIEW_OWN,
    VIEW,
    RECEIVE,
    PROCESS,
    SIGN,
    ISSUE,
    RETURN,
    REVOKE,
    HAND_OVER,
    REGISTER,
    SATISFACTION,
    FIGURES,
    WATCH_OPINIONS,
    POST_NEWS,
    EDIT,
    PUBLISH,
    VIEW_CATALOGUE,
    IMPORT,
    CONFIRM,
)
