"""A batch: the newest word on everything that changed since the last one was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.transitions import AttemptTransition, ExecutionTransition, StepTransition, Transition

Run = tuple[str, str]  # temporal_workflow_id, temporal_run_id
StepKey = tuple[str, str, str]  # … and the step's path
AttemptKey = tuple[str, str, str, int]  # … and the attempt's number


@dataclass
class Batch:
    """Of several states of one thing only the last is kept: it cannot outgrow what there is to show."""

    executions: dict[Run, ExecutionTransition] = field(default_factory=dict)
    steps: dict[StepKey, StepTransition] = field(default_factory=dict)
    attempts: dict[AttemptKey, AttemptTransition] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.executions) + len(self.steps) + len(self.attempts)

    def add(self, transitions: Iterable[Transition]) -> None:
        """Takes transitions in the order in which they happened."""
        for transition in transitions:
            run = (transition.temporal_workflow_id, transition.temporal_run_id)
            match transition:
                case StepTransition(path=path):
                    self.steps[(*run, path)] = transition
                case AttemptTransition(path=path, attempt=number):
                    self.attempts[(*run, path, number)] = transition
                case ExecutionTransition():
                    self.executions[run] = transition

    @property
    def runs(self) -> set[Run]:
        """The executions that it speaks of."""
        return {*self.executions, *(key[:2] for key in self.steps), *(key[:2] for key in self.attempts)}

    def of_run(self, run: Run) -> Batch:
        """What it says of one execution."""
        return Batch(
            executions={key: each for key, each in self.executions.items() if key == run},
            steps={key: each for key, each in self.steps.items() if key[:2] == run},
            attempts={key: each for key, each in self.attempts.items() if key[:2] == run},
        )

    def shed(self) -> None:
        """Lets go of the steps and attempts: the history still has them."""
        self.steps.clear()
        self.attempts.clear()

    def closed(self) -> Iterator[ExecutionTransition]:
        return (each for each in self.executions.values() if each.status.is_closed)
