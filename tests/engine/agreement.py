"""The two ways of recording must agree: what was heard while it ran, and what the history rebuilds."""

from engine.history.replay import Rebuilt
from engine.transitions import ExecutionTransition, StepTransition

# The worker's attempt transitions, not the interpreter's, carry these while an activity runs.
SECONDS = 10


def assert_agreement(
    steps: dict[str, StepTransition], execution: ExecutionTransition, rebuilt: Rebuilt
) -> None:
    again = {step.path: step for step in rebuilt.steps}
    assert list(again) == list(steps)
    for path, live in steps.items():
        _assert_same(live, again[path])
    assert rebuilt.execution.status == execution.status
    assert rebuilt.execution.output == execution.output
    assert rebuilt.execution.error == execution.error
    assert abs(rebuilt.execution.at - execution.at) < SECONDS


def _assert_same(live: StepTransition, again: StepTransition) -> None:
    for name in ("status", "input", "output", "error", "live_handles", "activity", "name", "waits_until"):
        assert getattr(again, name) == getattr(live, name), (live.path, name)
    for name in ("scheduled_at", "completed_at"):
        one, other = getattr(live, name), getattr(again, name)
        assert (one is None) == (other is None), (live.path, name)
        assert one is None or abs(one - other) < SECONDS, (live.path, name)
