"""Statistics: numbers that one job works out anew for whatever was touched; nothing adds to them by hand."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_WORKFLOWS = """
INSERT INTO workflow_statistics (
  workflow_id, total_runs, successful_runs, failed_runs, avg_duration_ms, min_duration_ms, max_duration_ms,
  total_errors, last_error_at, last_run_at)
SELECT w.id, count(e.id),
  count(*) FILTER (WHERE e.status = 'completed'),
  count(*) FILTER (WHERE e.status IN ('failed', 'timed_out')),
  round(avg(e.duration_ms)), min(e.duration_ms), max(e.duration_ms),
  count(*) FILTER (WHERE e.status IN ('failed', 'timed_out')),
  max(e.completed_at) FILTER (WHERE e.status IN ('failed', 'timed_out')),
  max(e.started_at)
FROM workflows w LEFT JOIN workflow_executions e ON e.workflow_id = w.id
WHERE w.id = ANY(CAST(:ids AS uuid[]))
GROUP BY w.id ORDER BY w.id
ON CONFLICT (workflow_id) DO UPDATE SET
  total_runs = EXCLUDED.total_runs, successful_runs = EXCLUDED.successful_runs,
  failed_runs = EXCLUDED.failed_runs, avg_duration_ms = EXCLUDED.avg_duration_ms,
  min_duration_ms = EXCLUDED.min_duration_ms, max_duration_ms = EXCLUDED.max_duration_ms,
  total_errors = EXCLUDED.total_errors, last_error_at = EXCLUDED.last_error_at,
  last_run_at = EXCLUDED.last_run_at
"""

_PROJECTS = """
WITH counted AS (
  SELECT p.id, count(e.id) AS total,
    count(*) FILTER (WHERE e.status IN ('failed', 'timed_out')) AS failures,
    max(e.completed_at) FILTER (WHERE e.status IN ('failed', 'timed_out')) AS last_failure,
    max(e.started_at) AS last, max(e.duration_ms) AS longest, round(avg(e.duration_ms)) AS average,
    coalesce(sum(e.activities_executed), 0) AS activities
  FROM projects p LEFT JOIN workflow_executions e ON e.project_id = p.id
  WHERE p.id IN (SELECT project_id FROM workflows WHERE id = ANY(CAST(:ids AS uuid[])))
  GROUP BY p.id ORDER BY p.id
), busiest AS (
  SELECT DISTINCT ON (project_id) project_id, workflow_id, count(*) AS runs
  FROM workflow_executions WHERE project_id IN (SELECT id FROM counted)
  GROUP BY project_id, workflow_id ORDER BY project_id, runs DESC, workflow_id
), counters AS (
  UPDATE projects SET total_workflow_executions = c.total, total_activity_executions = c.activities,
    avg_execution_duration_ms = c.average, last_execution_at = c.last
  FROM counted c WHERE projects.id = c.id
)
INSERT INTO project_statistics (
  project_id, most_used_workflow_id, most_used_workflow_count, total_executions, longest_run_duration_ms,
  longest_run_workflow_id, total_failures, last_failure_at, last_execution_at)
SELECT c.id, b.workflow_id, coalesce(b.runs, 0), c.total, c.longest,
  (SELECT workflow_id FROM workflow_executions
   WHERE project_id = c.id AND duration_ms = c.longest ORDER BY id LIMIT 1),
  c.failures, c.last_failure, c.last
FROM counted c LEFT JOIN busiest b ON b.project_id = c.id
ON CONFLICT (project_id) DO UPDATE SET
  most_used_workflow_id = EXCLUDED.most_used_workflow_id,
  most_used_workflow_count = EXCLUDED.most_used_workflow_count,
  total_executions = EXCLUDED.total_executions,
  longest_run_duration_ms = EXCLUDED.longest_run_duration_ms,
  longest_run_workflow_id = EXCLUDED.longest_run_workflow_id,
  total_failures = EXCLUDED.total_failures, last_failure_at = EXCLUDED.last_failure_at,
  last_execution_at = EXCLUDED.last_execution_at
"""


class Statistics:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def recompute(self, workflow_ids: Collection[UUID]) -> None:
        """Works out the numbers of these workflows and of their projects."""
        ids = {"ids": sorted(workflow_ids)}
        await self._session.execute(text(_WORKFLOWS), ids)
        await self._session.execute(text(_PROJECTS), ids)
