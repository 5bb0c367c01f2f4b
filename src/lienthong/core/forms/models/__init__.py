# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms and their dated versions; the next version in the making; drafts that people fill in."""

from lienthong.core.forms.models.definition import FormDefinition, FormVersion
from lienthong.core.forms.models.design import FormDesign, FormEdit
from lienthong.core.forms.models.draft import FormDraft

__all__ = ["FormDefinition", "FormDesign", "FormDraft", "FormEdit", "FormVersion"]
