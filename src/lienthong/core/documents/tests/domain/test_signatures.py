# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from lienthong.core.documents.domain.signatures import failure_words


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("", ""),
        ("no_consent", "mã xác nhận đã hết giờ hoặc dùng hết, hãy ký lại với mã mới"),
        (
            "remote signing: All connection attempts failed",
            "dịch vụ ký số từ xa không trả lời hoặc từ chối",
        ),
        (
            "remote signing: no key of this user",
            "dịch vụ ký số từ xa không có khóa của tài khoản này",
        ),
        ("token tinh: CKR_PIN_INCORRECT", "thiết bị ký số của cơ quan không mở được"),
        ("time-stamp authority: timed out", "dịch vụ dấu thời gian không trả lời đúng"),
        ("KeyError", "máy ký báo lỗi, hãy báo người quản trị"),
        ("Tệp gửi về chưa được ký.", "Tệp gửi về chưa được ký."),
    ],
)
def test_what_failed_is_said_in_words_that_a_signer_reads(failure: str, words: str) -> None:
    assert failure_words(failure) == words
