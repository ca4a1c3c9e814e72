"""Definitions from files: reading one, and running it like any other workflow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.activities import ACTIVITY_SPECS
from graph.definition import Definition
from graph.errors import InvalidInput, NotDeployable
from graph.loading import parse_values
from graph.names import kebab_name
from graph.problems import Severity
from graph.rules import check
from services import deployments, executions
from services.app import App
from services.context import Actor
from services.views import ExecutionRow, StepRow


def read_json(file: Path, *, what: str) -> Any:
    """The value in a file; raises InvalidInput with the file and the place that is wrong."""
    try:
        return json.loads(file.read_bytes())
    except OSError as error:
        raise InvalidInput(f"{what} {file} cannot be read: {error.strerror}.") from error
    except RecursionError as error:
        raise InvalidInput(f"{what} {file} is nested too deeply.") from error
    except ValueError as error:
        raise InvalidInput(f"{what} {file} is not JSON: {error}.") from error


def read_definition(file: Path) -> Definition:
    """The definition in a file, without errors; raises InvalidInput, or NotDeployable with every error."""
    values = read_json(file, what="The definition")
    try:
        definition = parse_values(values)
    except InvalidInput as error:
        raise InvalidInput(f"{file} is not a definition. {error.message}.", field=error.field) from error
    errors = [found for found in check(definition, ACTIVITY_SPECS) if found.severity is Severity.ERROR]
    if errors:
        raise NotDeployable(errors)
    return definition


async def execute_definition(
    app: App, actor: Actor, definition: Definition, input: Any, *, name: str
) -> tuple[ExecutionRow, tuple[StepRow, ...]]:
    """Runs the definition to its end, as a workflow of the default project; the same one is not made twice."""
    # The content is a part of the name: another definition under the same file name is another workflow.
    kebab = f"{kebab_name(name)[:60].strip('-')}-{definition.content_hash()[:8]}"
    async with app.change(actor) as work:
        projects = await work.overview.projects()
        project = next(project for project in projects if project.is_default)
        rows = await work.overview.workflows(project_id=project.id)
        known = next((row.id for row in rows if row.kebab_name == kebab), None)
        if known is None:
            created = await work.workflows.create(
                project_id=project.id,
                task_queue_name=project.task_queue_name,
                display_name=name,
                kebab_name=kebab,
                definition=definition.to_json(),
            )
            await work.projections.follow(created.id, Definition(), definition)
            work.notify("project_changed", project.id)
            known = created.id
    await deployments.deploy(app, actor, known)
    started = await executions.start_execution(app, actor, known, input)
    return await executions.ended(app, actor, started.id)
