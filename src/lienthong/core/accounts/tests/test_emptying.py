# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a test that committed leaves is deleted, whatever hangs on it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lienthong.core.accounts.api import Account, Person
from lienthong.testing.emptying import empty_tables


@pytest.mark.django_db
def test_rows_that_others_hang_on_go_and_what_migrations_made_of_models_stays() -> None:
    person = Person.objects.create(full_name="Hoàng Thị Duyên")
    Account.objects.create_user("duyen", kind="citizen", person=person)
    permissions = Permission.objects.count()
    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        person.delete()

    empty_tables()

    assert (Account.objects.count(), Person.objects.count()) == (0, 0)
    assert Permission.objects.count() == permissions > 0
