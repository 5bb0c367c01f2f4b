# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from lienthong.core.accounts.api import SignInAttempts, SignInSession, sign_in_limits
from lienthong.core.accounts.tasks import clean_up


@pytest.mark.django_db
def test_clean_up_drops_what_is_old_and_keeps_the_rest() -> None:
    now = timezone.now()
    for key, hours in (("old", -1), ("new", 1)):
        expire = now + timedelta(hours=hours)
        SignInSession.objects.create(session_key=key, session_data="", expire_date=expire)
    SignInAttempts.objects.begin("cũ", sign_in_limits(), now - timedelta(days=2))
    SignInAttempts.objects.begin("mới", sign_in_limits(), now)
    caches["default"].set("kept", 1, 60)
    clean_up()
    assert [session.session_key for session in SignInSession.objects.all()] == ["new"]
    assert SignInAttempts.objects.count() == 1
    assert caches["default"].get("kept") == 1
