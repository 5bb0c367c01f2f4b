# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The sixteen legal states and their transitions; channels and the separate axes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DossierState(models.TextChoices):
    """Legal state of a dossier. Consulting is open steps; extension is a due adjustment.

    Legal basis: 61/2018/NĐ-CP, Điều 17; 45/2020/NĐ-CP, Điều 11.
    """

    DRAFT = "draft", _("đang soạn")
    SUBMITTED = "submitted", _("mới nộp")
    INTAKE_SUPPLEMENT = "intake_supplement", _("chờ bổ sung trước khi nhận")
    NOT_ACCEPTED = "not_accepted", _("không tiếp nhận")
    FORWARDED = "forwarded", _("đang chuyển đúng thẩm quyền")
    RECEIVED = "received", _("đã tiếp nhận")
    IN_PROCESS = "in_process", _("đang giải quyết")
    SUPPLEMENT = "supplement", _("chờ bổ sung")
    FINANCIAL_OBLIGATION = "financial_obligation", _("chờ nghĩa vụ tài chính")
    STOPPED = "stopped", _("dừng giải quyết")
    WITHDRAWAL_REQUESTED = "withdrawal_requested", _("xin rút")
    WITHDRAWN = "withdrawn", _("đã rút")
    GRANTED = "granted", _("có kết quả")
    REFUSED = "refused", _("từ chối giải quyết")
    RETURNED = "returned", _("đã trả kết quả")
    REVOKED = "revoked", _("kết quả đã thu hồi")


_S = DossierState
TRANSITIONS: dict[str, frozenset[str]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.RECEIVED, _S.NOT_ACCEPTED}),
    _S.SUBMITTED: frozenset(
        {_S.RECEIVED, _S.INTAKE_SUPPLEMENT, _S.NOT_ACCEPTED, _S.FORWARDED, _S.WITHDRAWN}
    ),
    _S.INTAKE_SUPPLEMENT: frozenset({_S.SUBMITTED, _S.NOT_ACCEPTED, _S.WITHDRAWN}),
    _S.FORWARDED: frozenset({_S.SUBMITTED}),
    _S.RECEIVED: frozenset({_S.IN_PROCESS, _S.WITHDRAWAL_REQUESTED}),
    _S.IN_PROCESS: frozenset(
        {
            _S.SUPPLEMENT,
            _S.FINANCIAL_OBLIGATION,
            _S.STOPPED,
            _S.WITHDRAWAL_REQUESTED,
            _S.GRANTED,
            _S.REFUSED,
        }
    ),
    _S.SUPPLEMENT: frozenset({_S.IN_PROCESS, _S.STOPPED, _S.WITHDRAWAL_REQUESTED}),
    _S.FINANCIAL_OBLIGATION: frozenset({_S.IN_PROCESS, _S.STOPPED, _S.WITHDRAWAL_REQUESTED}),
    _S.STOPPED: frozenset({_S.IN_PROCESS, _S.WITHDRAWN}),
    _S.WITHDRAWAL_REQUESTED: frozenset(
        {
            _S.WITHDRAWN,
            _S.RECEIVED,
            _S.IN_PROCESS,
            _S.SUPPLEMENT,
            _S.FINANCIAL_OBLIGATION,
        }
    ),
    _S.WITHDRAWN: frozenset(),
    _S.NOT_ACCEPTED: frozenset(),
    _S.GRANTED: frozenset({_S.RETURNED, _S.REVOKED}),
    _S.REFUSED: frozenset({_S.RETURNED}),
    _S.RETURNED: frozenset({_S.REVOKED}),
    _S.REVOKED: frozenset(),
}
"""Every legal move; what is not here is refused. From ``withdrawal_requested`` back means the
state before; from ``returned`` only granted results can be revoked (:mod:`rules`)."""

DESK_ONLY: frozenset[tuple[str, str]] = frozenset(
    {(_S.DRAFT, _S.RECEIVED), (_S.DRAFT, _S.NOT_ACCEPTED)}
)
CLOSED: frozenset[str] = frozenset({_S.NOT_ACCEPTED, _S.WITHDRAWN, _S.RETURNED, _S.REVOKED})
BEFORE_ACCEPTANCE: frozenset[str] = frozenset(
    {_S.DRAFT, _S.SUBMITTED, _S.INTAKE_SUPPLEMENT, _S.FORWARDED, _S.NOT_ACCEPTED}
)


class Channel(models.TextChoices):
    """How a dossier arrived."""

    ONLINE = "online", _("trực tuyến")
    DESK = "desk", _("trực tiếp")
    POST = "post", _("bưu chính công ích")


class ConsentManner(models.TextChoices):
    """How somebody agreed, in the system of others that files for them."""

    SIGNATURE = "signature", _("chữ ký số")
    ONE_TIME_CODE = "one_time_code", _("mã dùng một lần")
    EID = "eid", _("định danh điện tử")
    PAPER = "paper", _("văn bản giấy")


class Delivery(models.TextChoices):
    """How the result reaches the citizen."""

    STORE = "store", _("bản điện tử")
    DESK = "desk", _("bản điện tử và bản giấy tại quầy")
    POST = "post", _("bản điện tử và bản giấy qua bưu chính")


class PaymentState(models.TextChoices):
    """The financial axis."""

    NONE = "none", _("không phải nộp")
    DUE = "due", _("chưa nộp")
    PAID = "paid", _("đã nộp")
    REFUNDED = "refunded", _("đã hoàn")


class DeliveryState(models.TextChoices):
    """The delivery axis."""

    NOT_YET = "not_yet", _("chưa có kết quả")
    READY = "ready", _("chờ trả")
    SHIPPED = "shipped", _("đang gửi bưu chính")
    LOST = "lost", _("bưu gửi thất lạc")
    DELIVERED = "delivered", _("đã trả")


class DigitisationState(models.TextChoices):
    """The digitisation axis: paper components scanned or not."""

    NONE = "none", _("không có bản giấy")
    WAITING = "waiting", _("chờ số hóa")
    DONE = "done", _("đã số hóa")


class SyncState(models.TextChoices):
    """The axis of the national portal."""

    NOT_SENT = "not_sent", _("chưa đồng bộ")
    QUEUED = "queued", _("chờ gửi")
    SENT = "sent", _("đã đồng bộ")


class ComponentState(models.TextChoices):
    """What the desk found about a component."""

    GIVEN = "given", _("đã nộp")
    ACCEPTED = "accepted", _("đạt")
    DEFECTIVE = "defective", _("cần bổ sung")
    NOT_NEEDED = "not_needed", _("không cần")
    MISSING = "missing", _("chưa có")


class SupplementStage(models.TextChoices):
    """When a supplement was asked: before acceptance or while processing."""

    INTAKE = "intake", _("khi tiếp nhận")
    PROCESS = "process", _("khi giải quyết")


class StopGround(models.TextChoices):
    """Why an agency stops resolving a dossier."""

    APPLICANT = "applicant", _("Người nộp đề nghị dừng")
    SUPPLEMENT_EXPIRED = "supplement_expired", _("Quá thời gian bổ sung")
    UNPAID = "unpaid", _("Không thực hiện nghĩa vụ tài chính")
    LAW = "law", _("Trường hợp khác theo quy định")


class ObligationKind(models.TextChoices):
    """What kind of money has to be paid while a dossier is resolved."""

    FEE = "fee", _("phí")
    CHARGE = "charge", _("lệ phí")
    TAX = "tax", _("thuế, tiền sử dụng đất")


class PaperKind(models.TextChoices):
    """Printed papers of a dossier, numbered by 03/2025/TT-VPCP; letters have no form in the law."""

    ACCEPTANCE_SLIP = "01", _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    SUPPLEMENT_NOTICE = "02", _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    NON_ACCEPTANCE_NOTICE = "03", _("Phiếu từ chối tiếp nhận giải quyết hồ sơ")
    EXTENSION_NOTICE = "04", _("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết")
    STOP_NOTICE = "05", _("Thông báo dừng giải quyết hồ sơ")
    CONTROL_SLIP = "06", _("Phiếu kiểm soát quá trình giải quyết hồ sơ")
    OBLIGATION_NOTICE = "NV", _("Thông báo nghĩa vụ tài chính")
    DOSSIER_REGISTER = "07", _("Sổ theo dõi hồ sơ")
    FORWARDING = "fw", _("Phiếu chuyển hồ sơ đúng thẩm quyền")
    RESULT_RECEIPT = "rr", _("Giấy nhận kết quả")
    FEE_RECEIPT = "fr", _("Biên lai thu phí, lệ phí")
    VISIT_RECORD = "bb", _("Biên bản kiểm tra thực địa")


class VisitConclusion(models.TextChoices):
    """Whether what stands on the spot fits what was declared."""

    FITS = "fits", _("phù hợp với hồ sơ")
    DIFFERS = "differs", _("khác với hồ sơ")


class ResultKind(models.TextChoices):
    """Whether it was granted or refused; the paper differs."""

    GRANTED = "granted", _("cấp kết quả")
    REFUSED = "refused", _("từ chối giải quyết")


class RatingChannel(models.TextChoices):
    """Where a satisfaction form was answered."""

    ONLINE = "online", _("trên mạng")
    TABLET = "tablet", _("máy tại quầy")


class RatingLevel(models.IntegerChoices):
    """Three answers of the satisfaction form."""

    VERY_SATISFIED = 2, _("Rất hài lòng")
    SATISFIED = 1, _("Hài lòng")
    NOT_SATISFIED = 0, _("Chưa hài lòng")


class HandOverPurpose(models.TextChoices):
    """Why papers pass from one place, or one person, to another."""

    FORWARD = "forward", _("chuyển đúng thẩm quyền")
    PROCESS = "process", _("giao hồ sơ để giải quyết")
    RESULT = "result", _("giao kết quả về một cửa")
    SHIFT = "shift", _("bàn giao ca")


class ShipmentState(models.TextChoices):
    """What became of an item of post."""

    PREPARED = "prepared", _("chờ giao bưu chính")
    HANDED = "handed", _("bưu chính đang phát")
    DELIVERED = "delivered", _("đã phát")
    RETURNED = "returned", _("bưu chính trả lại")
    LOST = "lost", _("thất lạc")


class SlipSize(models.TextChoices):
    """On what paper the desk prints the acceptance slip."""

    A5 = "a5", _("A5, mỗi liên một tờ")
    A4_PAIR = "a4_pair", _("A4 ngang, hai liên một tờ")


class CatalogueSource(models.TextChoices):
    """Whose record of a procedure it is."""

    NATIONAL = "national", _("danh mục quốc gia")
    LIST = "list", _("danh sách đã soạn")
    PACKAGE = "package", _("gói thủ tục")


class CatalogueState(models.TextChoices):
    """How far people are with a procedure of the catalogue."""

    REVIEW = "review", _("chờ đối chiếu")
    CONFIRMED = "confirmed", _("đã xác nhận")
    ACTIVE = "active", _("đang dùng")


class CatalogueRunState(models.TextChoices):
    """How far the worker is with a file for the catalogue."""

    WAITING = "waiting", _("đang chờ")
    READING = "reading", _("đang đọc")
    DONE = "done", _("đã đọc xong")
    REFUSED = "refused", _("bị từ chối")


class RuleKind(models.TextChoices):
    """What is confirmed one by one."""

    TIME = "time", _("thời hạn")
    FEE = "fee", _("mức thu")


class PortalRole(models.TextChoices):
    """What our pages are beside the system that keeps the record."""

    COMPANION = "companion", _("nộp ở đâu cũng được")
    FALLBACK = "fallback", _("dự phòng")
    OWNER = "owner", _("hệ thống gốc")
    INFORMATION = "information", _("chỉ hướng dẫn")


class ConfirmUnit(models.TextChoices):
    """In what a confirmed time limit is counted."""

    WORKING_DAY = "working_day", _("ngày làm việc")
    DAY = "day", _("ngày")
    HOUR = "hour", _("giờ làm việc")
    MONTH = "month", _("tháng")
    SAME_DAY = "same_day", _("trong ngày")
