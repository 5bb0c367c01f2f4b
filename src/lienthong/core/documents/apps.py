# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.registry import CoreConfig


class DocumentsConfig(CoreConfig):
    """Configuration of the app."""

    default = True
    name = "lienthong.core.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("giấy tờ, văn bản")

    def ready(self) -> None:
        """Say what the books of documents are called, and who reads a free document."""
        from lienthong.core.documents.domain.free import FREE_DOCUMENT  # the app is being set up
        from lienthong.core.documents.domain.readers import register_file_reader
        from lienthong.core.documents.queries.books import (  # models first
            series_titles,
            special_series,
        )
        from lienthong.core.documents.queries.free import reads_free_file  # models first
        from lienthong.core.numbering.api import register_series  # models first

        super().ready()
        register_file_reader(FREE_DOCUMENT, reads_free_file)
        register_series(series_titles, fixed=lambda: special_series()[1:])
