"""The statements of `overview.py`: each is bounded, and each sees only what `:user_id` owns."""

PROJECTS = """
SELECT p.id, p.name, coalesce(p.description, '') AS description, p.task_queue_name, p.is_default,
       (SELECT count(*) FROM workflows w WHERE w.project_id = p.id AND NOT w.is_archived) AS workflows,
       (SELECT count(*) FROM workflow_executions e
         WHERE e.project_id = p.id AND e.status IN ('building', 'running')) AS running,
       (SELECT count(*) FROM workflow_executions e
         WHERE e.project_id = p.id AND e.status IN ('failed', 'timed_out')
           AND e.started_at > now() - interval '24 hours') AS failed_24h,
       (SELECT max(e.started_at) FROM workflow_executions e WHERE e.project_id = p.id) AS last_execution_at
  FROM projects p
 WHERE NOT p.is_archived AND p.created_by = :user_id AND (CAST(:only AS uuid) IS NULL OR p.id = :only)
 ORDER BY p.is_default DESC, lower(p.name)
"""

DAYS = """
SELECT p.id AS project_id, d.day::date AS day,
       count(*) FILTER (WHERE e.status = 'completed') AS completed,
       count(*) FILTER (WHERE e.status IN ('failed', 'timed_out')) AS failed,
       count(*) FILTER (WHERE e.status NOT IN ('completed', 'failed', 'timed_out')) AS other
  FROM unnest(CAST(:projects AS uuid[])) AS p(id)
 CROSS JOIN generate_series(current_date - 13, current_date, interval '1 day') AS d(day)
  LEFT JOIN workflow_executions e
    ON e.project_id = p.id AND e.started_at >= d.day AND e.started_at < d.day + interval '1 day'
 WHERE CAST(:user_id AS uuid) IS NOT NULL
 GROUP BY p.id, d.day
 ORDER BY d.day
"""

WORKFLOWS = """
SELECT w.id, w.project_id, p.name AS project_name, w.display_name, w.kebab_name, s.name AS status,
       v.number AS version_number, v.id IS NOT NULL AND v.revision <> w.revision AS changed_since_deploy,
       w.updated_at
  FROM workflows w
  JOIN projects p ON p.id = w.project_id
  JOIN workflow_statuses s ON s.id = w.status_id
  LEFT JOIN workflow_versions v ON v.id = w.current_version_id
 WHERE NOT w.is_archived AND NOT p.is_archived AND w.created_by = :user_id
   AND (CAST(:project_id AS uuid) IS NULL OR w.project_id = :project_id)
   AND (CAST(:only AS uuid) IS NULL OR w.id = :only)
 ORDER BY w.updated_at DESC, w.id
 LIMIT :limit
"""

LAST_RUNS = """
SELECT e.*
  FROM unnest(CAST(:workflows AS uuid[])) AS w(id)
 CROSS JOIN LATERAL (
       SELECT x.id, x.workflow_id, x.number, x.status, x.started_at, x.duration_ms
         FROM workflow_executions x
        WHERE x.workflow_id = w.id AND CAST(:user_id AS uuid) IS NOT NULL
        ORDER BY x.started_at DESC, x.id DESC
        LIMIT 10) AS e
 ORDER BY e.started_at DESC, e.id DESC
"""

EXECUTIONS = """
SELECT e.id, e.number, e.workflow_id, w.display_name AS workflow_name, e.project_id, p.name AS project_name,
       v.number AS version_number, e.status, e.started_at, e.completed_at, e.duration_ms,
       coalesce(u.display_name, u.email) AS started_by, e.error,
       (SELECT c.component_name FROM component_executions c
         WHERE c.workflow_execution_id = e.id AND c.node_path = e.error->>'node') AS error_label,
       CASE WHEN pg_column_size(e.output) < 4000 THEN e.output END AS output,
       (SELECT count(*) FROM component_executions c
         WHERE c.workflow_execution_id = e.id AND c.status NOT IN ('pending', 'skipped')) AS steps
  FROM workflow_executions e
  JOIN workflows w ON w.id = e.workflow_id
  JOIN projects p ON p.id = e.project_id
  JOIN users u ON u.id = e.created_by
  LEFT JOIN workflow_versions v ON v.id = e.workflow_version_id
 WHERE p.created_by = :user_id
   AND (CAST(:workflow_id AS uuid) IS NULL OR e.workflow_id = :workflow_id)
   AND (CAST(:project_id AS uuid) IS NULL OR e.project_id = :project_id)
   AND (CAST(:only AS uuid) IS NULL OR e.id = :only)
   AND (CAST(:statuses AS text[]) IS NULL OR e.status = ANY (:statuses))
   AND (CAST(:after_at AS timestamptz) IS NULL
        OR (e.started_at, e.id) < (CAST(:after_at AS timestamptz), CAST(:after_id AS uuid)))
 ORDER BY e.started_at DESC, e.id DESC
 LIMIT :limit
"""

CURRENT_STEPS = """
SELECT DISTINCT ON (c.workflow_execution_id) c.workflow_execution_id AS execution_id, c.component_name AS label
  FROM component_executions c
 WHERE c.workflow_execution_id = ANY (CAST(:executions AS uuid[])) AND c.status IN ('running', 'waiting')
   AND CAST(:user_id AS uuid) IS NOT NULL
 ORDER BY c.workflow_execution_id, c.started_at DESC NULLS LAST
"""
