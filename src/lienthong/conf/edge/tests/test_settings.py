# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from lienthong.conf.edge.settings import DEMO_SECRET, read_settings


@pytest.mark.covers("4")
@pytest.mark.parametrize("secret", ["", DEMO_SECRET])
def test_edge_outside_the_demo_refuses_the_demo_key_or_none(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv("SECRET_KEY", secret)
    monkeypatch.delenv("LIENTHONG_DEMO", raising=False)
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        read_settings()

    monkeypatch.setenv("LIENTHONG_DEMO", "1")
    assert read_settings().secret == DEMO_SECRET
