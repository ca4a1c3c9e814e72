"""The catalogue: the activities that the workers' code has, as rows that nodes and steps can point to."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from data.storable import to_json
from graph.catalogue import ActivitySpec

PACKAGE = "workflow-builder"

_SYNC = text("""
INSERT INTO activities (
  name, function_name, module_path, package_name, display_name, icon, summary, category, description,
  input_schema, output_schema, created_by)
SELECT s.name, s.name, 'engine.activities.' || s.name, :package, s.label, s.icon, s.summary, s.category, s.description,
       s.input_schema, s.output_schema, :created_by
  FROM jsonb_to_recordset(CAST(:specs AS jsonb)) AS s(
       name text, label text, icon text, summary text, category text, description text,
       input_schema jsonb, output_schema jsonb)
    ON CONFLICT (package_name, function_name) DO UPDATE
   SET display_name = EXCLUDED.display_name, icon = EXCLUDED.icon, summary = EXCLUDED.summary,
       category = EXCLUDED.category, description = EXCLUDED.description, input_schema = EXCLUDED.input_schema,
       output_schema = EXCLUDED.output_schema, is_active = true
""")
_RETIRE = text(
    "UPDATE activities SET is_active = false"
    " WHERE package_name = :package AND is_active AND NOT name = ANY (:names)"
)


class Catalogue:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def sync(self, specs: Iterable[ActivitySpec], *, created_by: UUID) -> None:
        """Makes the product's own rows exactly these; what is gone stays as inactive, for old executions' sake."""
        rows = [
            {
                "name": spec.name,
                "label": spec.label,
                "icon": spec.icon,
                "summary": spec.summary,
                "category": spec.category,
                "description": spec.description,
                "input_schema": dict(spec.input_schema),
                "output_schema": dict(spec.output_schema) if spec.output_schema else None,
            }
            for spec in specs
        ]
        names = [row["name"] for row in rows]
        await self._session.execute(_RETIRE, {"package": PACKAGE, "names": names})
        await self._session.execute(
            _SYNC, {"package": PACKAGE, "specs": to_json(rows), "created_by": created_by}
        )
