# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Definitions with versions and the next one in the making; instances with their stored state."""

from lienthong.core.process.models.definition import ProcessDefinition, ProcessVersion
from lienthong.core.process.models.design import ProcessDesign, ProcessEdit
from lienthong.core.process.models.instance import ProcessInstance, ProcessState

__all__ = [
    "ProcessDefinition",
    "ProcessDesign",
    "ProcessEdit",
    "ProcessInstance",
    "ProcessState",
    "ProcessVersion",
]
