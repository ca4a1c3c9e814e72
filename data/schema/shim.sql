-- What the tables lean on, made where it is absent; on Supabase only `app` is.
CREATE SCHEMA IF NOT EXISTS app;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'supabase_auth_admin') THEN
    RETURN;
  END IF;
  CREATE SCHEMA IF NOT EXISTS auth;
  CREATE SCHEMA IF NOT EXISTS extensions;
  CREATE TABLE IF NOT EXISTS auth.users (
    id UUID NOT NULL,
    email TEXT,
    raw_user_meta_data JSONB,
    created_at TIMESTAMPTZ DEFAULT now(),
    CONSTRAINT users_pkey PRIMARY KEY (id)
  );
  CREATE OR REPLACE FUNCTION auth.uid() RETURNS UUID LANGUAGE sql STABLE AS $f$
    SELECT (NULLIF(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
  $f$;
END
$$;
