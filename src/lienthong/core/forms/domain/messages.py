# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sentences of the forms: what is wrong, then what to do.

They speak the reader's language as soon as the platform has bound a translation.
"""

from typing import Any, Self

from lienthong.kernel.words import gettext, gettext_noop


class Sentence(str):
    """Text that remembers its template and values."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        """Fill the named placeholders (`%(name)s`) of a template."""
        sentence = super().__new__(cls, template % values if values else template)
        sentence.template = template
        sentence.values = values
        return sentence


MESSAGES: dict[str, str] = {
    "invalid": gettext_noop("%(given)s chưa đúng cách viết. %(ask)s"),
    "too_short": gettext_noop("Phần này cần ít nhất %(limit)s ký tự, hiện có %(count)s. %(ask)s"),
    "too_long": gettext_noop("Phần này dài %(count)s ký tự, tối đa %(limit)s. Hãy viết ngắn lại."),
    "pattern": gettext_noop("“%(given)s” chưa đúng cách viết. %(ask)s"),
    "future": gettext_noop("Ngày %(given)s chưa tới. %(ask)s"),
    "past": gettext_noop("Ngày %(given)s đã qua. %(ask)s"),
    "too_early": gettext_noop("Ngày %(given)s sớm hơn ngày %(limit)s. %(ask)s"),
    "too_late": gettext_noop("Ngày %(given)s muộn hơn ngày %(limit)s. %(ask)s"),
    "too_young": gettext_noop("Sinh ngày %(given)s thì chưa đủ %(limit)s tuổi. %(ask)s"),
    "too_old": gettext_noop("Sinh ngày %(given)s thì đã quá %(limit)s tuổi. %(ask)s"),
    "too_small": gettext_noop("%(given)s nhỏ hơn %(limit)s. %(ask)s"),
    "too_big": gettext_noop("%(given)s lớn hơn %(limit)s. %(ask)s"),
    "not_an_option": gettext_noop("Câu trả lời này không có trong danh sách. %(ask)s"),
    "unknown_place": gettext_noop("Chúng tôi không tìm thấy “%(given)s”. %(ask)s"),
    "date_missing_day": gettext_noop("Ngày tháng còn thiếu ngày. %(ask)s"),
    "date_missing_month": gettext_noop("Ngày tháng còn thiếu tháng. %(ask)s"),
    "date_missing_year": gettext_noop("Ngày tháng còn thiếu năm. %(ask)s"),
    "date_short_year": gettext_noop("Năm cần đủ 4 chữ số, ví dụ 1996. %(ask)s"),
    "date_bad_month": gettext_noop("Không có tháng %(given)s. Tháng đi từ 1 đến 12."),
    "date_no_such_day": gettext_noop("Không có ngày %(given)s. %(ask)s"),
    "date_not_digits": gettext_noop("Ngày tháng chỉ viết bằng chữ số, ví dụ 15 11 2026. %(ask)s"),
    "personal_id_length": gettext_noop(
        "Số định danh có 12 chữ số, bạn đã nhập %(count)s. Hãy xem lại trên thẻ căn cước."
    ),
    "personal_id_letters": gettext_noop(
        "Số định danh chỉ gồm chữ số. Hãy nhập 12 chữ số trên thẻ căn cước."
    ),
    "personal_id_legacy": gettext_noop(
        "Đây là số chứng minh nhân dân cũ gồm 9 chữ số. Hãy nhập số định danh 12 chữ số."
    ),
    "personal_id_century": gettext_noop(
        "Số định danh này thường là của người sinh năm %(expected)s, bạn khai năm %(given)s. "
        "Hãy xem lại cả hai."
    ),
    "personal_id_sex": gettext_noop(
        "Số định danh này thường là của %(expected)s, bạn khai %(given)s. Hãy xem lại cả hai."
    ),
    "personal_id_place": gettext_noop(
        "Ba chữ số đầu %(given)s không có trong bảng mã nơi đăng ký khai sinh. "
        "Hãy xem lại số định danh."
    ),
    "personal_id_unknown_code": gettext_noop(
        "Chữ số thứ tư của số định danh là %(given)s, chưa dùng tới. Hãy xem lại số định danh."
    ),
    "male": gettext_noop("nam"),
    "female": gettext_noop("nữ"),
    "phone_length": gettext_noop(
        "Số điện thoại có 10 chữ số và bắt đầu bằng 0, bạn đã nhập %(count)s. %(ask)s"
    ),
    "phone_invalid": gettext_noop("“%(given)s” không phải số điện thoại ở Việt Nam. %(ask)s"),
    "phone_not_mobile": gettext_noop(
        "%(given)s không phải số di động. Hãy nhập số nhận được tin nhắn."
    ),
    "email_invalid": gettext_noop(
        "“%(given)s” chưa đúng cách viết thư điện tử. Hãy nhập theo mẫu ten@vidu.vn."
    ),
    "name_letters": gettext_noop("Họ tên không có ký tự “%(given)s”. %(ask)s"),
    "number_invalid": gettext_noop("“%(given)s” không phải một số. %(ask)s"),
    "number_decimals": gettext_noop(
        "%(given)s có quá nhiều chữ số sau dấu phẩy, tối đa %(limit)s. %(ask)s"
    ),
    "number_whole": gettext_noop("%(given)s không phải số nguyên. %(ask)s"),
    "number_digits": gettext_noop("Số này quá dài, tối đa 15 chữ số. %(ask)s"),
    "money_invalid": gettext_noop(
        "“%(given)s” không phải số tiền. Hãy nhập số đồng, ví dụ 15.000."
    ),
    "place_detail": gettext_noop("Địa chỉ còn thiếu số nhà, đường, thôn hoặc tổ dân phố. %(ask)s"),
    "place_division": gettext_noop("Địa chỉ còn thiếu xã hoặc phường. %(ask)s"),
    "time_invalid": gettext_noop("“%(given)s” không phải giờ. Hãy nhập giờ và phút, ví dụ 08:30."),
    "time_early": gettext_noop("%(given)s sớm hơn %(limit)s. %(ask)s"),
    "time_late": gettext_noop("%(given)s muộn hơn %(limit)s. %(ask)s"),
    "tax_code_invalid": gettext_noop(
        "Mã số thuế có 10, 12 hoặc 13 chữ số, bạn đã nhập %(count)s. "
        "Hãy xem lại trên giấy đăng ký kinh doanh."
    ),
    "tax_code_letters": gettext_noop(
        "Mã số thuế chỉ gồm chữ số. Hãy xem lại trên giấy đăng ký kinh doanh."
    ),
    "tax_code_check": gettext_noop(
        "Mã số thuế %(given)s có chữ số kiểm tra không khớp. Hãy xem lại từng chữ số."
    ),
    "place_divided": gettext_noop(
        "“%(given)s” nay thuộc nhiều nơi: %(names)s. Hãy nhập đúng nơi bạn đang nói tới."
    ),
    "place_former": gettext_noop("trước đây là %(former)s"),
    "too_few_items": gettext_noop("Cần ít nhất %(limit)s mục, hiện có %(count)s. %(ask)s"),
    "too_many_items": gettext_noop("Nhiều nhất %(limit)s mục, hiện có %(count)s. Hãy bỏ bớt."),
    "ask_enter": gettext_noop("Hãy nhập %(name)s."),
    "ask_choose": gettext_noop("Hãy chọn %(name)s."),
    "ask_answer": gettext_noop("Hãy trả lời câu “%(label)s”."),
    "ask_file": gettext_noop("Hãy gửi %(name)s."),
    "ask_items": gettext_noop("Hãy thêm %(name)s."),
    "ask_part": gettext_noop("Hãy nhập %(part)s của %(name)s."),
    "part_full_name": gettext_noop("Họ, chữ đệm và tên"),
    "part_date_of_birth": gettext_noop("Ngày sinh"),
    "part_sex": gettext_noop("Giới tính"),
    "part_personal_id": gettext_noop("Số định danh cá nhân"),
    "part_phone": gettext_noop("Số điện thoại"),
    "part_name": gettext_noop("Tên tổ chức"),
    "part_tax_code": gettext_noop("Mã số thuế"),
    "part_representative": gettext_noop("Người đại diện"),
    "option_female": gettext_noop("Nữ"),
    "option_male": gettext_noop("Nam"),
    "yes": gettext_noop("Có"),
    "no": gettext_noop("Không"),
    "not_answered": gettext_noop("Chưa trả lời"),
    "not_computed": gettext_noop("Chưa tính được"),
    "no_file": gettext_noop("Chưa gửi tệp"),
    "files": gettext_noop("%(count)s tệp"),
}


def sentence(code: str, **values: Any) -> Sentence:
    """The sentence of a message code, filled with values."""
    return Sentence(gettext(MESSAGES[code]), **values)
