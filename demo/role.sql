-- The login role that Dragoman uses: reads everything except two columns, writes nothing. May be run again.
SET client_min_messages = warning;
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dragoman_reader') THEN
    CREATE ROLE dragoman_reader LOGIN;
  END IF;
  EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO dragoman_reader', current_database());
  EXECUTE format('ALTER DATABASE %I SET timezone TO ''UTC''', current_database());
END $$;
ALTER ROLE dragoman_reader WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 40;
ALTER ROLE dragoman_reader SET default_transaction_read_only = on;
ALTER ROLE dragoman_reader SET timezone = 'UTC';
ALTER ROLE dragoman_reader SET statement_timeout = '30s';
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

GRANT USAGE ON SCHEMA retail, operations TO dragoman_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA retail, operations TO dragoman_reader;   -- views, partitions and the materialised view too

-- hidden: retail.customer.password_hash and operations.employee.salary_note; the other columns are granted one by one
REVOKE ALL ON retail.customer, operations.employee FROM dragoman_reader;
GRANT SELECT (id, first_name, last_name, email, phone, city, country_code, birth_date, joined_at, loyalty_tier, marketing_consent, preferences)
  ON retail.customer TO dragoman_reader;
GRANT SELECT (id, first_name, last_name, email, job_title, department, store_id, manager_id, hired_on, left_on, salary, languages)
  ON operations.employee TO dragoman_reader;
