-- What else can run code, or hide it: extensions, operators of user types, casts, domains, policies, names in several
-- schemas. Every trap writes to shop.audit_trail when it runs.
CREATE EXTENSION hstore;
CREATE EXTENSION tablefunc;
CREATE EXTENSION dblink;
CREATE EXTENSION pgcrypto;
CREATE EXTENSION fuzzystrmatch;
CREATE EXTENSION ltree;
CREATE EXTENSION intarray;
CREATE EXTENSION unaccent;
CREATE EXTENSION xml2;

-- A type whose operators have the names of built-in ones, sorting included.
CREATE TYPE shop.mood AS (level integer, word text);
CREATE FUNCTION shop.mood_equal(shop.mood, shop.mood) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN PERFORM shop.note('equal'); RETURN true; END $$;
CREATE FUNCTION shop.mood_below(shop.mood, shop.mood) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN PERFORM shop.note('below'); RETURN true; END $$;
CREATE FUNCTION shop.mood_minus(shop.mood) RETURNS integer LANGUAGE plpgsql AS $$
  BEGIN PERFORM shop.note('minus'); RETURN 1; END $$;
CREATE FUNCTION shop.mood_plus(shop.mood, integer) RETURNS integer LANGUAGE plpgsql AS $$
  BEGIN PERFORM shop.note('plus'); RETURN 1; END $$;
CREATE OPERATOR shop.= (LEFTARG = shop.mood, RIGHTARG = shop.mood, FUNCTION = shop.mood_equal);
CREATE OPERATOR shop.<> (LEFTARG = shop.mood, RIGHTARG = shop.mood, FUNCTION = shop.mood_equal);
CREATE OPERATOR shop.< (LEFTARG = shop.mood, RIGHTARG = shop.mood, FUNCTION = shop.mood_below);
CREATE OPERATOR shop.- (RIGHTARG = shop.mood, FUNCTION = shop.mood_minus);
CREATE OPERATOR shop.+ (LEFTARG = shop.mood, RIGHTARG = integer, FUNCTION = shop.mood_plus);
-- Better matches than the built-in ones for one kind of text.
CREATE FUNCTION shop.begins(varchar, varchar) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN PERFORM shop.note('begins'); RETURN true; END $$;
CREATE OPERATOR shop.^@ (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = shop.begins);

-- Casts: implicit, to a document, and between built-in types.
CREATE TYPE shop.gauge AS ENUM ('low', 'high');
CREATE FUNCTION shop.gauge_level(shop.gauge) RETURNS integer LANGUAGE sql AS $$ SELECT shop.note('gauge') $$;
CREATE CAST (shop.gauge AS integer) WITH FUNCTION shop.gauge_level(shop.gauge) AS IMPLICIT;
CREATE TYPE shop.parcel AS (size integer);
CREATE FUNCTION shop.parcel_json(shop.parcel) RETURNS json LANGUAGE sql AS $$ SELECT to_json(shop.note('parcel')) $$;
CREATE CAST (shop.parcel AS json) WITH FUNCTION shop.parcel_json(shop.parcel);
CREATE FUNCTION shop.from_text(text) RETURNS shop.parcel LANGUAGE sql AS $$ SELECT ROW(shop.note('from text'))::shop.parcel $$;
CREATE CAST (text AS shop.parcel) WITH FUNCTION shop.from_text(text);
CREATE FUNCTION shop.moment_number(timestamp) RETURNS bigint LANGUAGE sql AS $$ SELECT shop.note('moment')::bigint $$;
CREATE CAST (timestamp AS bigint) WITH FUNCTION shop.moment_number(timestamp);

-- Domains over domains, arrays and composite types that hold one.
CREATE DOMAIN vault.inner_trap AS text CHECK (shop.honest_looking(length(VALUE)) >= 0);
CREATE DOMAIN shop.outer_trap AS vault.inner_trap;
CREATE DOMAIN shop.trap_list AS vault.inner_trap[];
CREATE TYPE shop.trapped AS (a vault.inner_trap, b integer);
CREATE TYPE shop.trap_range AS RANGE (subtype = integer);
CREATE DOMAIN shop.percentage AS numeric CHECK (VALUE BETWEEN 0 AND 100);
CREATE DOMAIN shop.discount AS shop.percentage CHECK (VALUE < 90);
CREATE DOMAIN shop.slow AS integer CHECK (pg_sleep(0.01) IS NOT NULL);
CREATE TYPE shop.measure AS (amount numeric, unit text, share shop.percentage);

CREATE TABLE shop.feeling (
  feeling_id integer PRIMARY KEY, customer_id integer, mood shop.mood, gauge shop.gauge, parcel shop.parcel,
  felt_at timestamp, measure shop.measure, share shop.percentage, moods shop.mood[], labels hstore, path ltree);
INSERT INTO shop.feeling SELECT n, n, ROW(n, 'fine')::shop.mood, 'low', ROW(n)::shop.parcel, timestamp '2024-01-01 10:00' + n * interval '1 hour',
  ROW(n, 'kg', 5)::shop.measure, n, ARRAY[ROW(n, 'fine')::shop.mood], hstore('color', 'red'), ('a.b' || n)::ltree FROM generate_series(1, 20) n;
-- A function with the name of an attribute: the attribute comes first.
CREATE FUNCTION shop.city(shop.address) RETURNS text LANGUAGE sql AS $$ SELECT shop.note('city')::text $$;
CREATE FUNCTION shop.unit(shop.customer) RETURNS text LANGUAGE sql AS $$ SELECT shop.note('unit')::text $$;

-- Row-level security: by a setting, as many tenants do, and by a function that writes.
CREATE TABLE shop.invoice (invoice_id integer PRIMARY KEY, tenant integer NOT NULL, amount numeric, issued date);
INSERT INTO shop.invoice SELECT n, n % 3, n * 10, '2024-03-01' FROM generate_series(1, 30) n;
ALTER TABLE shop.invoice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_invoices ON shop.invoice FOR SELECT
  USING (tenant = coalesce(nullif(current_setting('app.tenant', true), ''), '1')::integer);
CREATE TABLE shop.ledger (entry integer, amount numeric);
INSERT INTO shop.ledger VALUES (1, 10);
ALTER TABLE shop.ledger ENABLE ROW LEVEL SECURITY;
CREATE POLICY watched ON shop.ledger FOR SELECT USING (shop.note('policy') = 1);
CREATE TABLE vault.diary (entry integer, line text);
ALTER TABLE vault.diary ENABLE ROW LEVEL SECURITY;
CREATE POLICY watched ON vault.diary USING (shop.honest_looking(entry) > 0);
CREATE VIEW shop.diary_lines AS SELECT entry FROM vault.diary;
CREATE TABLE shop.note_book (entry integer, owner name);
INSERT INTO shop.note_book VALUES (1, 'reader');
ALTER TABLE shop.note_book ENABLE ROW LEVEL SECURITY;
CREATE POLICY owners ON shop.note_book USING (owner = current_user OR pg_has_role(current_user, 'pg_monitor', 'MEMBER'));

-- Views that hide operators, casts and functions, and honest ones.
SET search_path = shop, public;
CREATE VIEW shop.joined_view AS SELECT name OPERATOR(shop.|+|) city AS joined FROM shop.customer;
CREATE VIEW shop.cast_view AS SELECT customer_id, spot::text AS spot FROM shop.customer;
CREATE VIEW shop.mood_view AS SELECT feeling_id FROM shop.feeling WHERE mood = ROW(1, 'x')::shop.mood;
CREATE VIEW shop.case_view AS SELECT CASE mood WHEN ROW(1, 'x')::shop.mood THEN 1 END AS same FROM shop.feeling;
CREATE VIEW shop.setting_view AS SELECT current_setting('app.tenant', true) AS tenant, customer_id FROM shop.customer;
CREATE VIEW shop.similar_titles AS SELECT p.title, similarity(p.title, 'produkt') AS score FROM shop.product p WHERE p.title % 'product';
CREATE VIEW shop.locked_view AS SELECT pg_advisory_xact_lock(product_id) IS NULL AS taken FROM shop.product;
CREATE VIEW shop.login_view AS SELECT customer_id FROM shop.customer WHERE login = 'c1';
CREATE MATERIALIZED VIEW shop.noted_once AS SELECT customer_id, upper(name) AS name FROM shop.customer;

RESET search_path;

-- One name in several schemas, and names that need quotes.
CREATE SCHEMA archive;
CREATE TABLE archive.customer (customer_id integer, closed_on date);
CREATE TABLE archive.product (product_id integer, retired_on date);
CREATE TABLE vault.product (product_id integer, cost numeric);
CREATE FUNCTION archive.lower(text) RETURNS text LANGUAGE sql AS $$ SELECT shop.note('archive')::text $$;
-- What the policy denies, in all three ways.
CREATE TABLE shop.returned (order_id integer, reason text);
CREATE TABLE archive.rejected (order_id integer);
CREATE SCHEMA frozen;
CREATE TABLE frozen.customer (customer_id integer);
CREATE SCHEMA "we""ird";
CREATE TABLE "we""ird"."Ta.ble" ("a b" integer, "select" text, "Größe" numeric);
INSERT INTO "we""ird"."Ta.ble" VALUES (1, 'x', 2);
CREATE FUNCTION "we""ird"."Lower"(text) RETURNS text LANGUAGE sql AS $$ SELECT shop.note('weird')::text $$;

-- Secrets where every role can read them.
ALTER ROLE reader SET app.secret = 'hidden in a role';
ALTER ROLE reader SET app.tenant = '1';
GRANT USAGE ON SCHEMA shop, archive, frozen, "we""ird" TO reader;
GRANT SELECT ON ALL TABLES IN SCHEMA shop, public, archive, frozen, "we""ird" TO reader;
REVOKE SELECT ON shop.employee, shop.audit_trail FROM reader;
GRANT SELECT (employee_id, name, manager_id, salary, hired, department) ON shop.employee TO reader;
ALTER ROLE reader SET search_path = shop, public;
ANALYZE;
