# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Definitions with versions; instances with their stored state."""

from lienthong.core.process.models.definition import ProcessDefinition, ProcessVersion
from lienthong.core.process.models.instance import ProcessInstance, ProcessState

__all__ = ["ProcessDefinition", "ProcessInstance", "ProcessState", "ProcessVersion"]
