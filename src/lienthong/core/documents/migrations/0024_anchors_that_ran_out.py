# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Anchors that ran out count for what is proven older: what rested on them is judged anew once.

Those that were ended by hand before it was noted when are told apart by their certificate.
"""

from typing import Any

from cryptography import x509
from django.db import migrations
from django.utils import timezone

from lienthong.kernel.clock import midnight


def tell_apart(apps: Any, schema_editor: Any) -> None:
    anchors = apps.get_model("documents", "TrustAnchor").objects
    today = timezone.localdate()
    for row in anchors.filter(ended_at=None, valid_to__lte=today).order_by("pk"):
        own_end = x509.load_der_x509_certificate(bytes(row.certificate)).not_valid_after_utc
        if row.valid_to < own_end.date():
            row.ended_at = midnight(row.valid_to)
        else:
            row.begun_at = timezone.now()
        row.save(update_fields=["ended_at", "begun_at"])


class Migration(migrations.Migration):
    dependencies = [("documents", "0023_asked_again")]

    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]
