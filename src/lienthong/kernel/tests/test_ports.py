# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterator

import pytest

from lienthong.kernel import ports


@pytest.fixture
def clean() -> Iterator[None]:
    before = dict(ports._tasks)
    yield
    ports._tasks.clear()
    ports._tasks.update(before)


def count_one_way() -> int:
    return 1


def count_another_way() -> int:
    return 2


def test_task_when_registered_then_is_found_with_its_schedule(clean: None) -> None:
    @ports.task("kernel.count_things", every="0 3 * * *", retries=2)
    def count_things() -> int:
        return 3

    job = ports.tasks()["kernel.count_things"]
    assert (job.every, job.retries, job.function()) == ("0 3 * * *", 2, 3)
    assert count_things() == 3


def test_task_when_name_is_taken_by_another_function_then_is_refused(clean: None) -> None:
    ports.task("kernel.count_things")(count_one_way)

    with pytest.raises(ValueError, match=r"kernel\.count_things"):
        ports.task("kernel.count_things")(count_another_way)


def test_every_port_is_bound_when_the_platform_has_started() -> None:
    assert ports._bound.authorise is not None
    assert ports._bound.record is not None
    assert ports._bound.defer is not None
