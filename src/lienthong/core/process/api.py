# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What others may use of process definitions and the engine. The engine knows no case."""

from lienthong.core.process.actions.publish import publish_version
from lienthong.core.process.adapters.engine import (
    advance,
    cancel,
    close,
    deliver,
    lock_instance,
    migrate,
    open_tasks,
    path,
    plan_migration,
    reset_to,
    return_targets,
    set_values,
    shown_path,
    start,
    values,
)
from lienthong.core.process.domain.bpmn_reading import read_bpmn
from lienthong.core.process.domain.bpmn_writing import write_bpmn
from lienthong.core.process.domain.checking import check_table
from lienthong.core.process.domain.moving import MovePlan
from lienthong.core.process.domain.problems import Problem, TableError
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.refusals import (
    BadData,
    InstanceClosed,
    NotMovable,
    NotOpen,
    NotReturnable,
    UnknownOutcome,
    WrongDefinition,
)
from lienthong.core.process.domain.results import (
    Advance,
    OpenTask,
    ReturnTarget,
    Station,
    StationState,
)
from lienthong.core.process.domain.tables import Kind, Limit, LimitUnit, Of, Outcome, Step, Table
from lienthong.core.process.domain.writing import dump_table
from lienthong.core.process.models import ProcessDefinition, ProcessInstance, ProcessVersion
from lienthong.core.process.permissions import MOVE, PUBLISH
from lienthong.core.process.queries import version_on

__all__ = [
    "MOVE",
    "PUBLISH",
    "Advance",
    "BadData",
    "InstanceClosed",
    "Kind",
    "Limit",
    "LimitUnit",
    "MovePlan",
    "NotMovable",
    "NotOpen",
    "NotReturnable",
    "Of",
    "OpenTask",
    "Outcome",
    "Problem",
    "ProcessDefinition",
    "ProcessInstance",
    "ProcessVersion",
    "ReturnTarget",
    "Station",
    "StationState",
    "Step",
    "Table",
    "TableError",
    "UnknownOutcome",
    "WrongDefinition",
    "advance",
    "cancel",
    "check_table",
    "close",
    "deliver",
    "dump_table",
    "lock_instance",
    "migrate",
    "open_tasks",
    "path",
    "plan_migration",
    "publish_version",
    "read_bpmn",
    "read_table",
    "reset_to",
    "return_targets",
    "set_values",
    "shown_path",
    "start",
    "values",
    "version_on",
    "write_bpmn",
]
