"""Deploy: what is going to be deployed, what keeps it from it, and a note for the history."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from graph.changes import Changes
from graph.errors import NotDeployable
from graph.problems import Problem, Severity
from services import deployments
from services.views import VersionRow
from ui.components.dialog import Dialog, ctrl_enter
from ui.components.fields import text_input
from ui.components.markup import icon, tag
from ui.pages.editor.change_list import change_list, count_words
from ui.pages.editor.problems import named
from ui.pages.editor.session import EditorSession
from ui.session import speaking

_SHOWN = 8


class DeployDialog(Dialog):
    """Makes a version of the saved draft; refused while it has errors, which are listed with their nodes."""

    def __init__(
        self,
        session: EditorSession,
        changes: Changes | None,
        *,
        on_deployed: Callable[[VersionRow], Awaitable[None]],
        on_refused: Callable[[Sequence[Problem]], Any],
        on_pick: Callable[[Problem], Any],
    ) -> None:
        workflow = session.workflow
        number = (workflow.version_number or 0) + 1
        super().__init__(
            f"Deploy {workflow.display_name} as v{number}",
            _subtitle(session, changes),
            verb=f"Deploy v{number}",
            on_submit=self._deploy,
            width=480,
        )
        self._session, self._on_deployed, self._on_refused = session, on_deployed, on_refused
        self._on_pick = on_pick
        with self.lead:
            ctrl_enter("to deploy")
        with self.body:
            if changes:
                change_list(changes)
            self._checks = tag("ul", classes="checks", data_testid="deploy-checks")
            with tag("div", classes="note-in"):
                self._note = text_input("Note", note="for the history", autofocus=True)
        self._show(session.problems)

    async def _deploy(self) -> None:
        self.set_busy(busy=True)
        try:
            with speaking(at=self._note.show_fault):
                await self._deploy_saved()
        finally:
            if not self.is_deleted:
                self.set_busy(busy=False)

    async def _deploy_saved(self) -> None:
        if not await self._session.until_saved(10):
            self._note.show_fault(
                "The last edits are not saved yet. They are kept here; deploy once they are."
            )
            return
        page = self._session.page
        try:
            version = await deployments.deploy(
                page.app, page.actor, self._session.workflow_id, note=self._note.value.strip()
            )
        except NotDeployable as error:
            self._show(error.problems)
            self._on_refused(error.problems)
            return
        await self._on_deployed(version)
        self.close()

    def _show(self, problems: Sequence[Problem]) -> None:
        labels = {node.id: node.label for node in self._session.definition.nodes}
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        self._checks.clear()
        with self._checks:
            if not errors:
                with tag("li"):
                    icon("check_circle", "fill").style("color: var(--green-solid)")
                    tag("span", "No errors. Executions that run stay on the version they began with.")
            for problem in [*errors, *(each for each in problems if each not in errors)][:_SHOWN]:
                self._problem(problem, labels.get(problem.node_id or "", ""))
            if len(problems) > _SHOWN:
                tag("li", f"and {len(problems) - _SHOWN} more, listed under the canvas")

    def _problem(self, problem: Problem, label: str) -> None:
        is_error = problem.severity is Severity.ERROR
        colour = "--red-solid" if is_error else "--amber-solid"
        with tag("li", data_problem=problem.code):
            icon("error" if is_error else "warning", "fill").style(f"color: var({colour})")
            with tag("span"):
                strong, rest = named(label, problem.message)
                tag("b", strong)
                tag("span", f"{rest} ")
                if problem.node_id:
                    show = tag("button", "Show", type="button")
                    show.on("click", lambda _: self._leave_for(problem), [])

    def _leave_for(self, problem: Problem) -> None:
        self._on_pick(problem)
        self.close()


def _subtitle(session: EditorSession, changes: Changes | None) -> str:
    if changes is not None:
        return f"{count_words(changes)} since v{session.workflow.version_number}"
    counts = {"node": len(session.definition.nodes), "edge": len(session.definition.edges)}
    return " and ".join(f"{n:,} {word}{'' if n == 1 else 's'}" for word, n in counts.items())
