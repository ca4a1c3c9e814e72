"""The statements of the recording: each takes a whole batch as one JSON value."""

# ruff: noqa: S608 (the statements are put together from constants of this file alone)

# Late words of a worker never change what the history has settled.
_OF_EXECUTION = """
  JOIN workflow_executions e ON e.temporal_workflow_id = r.workflow
   AND (e.temporal_run_id = r.run OR e.temporal_run_id IS NULL)
   AND e.history_sync_status IS DISTINCT FROM 'synced'
"""

_CLOSED = "('completed', 'failed', 'cancelled', 'timed_out')"

EXECUTIONS = f"""
UPDATE workflow_executions e SET
  status = r.status,
  temporal_run_id = COALESCE(e.temporal_run_id, r.run),
  completed_at = CASE WHEN r.status IN {_CLOSED} THEN to_timestamp(r.at) END,
  output = r.output,
  error = r.error,
  error_message = r.error ->> 'message',
  history_sync_status = CASE WHEN r.status IN {_CLOSED} THEN 'pending' ELSE e.history_sync_status END
FROM jsonb_to_recordset(CAST(:rows AS jsonb))
  AS r(workflow text, run text, status text, at float8, output jsonb, error jsonb)
WHERE e.temporal_workflow_id = r.workflow
  AND (e.temporal_run_id = r.run OR e.temporal_run_id IS NULL)
  AND e.status IN ('building', 'running')
  AND (e.status <> r.status OR e.temporal_run_id IS NULL)
RETURNING e.id, e.workflow_id, e.project_id
"""

_STEP_COLUMNS = """
  id uuid, workflow text, run text, path text, node_id text, name text, status text, at float8,
  activity text, scheduled_at float8, started_at float8, completed_at float8, waits_until float8,
  input jsonb, output jsonb,
  error jsonb, live_handles jsonb, attempt int, attempts jsonb
"""

_LIVE_HANDLES = """
  CASE WHEN r.live_handles IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(r.live_handles)) END
"""

_INSERTED = """
INSERT INTO component_executions (
  id, workflow_execution_id, node_id, node_path, component_name, status, scheduled_at, started_at,
  completed_at, waits_until, input, output, error, error_message, live_handles, activity_id_temporal,
  attempt_number, attempts, state_at)
"""

_GIVEN = f"""
  r.id, e.id, r.node_id, r.path, r.name, r.status, to_timestamp(r.scheduled_at),
  to_timestamp(r.started_at), to_timestamp(r.completed_at), to_timestamp(r.waits_until),
  r.input, r.output, r.error, r.error ->> 'message',
  {_LIVE_HANDLES}, CASE WHEN r.activity IS NOT NULL THEN r.path END, COALESCE(r.attempt, 1),
  COALESCE(r.attempts, '[]'), to_timestamp(r.at)
"""

_TAKEN_OVER = """
  node_id = EXCLUDED.node_id, component_name = EXCLUDED.component_name,
  scheduled_at = EXCLUDED.scheduled_at, completed_at = EXCLUDED.completed_at,
  waits_until = EXCLUDED.waits_until, input = EXCLUDED.input, output = EXCLUDED.output,
  error = EXCLUDED.error, error_message = EXCLUDED.error_message,
  live_handles = EXCLUDED.live_handles, activity_id_temporal = EXCLUDED.activity_id_temporal,
  state_at = EXCLUDED.state_at
"""

# That an activity runs is the word of the worker that runs it: the interpreter only knows `pending`.
STEPS = f"""
WITH written AS (
  {_INSERTED}
  SELECT {_GIVEN}
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r({_STEP_COLUMNS})
  {_OF_EXECUTION}
  ORDER BY e.id, r.path -- all workers lock rows in one order
  ON CONFLICT (workflow_execution_id, node_path) DO UPDATE SET
    {_TAKEN_OVER},
    status = CASE WHEN component_executions.status = 'running' AND EXCLUDED.status = 'pending'
             THEN 'running' ELSE EXCLUDED.status END,
    started_at = COALESCE(EXCLUDED.started_at, component_executions.started_at),
    attempt_number = GREATEST(EXCLUDED.attempt_number, component_executions.attempt_number)
  WHERE component_executions.state_at <= EXCLUDED.state_at
  RETURNING workflow_execution_id
)
SELECT DISTINCT workflow_execution_id AS id FROM written
"""

# Another process may run the activity and write before the one with the interpreter: the row is made here.
ATTEMPTS = f"""
WITH written AS (
  INSERT INTO component_executions (
    id, workflow_execution_id, node_id, node_path, component_name, status, started_at,
    activity_id_temporal, attempt_number, attempts, state_at)
  SELECT r.id, e.id, r.node_id, r.path, r.node_id, 'running', to_timestamp(r.started_at),
         r.path, r.number, r.attempts, to_timestamp(0)
  FROM jsonb_to_recordset(CAST(:rows AS jsonb))
    AS r(id uuid, workflow text, run text, path text, node_id text, started_at float8, number int,
         attempts jsonb)
  {_OF_EXECUTION}
  ORDER BY e.id, r.path -- all workers lock rows in one order
  ON CONFLICT (workflow_execution_id, node_path) DO UPDATE SET
    status = CASE component_executions.status WHEN 'pending' THEN 'running'
             ELSE component_executions.status END,
    started_at = COALESCE(component_executions.started_at, EXCLUDED.started_at),
    activity_id_temporal = EXCLUDED.activity_id_temporal,
    attempt_number = GREATEST(EXCLUDED.attempt_number, component_executions.attempt_number),
    attempts = (
      SELECT jsonb_agg(merged.one ORDER BY (merged.one ->> 'number')::int)
      FROM (
        SELECT old AS one FROM jsonb_array_elements(component_executions.attempts) AS old
        WHERE NOT EXISTS (
          SELECT 1 FROM jsonb_array_elements(EXCLUDED.attempts) AS new
          WHERE new -> 'number' = old -> 'number')
        UNION ALL SELECT new FROM jsonb_array_elements(EXCLUDED.attempts) AS new
      ) AS merged)
  RETURNING workflow_execution_id
)
SELECT DISTINCT workflow_execution_id AS id FROM written
"""

_RECORDED = "id, workflow_id, temporal_workflow_id, temporal_run_id, status, started_at"

# `history_synced_at` is the time of the last try. A failure is tried again after a quarter of its age.
CLAIM = f"""
UPDATE workflow_executions SET history_sync_status = 'syncing', history_synced_at = now()
WHERE id IN (
  SELECT id FROM workflow_executions
  WHERE completed_at IS NOT NULL AND history_sync_status IS DISTINCT FROM 'synced'
    AND CASE COALESCE(history_sync_status, 'pending')
      WHEN 'pending' THEN history_synced_at IS NULL OR history_synced_at < now() - interval '3 s'
      WHEN 'syncing' THEN history_synced_at < now() - interval '60 s'
      ELSE history_synced_at < now() - GREATEST(interval '60 s', (now() - completed_at) / 4) END
  ORDER BY completed_at LIMIT :limit FOR UPDATE SKIP LOCKED)
RETURNING {_RECORDED}
"""

GIVE_BACK = "UPDATE workflow_executions SET history_sync_status = 'pending' WHERE id = :id"

SYNC_FAILED = """
UPDATE workflow_executions
SET history_sync_status = 'failed', history_sync_error = :reason, history_synced_at = now() WHERE id = :id
"""

OPEN = f"""
SELECT {_RECORDED} FROM workflow_executions
WHERE status IN ('building', 'running') AND (CAST(:after AS uuid) IS NULL OR id > :after)
ORDER BY id LIMIT :limit
"""

SEEN_ATTEMPTS = "SELECT node_path, attempts FROM component_executions WHERE workflow_execution_id = :id"

FORGET_OTHERS = """
DELETE FROM component_executions WHERE workflow_execution_id = :id AND node_path NOT IN (
  SELECT r.path FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(path text))
"""

EXACT_STEPS = f"""
{_INSERTED}
SELECT {_GIVEN}
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r({_STEP_COLUMNS})
JOIN workflow_executions e ON e.id = :id
ON CONFLICT (workflow_execution_id, node_path) DO UPDATE SET
  {_TAKEN_OVER},
  status = EXCLUDED.status, started_at = EXCLUDED.started_at, attempt_number = EXCLUDED.attempt_number,
  attempts = EXCLUDED.attempts
"""

EXACT_EXECUTION = """
UPDATE workflow_executions e SET
  status = r.status,
  temporal_run_id = r.run,
  completed_at = to_timestamp(r.at),
  output = r.output,
  error = r.error,
  error_message = r.error ->> 'message',
  activities_executed = r.activities,
  history_sync_status = 'synced',
  history_sync_error = NULL,
  history_synced_at = now()
FROM jsonb_to_record(CAST(:row AS jsonb))
  AS r(run text, status text, at float8, output jsonb, error jsonb, activities bigint)
WHERE e.id = :id
RETURNING e.id, e.workflow_id, e.project_id
"""

NOTIFY = "SELECT pg_notify(:channel, :id)"
