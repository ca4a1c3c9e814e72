-- Who acts: set for each transaction by data/session.py.
CREATE OR REPLACE FUNCTION app.current_user_id() RETURNS UUID LANGUAGE sql STABLE AS $$
  SELECT NULLIF(current_setting('app.user_id', true), '')::uuid
$$;

CREATE OR REPLACE FUNCTION app.touch_updated_at() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$$;

-- Every table that has the column keeps it by itself.
DO $$
DECLARE
  name TEXT;
BEGIN
  FOR name IN
    SELECT c.table_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'updated_at' AND t.table_type = 'BASE TABLE'
    ORDER BY 1
  LOOP
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER touch_updated_at BEFORE UPDATE ON public.%I '
      'FOR EACH ROW EXECUTE FUNCTION app.touch_updated_at()', name);
  END LOOP;
END
$$;
