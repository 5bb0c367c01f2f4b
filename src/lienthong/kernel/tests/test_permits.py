# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel import permits
from lienthong.kernel.permits import StreamPermit, UploadPermit, UploadReceipt

SECRET = "a secret of the installation"
NOW = 1_790_000_000


def permit(**changes: object) -> UploadPermit:
    made = permits.new_upload_permit(
        account="17",
        draft="9",
        slot="giay-chung-sinh",
        largest=5_000_000,
        types=("image/jpeg", "application/pdf"),
        return_path="/nop-ho-so/9/?buoc=3",
        now=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_permit_when_read_back_then_is_the_same_and_lasts_two_hours() -> None:
    original = permit()

    text = permits.sign(original, SECRET)

    assert permits.read(UploadPermit, text, SECRET, now=NOW + 7200) == original


def test_permit_when_its_time_is_over_then_says_what_it_was() -> None:
    original = permit()

    with pytest.raises(permits.PermitExpiredError) as caught:
        permits.read(UploadPermit, permits.sign(original, SECRET), SECRET, now=NOW + 7201)

    assert caught.value.document == original


def test_permit_when_signed_with_another_secret_then_is_refused() -> None:
    with pytest.raises(permits.PermitError, match="forged"):
        permits.read(UploadPermit, permits.sign(permit(), "another"), SECRET, now=NOW)


def test_stream_permit_when_shown_as_upload_permit_then_is_refused() -> None:
    text = permits.sign(StreamPermit("17", ("account:17",), NOW + 60), SECRET)

    with pytest.raises(permits.PermitError, match="forged"):
        permits.read(UploadPermit, text, SECRET, now=NOW)


@given(position=st.integers(0, 400), letter=st.sampled_from("AZaz09-_."))
def test_permit_when_one_letter_of_its_content_changes_then_is_refused(
    position: int, letter: str
) -> None:
    text = permits.sign(permit(), SECRET)
    content, _, mac = text.rpartition(".")
    position %= len(content)
    changed = content[:position] + letter + content[position + 1 :]

    if changed != content:
        with pytest.raises(permits.PermitError):
            permits.read(UploadPermit, f"{changed}.{mac}", SECRET, now=NOW)


@given(text=st.text(max_size=80))
def test_any_text_when_read_as_receipt_then_is_refused_without_other_error(text: str) -> None:
    with pytest.raises(permits.PermitError):
        permits.read(UploadReceipt, text, SECRET, now=NOW)


@pytest.mark.parametrize(
    "path", ["https://xa.example/", "//xa.example/", "/\\xa.example", "nop", "", "/a\nb", "/a#b"]
)
def test_permit_when_return_path_leaves_the_site_then_is_not_made(path: str) -> None:
    with pytest.raises(permits.ForeignPathError) as caught:
        permits.new_upload_permit(
            account="1", draft="1", slot="s", largest=1, types=(), return_path=path, now=NOW
        )

    assert caught.value.args == (path,)


def test_quarantined_file_lies_under_the_file_store() -> None:
    receipt = UploadReceipt("i", "17", "9", "s", "abc", "Ảnh.jpg", "image/jpeg", 3, "00", NOW)

    assert permits.quarantined_file(Path("/kho"), receipt) == Path("/kho/quarantine/abc")
