# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Choices of the app, the declared life of an issued document, and words for findings."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileSource(models.TextChoices):
    """Where the bytes of a version come from. Legal basis: 45/2020/NĐ-CP, Điều 25."""

    UPLOADED = "uploaded", _("người dân, cán bộ tải lên")
    SCANNED = "scanned", _("quét từ bản giấy")
    NATIONAL_STORE = "national_store", _("lấy từ kho dữ liệu quốc gia")
    PREVIOUS_RESULT = "previous_result", _("kết quả đã cấp trước đây")
    PRODUCED = "produced", _("hệ thống lập")


class CheckState(models.TextChoices):
    """How far the worker has come with looking into a version."""

    WAITING = "waiting", _("chờ kiểm tra")
    DONE = "done", _("đã kiểm tra")
    FAILED = "failed", _("không kiểm tra được")


class TextMethod(models.TextChoices):
    """How the words of a version came to be known."""

    NATIVE = "native", _("lấy từ tệp")
    OCR = "ocr", _("nhận dạng từ ảnh")
    NONE = "none", _("không có chữ")


class Paper(models.TextChoices):
    """Paper sizes of prints."""

    A4 = "a4", "A4"
    A5 = "a5", "A5"


class DocumentState(models.TextChoices):
    """Life of an issued document. Legal basis: 30/2020/NĐ-CP, Điều 10–19."""

    DRAFT = "draft", _("dự thảo")
    INITIALLED = "initialled", _("đã ký nháy")
    SIGNED = "signed", _("đã ký")
    NUMBERED = "numbered", _("đã có số")
    SEALED = "sealed", _("đã đóng dấu")
    ISSUED = "issued", _("đã ban hành")
    RECALLED = "recalled", _("đã thu hồi văn bản")
    REPLACED = "replaced", _("đã có bản thay thế")
    REVOKED = "revoked", _("đã bị thu hồi kết quả")
    VOID = "void", _("đã bỏ")


UNSIGNED = frozenset({DocumentState.DRAFT, DocumentState.INITIALLED})
"""States in which nobody with authority has signed."""


_S = DocumentState
TRANSITIONS: Mapping[DocumentState, frozenset[DocumentState]] = {
    _S.DRAFT: frozenset({_S.INITIALLED, _S.SIGNED, _S.VOID}),
    _S.INITIALLED: frozenset({_S.DRAFT, _S.SIGNED, _S.VOID}),
    _S.SIGNED: frozenset({_S.NUMBERED, _S.VOID}),
    _S.NUMBERED: frozenset({_S.SEALED, _S.VOID}),
    _S.SEALED: frozenset({_S.ISSUED, _S.VOID}),
    _S.ISSUED: frozenset({_S.RECALLED, _S.REPLACED, _S.REVOKED}),
    _S.RECALLED: frozenset(),
    _S.REPLACED: frozenset(),
    _S.REVOKED: frozenset(),
    _S.VOID: frozenset(),
}
PUBLISHED = frozenset({_S.ISSUED, _S.RECALLED, _S.REPLACED, _S.REVOKED})


class SigningAuthority(models.TextChoices):
    """In what capacity somebody signs. Legal basis: 30/2020/NĐ-CP, Điều 13."""

    OWN = "own", _("ký theo thẩm quyền của mình")
    TM = "tm", _("TM. (thay mặt tập thể)")
    Q = "q", _("Q. (quyền cấp trưởng)")
    KT = "kt", _("KT. (ký thay cấp trưởng)")
    TL = "tl", _("TL. (thừa lệnh)")
    TUQ = "tuq", _("TUQ. (thừa ủy quyền)")


PREFIX: Mapping[SigningAuthority, str] = {
    one: "" if one == SigningAuthority.OWN else f"{one.value.upper()}." for one in SigningAuthority
}
NEEDS_MANDATE = frozenset({SigningAuthority.KT, SigningAuthority.TL, SigningAuthority.TUQ})


class SignatureRole(models.TextChoices):
    """What a signature does."""

    INITIAL = "initial", _("ký nháy")
    SECRETARY = "secretary", _("ký với tư cách thư ký")
    SIGN = "sign", _("ký chính thức")
    SEAL = "seal", _("đóng dấu")
    ANNEX = "annex", _("ký phụ lục")


class SignatureState(models.TextChoices):
    """How far a signature has come: the key answers outside the transaction."""

    REQUESTED = "requested", _("đang ký")
    DONE = "done", _("đã ký")
    FAILED = "failed", _("chưa ký được")
    CANCELLED = "cancelled", _("đã bỏ")


class MeansKind(models.TextChoices):
    """Where a signing key lives."""

    SOFTWARE = "software", _("khóa trong tệp (chỉ để thử)")
    TOKEN = "token", _("thiết bị ký số (PKCS#11)")
    REMOTE = "remote", _("ký số từ xa, xác nhận trên điện thoại")
    PLUGIN = "plugin", _("phần mềm ký trên máy của người ký")


class SessionState(models.TextChoices):
    """How far a document has come on its way to the signer's machine and back."""

    WAITING = "waiting", _("chờ ký")
    FETCHED = "fetched", _("đã lấy về máy")
    RECEIVED = "received", _("đang kiểm tra")
    DONE = "done", _("đã ký")
    REFUSED = "refused", _("không nhận")
    CLOSED = "closed", _("đã bỏ")


SESSION_REFUSALS: Mapping[str, object] = {
    "unknown": _("Mã của lần ký này không đúng. Hãy mở lại trang ký."),
    "late": _("Mã của lần ký này đã hết hạn. Hãy bấm ký lại."),
    "used": _("Mã của lần ký này đã dùng rồi. Mỗi mã chỉ dùng một lần."),
    "not_fetched": _("Văn bản chưa được lấy về máy để ký."),
    "cut": _("Tệp gửi về bị thiếu, chưa đủ chữ ký. Hãy ký lại."),
    "unsigned": _("Tệp gửi về chưa có chữ ký. Hãy ký lại."),
    "other_document": _("Tệp gửi về không phải văn bản đã giao để ký."),
    "other_certificate": _("Chữ ký không phải bằng chứng thư bạn đã đăng ký."),
    "other_place": _("Chữ ký không nằm ở ô dành cho bạn."),
    "altered": _("Tệp gửi về có phần thay đổi ngoài chữ ký."),
    "untrusted": _("Chứng thư không do nơi được công nhận cấp, hoặc đã hết hạn."),
    "revoked": _("Chứng thư đã bị thu hồi."),
    "outdated": _("Văn bản đã có bản mới trong lúc bạn ký. Hãy ký bản mới."),
    "given_up": _("Bạn đã bỏ lần ký này."),
}
"""Why a plug-in gets no document, or its answer is not taken."""


class CopyKind(models.TextChoices):
    """Kinds of certified copy. Legal basis: 30/2020/NĐ-CP, Điều 25."""

    FULL = "sy", _("sao y")
    RECOPIED = "sl", _("sao lục")
    EXTRACT = "trs", _("trích sao")


class SendingMeans(models.TextChoices):
    """How a document is sent to a recipient. Legal basis: 30/2020/NĐ-CP, Điều 18."""

    AXIS = "axis", _("trục liên thông văn bản")
    SYSTEM = "system", _("trong hệ thống này")
    EMAIL = "email", _("thư điện tử công vụ")
    POST = "post", _("bưu chính")
    HAND = "hand", _("giao tận tay")


class CopyMedium(models.TextChoices):
    """On what a certified copy is made. Legal basis: 30/2020/NĐ-CP, Điều 25."""

    PAPER = "paper", _("bản giấy")
    ELECTRONIC = "electronic", _("bản điện tử")


class AnchorUse(models.TextChoices):
    """What a trusted root is believed for."""

    SIGNATURE = "signature", _("chữ ký số")
    TIME_STAMP = "time_stamp", _("dấu thời gian")
    INTERMEDIATE = "between", _("chứng thư trung gian")


REFUSALS: Mapping[str, object] = {
    "empty": _("Tệp này trống. Hãy chọn lại tệp hoặc chụp lại."),
    "too_large": _("Tệp này lớn hơn mức cho phép. Hãy chụp lại ở cỡ nhỏ hơn hoặc tách tệp."),
    "kind_not_taken": _(
        "Chúng tôi nhận PDF, JPG, PNG và WEBP. Hãy chụp ảnh hoặc lưu tệp thành PDF."
    ),
    "disguised": _("Nội dung tệp không khớp với đuôi tên tệp. Hãy lưu lại đúng loại rồi gửi."),
    "encrypted": _("Tệp đang bị khóa bằng mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."),
    "broken": _("Tệp bị hỏng, chúng tôi không mở được. Hãy chọn lại tệp hoặc chụp lại."),
    "too_many_pages": _("Tệp có quá nhiều trang. Hãy tách thành nhiều tệp."),
    "too_many_pixels": _("Ảnh có kích thước quá lớn. Hãy chụp lại ở cỡ nhỏ hơn."),
    "too_complex": _("Tệp quá phức tạp để mở an toàn. Hãy in ra PDF mới rồi gửi lại."),
    "archive_bomb": _("Tệp nở ra quá lớn khi mở. Hãy lưu lại thành PDF."),
    "archive_suspicious": _("Trong tệp có thành phần lạ. Hãy lưu lại thành PDF."),
    "macros": _("Tệp có chứa mã lệnh. Hãy lưu lại thành PDF."),
    "outside_parts": _("Tệp gọi nội dung ở nơi khác. Hãy lưu lại thành PDF."),
    "entities": _("Tệp có khai báo lạ để lấy dữ liệu bên ngoài. Hãy lưu lại thành PDF."),
    "embedded": _("Trong tệp có gắn tệp khác. Hãy bỏ ra, hoặc lưu lại thành PDF."),
}
UNEXAMINED: Mapping[str, object] = {
    "not_pdf": _("Đây không phải tệp PDF. Hãy chọn tệp PDF có chữ ký số."),
    "encrypted": _("Tệp bị khóa bằng mật khẩu nên không đọc được chữ ký. Hãy bỏ mật khẩu."),
    "broken": _("Tệp PDF bị hỏng, không đọc được. Hãy xin lại tệp từ nơi gửi."),
    "too_large": _("Tệp lớn hơn mức kiểm tra được."),
    "too_complex": _("Tệp quá phức tạp để mở an toàn. Đừng mở tệp này nếu bạn không rõ nguồn."),
}
