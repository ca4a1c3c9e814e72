"""Run: a form made from the trigger's input schema, or JSON; two views of one value."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import jsonschema
from nicegui import ui
from referencing.exceptions import Unresolvable

from graph.errors import InvalidInput
from services import executions
from services.views import ExecutionRow
from ui.components.buttons import segment
from ui.components.dialog import Dialog, ctrl_enter
from ui.components.fields import Field, Select
from ui.components.markup import tag
from ui.components.schema_form import Fault, SchemaForm, Texts, fields_of
from ui.components.schema_form.values import read_json
from ui.components.text_field import TextField
from ui.components.times import time_of
from ui.pages.editor.session import EditorSession
from ui.session import speaking

LastInputs = Sequence[tuple[ExecutionRow, Any]]


class RunDialog(Dialog):
    """Starts an execution of the deployed version and leads to its page."""

    def __init__(self, session: EditorSession, schema: dict[str, Any] | None, last: LastInputs) -> None:
        workflow = session.workflow
        super().__init__(
            f"Run {workflow.display_name}",
            _subtitle(session),
            verb="Run",
            on_submit=self._run,
            width=480,
            enter_submits=False,
        )
        self._session, self._schema, self._last = session, schema or {}, last
        self._specs = fields_of(self._schema, expressions=False)
        self._value: Any = last[0][1] if last and _fits(self._schema, last[0][1]) else _defaults(self._schema)
        self._json: str | None = None  # the text of the JSON view while it is no value
        self._texts = Texts({})
        self._form: SchemaForm | None = None
        self._view = "form" if self._specs and isinstance(self._value, dict) else "json"
        with self.lead:
            ctrl_enter("to run")
        with self.body:
            self._draw_strip()
            self._place = tag("div")
            self._field = Field("")
            self._field.label.set_attributes(hidden="")
        self._draw()

    def _draw_strip(self) -> None:
        if not self._last and not self._specs:
            return
        with tag("div", classes="strip"):
            if self._last:
                self._draw_last()
            else:
                tag("span", classes="grow")
            if self._specs:
                self._tabs = tag("span")
                self._draw_tabs()

    def _draw_last(self) -> None:
        words = {
            str(number): f"{'Input' if number else 'Last input'}, run {row.number}, "
            for number, (row, _) in enumerate(self._last)
        }
        choice = Select({"": "Inputs of earlier runs…", **words}, "", self._take_last, label="Earlier inputs")
        for option, (row, _) in zip(list(choice)[1:], self._last, strict=True):
            with option:
                time_of(row.started_at, form="moment")

    def _draw_tabs(self) -> None:
        self._tabs.clear()
        with self._tabs:
            segment({"form": "Form", "json": "JSON"}, self._view, self._show_view, label="View of the input")

    def _take_last(self, number: str) -> None:
        if number:
            self._value = self._last[int(number)][1]
            self._json = None
            self._texts.broken.clear()
            self._field.show_fault(None)
            self._draw()

    def _show_view(self, view: str) -> None:
        unreadable = view == "form" and (self._json is not None or not isinstance(self._value, dict))
        if unreadable:
            self._field.show_fault("The form needs a JSON object: mend the text first.")
            self._draw_tabs()
            return
        self._view = view
        self._draw()

    def _draw(self) -> None:
        self._place.clear()
        self._form = None
        with self._place:
            if self._view == "form" and isinstance(self._value, dict):
                self._form = SchemaForm(
                    self._specs, self._value, on_change=self._form_edited, texts=self._texts
                )
            else:
                text = _text(self._value) if self._json is None else self._json
                with tag("div", classes="code-area", data_field="input"):
                    TextField(
                        text, label="Input as JSON", multiline=True, mono=True, on_edit=self._json_edited
                    )

    def _form_edited(self, path: tuple[str, ...], value: Any) -> None:
        self._value = _with(self._value, path, value)
        self._field.show_fault(None)
        if self._form:
            self._form.show_faults({})

    def _json_edited(self, text: str) -> None:
        try:
            self._value = read_json(text) if text.strip() else {}
        except InvalidInput as error:
            self._json = text
            self._field.show_fault(error.message)
        else:
            self._json = None
            self._field.show_fault(None)

    async def _run(self) -> None:
        if self._json is not None or (self._form is not None and self._form.broken):
            self._field.show_fault("Mend what is marked first: nothing was started.")
            return
        if not self._check():
            return
        self.set_busy(busy=True)
        page = self._session.page
        try:
            with speaking(at=self._field.show_fault):
                row = await executions.start_execution(
                    page.app, page.actor, self._session.workflow_id, self._value
                )
                ui.navigate.to(f"/executions/{row.id}")
                self.close()
        finally:
            if not self.is_deleted:
                self.set_busy(busy=False)

    def _check(self) -> bool:
        faults = input_faults(self._schema, self._value)
        if self._form is not None:
            self._form.show_faults({path: Fault(words) for path, words in faults.items()})
            named = {spec.key for spec in self._specs}
            faults = {path: words for path, words in faults.items() if path.split(".")[0] not in named}
            if faults or not input_faults(self._schema, self._value):
                self._field.show_fault(_first(faults))
            return not input_faults(self._schema, self._value)
        self._field.show_fault(_first(faults))
        return not faults


def input_faults(schema: dict[str, Any], value: Any) -> dict[str, str]:
    """What in an input does not fit the schema, by dotted path ("" for the whole)."""
    faults: dict[str, str] = {}
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
        for error in jsonschema.Draft202012Validator(schema).iter_errors(value):
            path = [str(part) for part in error.absolute_path]
            if error.validator == "required" and isinstance(error.instance, dict):
                missing = [name for name in error.validator_value if name not in error.instance]
                for name in missing:
                    faults.setdefault(".".join([*path, name]), "This is needed")
            else:
                faults.setdefault(".".join(path), error.message[:200])
    except (jsonschema.SchemaError, Unresolvable):
        return {}  # a schema that is broken itself: the server says so
    return faults


def _first(faults: dict[str, str]) -> str | None:
    return next((f"{path}: {words}" if path else words for path, words in faults.items()), None)


def _fits(schema: dict[str, Any], value: Any) -> bool:
    return not input_faults(schema, value)


def _defaults(schema: dict[str, Any]) -> dict[str, Any]:
    properties = schema.get("properties")
    entries = properties.items() if isinstance(properties, dict) else ()
    return {key: each["default"] for key, each in entries if isinstance(each, dict) and "default" in each}


def _with(value: Any, path: tuple[str, ...], new: Any) -> dict[str, Any]:
    changed = dict(value) if isinstance(value, dict) else {}
    if len(path) > 1:
        changed[path[0]] = _with(changed.get(path[0]), path[1:], new)
    elif new is None:
        changed.pop(path[0], None)
    else:
        changed[path[0]] = new
    return changed


def _text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _subtitle(session: EditorSession) -> str:
    workflow = session.workflow
    newer = "; the draft has newer changes" if session.changed_since_deploy else ""
    return f"Runs v{workflow.version_number}, the deployed version{newer}"


class NotDeployedDialog(Dialog):
    """Says that nothing can run yet, and offers what can be done about it."""

    def __init__(self, name: str, on_deploy: Callable[[], Awaitable[None]]) -> None:
        super().__init__(
            f"{name} is not deployed yet",
            "Only a deployed version runs. Deploying makes one of what is drawn.",
            verb="Deploy…",
            on_submit=self._go,
            width=420,
        )
        self._on_deploy = on_deploy

    async def _go(self) -> None:
        await self._on_deploy()
        self.close()
