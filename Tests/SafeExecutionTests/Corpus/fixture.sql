-- A small shop with honest tables and with everything that could make a harmless looking statement run code.
CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
CREATE SCHEMA shop;
CREATE SCHEMA vault;
CREATE TYPE shop.channel AS ENUM ('web', 'store', 'phone');
CREATE DOMAIN shop.email AS text CHECK (VALUE ~ '@');
CREATE TYPE shop.spot AS (x integer, y integer);
CREATE TYPE shop.address AS (street text, city text, zip text);

CREATE TABLE shop.audit_trail (id bigint GENERATED ALWAYS AS IDENTITY, note text);
CREATE FUNCTION shop.note(what text) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
  BEGIN INSERT INTO shop.audit_trail (note) VALUES (what); RETURN 1; END $$;
CREATE FUNCTION shop.honest_looking(n integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN PERFORM shop.note('immutable'); RETURN n; END $$;
CREATE DOMAIN shop.trap AS text CHECK (shop.honest_looking(length(VALUE)) >= 0);

CREATE TABLE shop.customer (
  customer_id integer PRIMARY KEY, name text NOT NULL, email shop.email, login citext, city varchar(40), country text,
  born date, home shop.address, spot shop.spot, tags text[] NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE shop.category (category_id integer PRIMARY KEY, name text NOT NULL, parent_id integer REFERENCES shop.category);
CREATE TABLE shop.product (
  product_id integer PRIMARY KEY, title text NOT NULL, category_id integer REFERENCES shop.category, price numeric(12,2),
  weight double precision, attributes jsonb, available daterange, description text, discontinued boolean DEFAULT false);
CREATE TABLE shop."order" (
  order_id integer PRIMARY KEY, customer_id integer REFERENCES shop.customer, ordered_at timestamptz NOT NULL,
  shipped_at timestamptz, channel shop.channel NOT NULL, note text, discount numeric(5,2));
CREATE TABLE shop.order_item (
  order_id integer REFERENCES shop."order", line integer, product_id integer REFERENCES shop.product,
  quantity integer NOT NULL, unit_price numeric(12,2) NOT NULL, PRIMARY KEY (order_id, line));
CREATE TABLE shop.employee (
  employee_id integer PRIMARY KEY, name text, manager_id integer REFERENCES shop.employee, salary numeric, hired date,
  department text, secret_note text);
CREATE TABLE shop.measurement (taken_at timestamptz NOT NULL, sensor integer, value double precision, host inet)
  PARTITION BY RANGE (taken_at);
CREATE TABLE shop.measurement_2024 PARTITION OF shop.measurement FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE shop.booking (room integer, during tstzrange, guests integer[], place point);
CREATE TABLE shop."Mixed Case" ("Id" integer, "Some Name" text, "select" integer);
CREATE TABLE public.rating (product_id integer, customer_id integer, stars smallint, review text, rated_on date);
CREATE TABLE vault.secret (id integer, token text);
INSERT INTO vault.secret VALUES (1, 'hidden');

CREATE VIEW shop.order_total AS
  SELECT o.order_id, o.customer_id, o.ordered_at, sum(i.quantity * i.unit_price) AS total
  FROM shop."order" o JOIN shop.order_item i USING (order_id) GROUP BY o.order_id;
CREATE VIEW shop.slow_view AS SELECT c.customer_id, pg_sleep(0.01)::text AS pause FROM shop.customer c;
CREATE VIEW shop.noted_view AS SELECT c.customer_id, shop.note(c.name) AS noted FROM shop.customer c;
CREATE VIEW shop.view_of_view AS SELECT customer_id FROM shop.slow_view;
CREATE VIEW shop.catalog_view AS SELECT rolname FROM pg_catalog.pg_roles;
CREATE VIEW vault.inner_view AS SELECT id, pg_sleep(0.01)::text AS pause FROM vault.secret;
CREATE VIEW shop.deep_view AS SELECT id FROM vault.inner_view;
CREATE MATERIALIZED VIEW shop.monthly AS
  SELECT date_trunc('month', ordered_at) AS month, count(*) AS orders FROM shop."order" GROUP BY 1;

-- Attribute notation, a shadow of a built-in, an operator, a cast.
CREATE FUNCTION shop.touch(shop.customer) RETURNS text LANGUAGE plpgsql AS $$
  BEGIN PERFORM shop.note('touched'); RETURN 'x'; END $$;
CREATE FUNCTION shop.describe(anyelement) RETURNS text LANGUAGE sql AS $$ SELECT shop.note('any')::text $$;
CREATE FUNCTION public.initcap(varchar) RETURNS text LANGUAGE sql AS $$ SELECT shop.note('shadow')::text $$;
CREATE FUNCTION shop.loud_join(text, text) RETURNS text LANGUAGE sql AS $$ SELECT shop.note('operator')::text $$;
CREATE OPERATOR shop.|+| (LEFTARG = text, RIGHTARG = text, FUNCTION = shop.loud_join);
CREATE FUNCTION shop.to_text(shop.spot) RETURNS text LANGUAGE sql AS $$ SELECT shop.note('cast')::text $$;
CREATE CAST (shop.spot AS text) WITH FUNCTION shop.to_text(shop.spot) AS ASSIGNMENT;
CREATE FUNCTION shop.collect_step(text, text) RETURNS text LANGUAGE sql AS $$ SELECT shop.note('aggregate')::text $$;
CREATE AGGREGATE shop.collect(text) (SFUNC = shop.collect_step, STYPE = text);
CREATE FUNCTION shop.elevated() RETURNS integer LANGUAGE sql SECURITY DEFINER AS $$ SELECT shop.note('definer') $$;
CREATE FUNCTION shop.with_default(n integer DEFAULT shop.note('default')) RETURNS integer LANGUAGE sql AS $$ SELECT n $$;
CREATE SEQUENCE shop.ticket;

INSERT INTO shop.customer (customer_id, name, email, login, city, country, born, home, tags)
  SELECT n, 'Customer ' || n, 'c' || n || '@example.com', 'C' || n, (ARRAY['Berlin', 'Lyon', 'Oslo'])[n % 3 + 1],
    (ARRAY['DE', 'FR', 'NO'])[n % 3 + 1], date '1960-01-01' + n * 100, ROW('Main St', 'Berlin', '1')::shop.address,
    ARRAY['a', 'b'] FROM generate_series(1, 50) n;
INSERT INTO shop.category SELECT n, 'Category ' || n, nullif(n / 2, 0) FROM generate_series(1, 8) n;
INSERT INTO shop.product SELECT n, 'Product ' || n, n % 8 + 1, n * 1.5, n, jsonb_build_object('color', 'red', 'sizes', '[1,2]'::jsonb),
  daterange('2023-01-01', '2024-01-01'), 'A very good product', false FROM generate_series(1, 40) n;
INSERT INTO shop."order" SELECT n, n % 50 + 1, timestamptz '2024-01-01' + n * interval '1 day', NULL, 'web', NULL, 5
  FROM generate_series(1, 200) n;
INSERT INTO shop.order_item SELECT n, 1, n % 40 + 1, 2, 9.5 FROM generate_series(1, 200) n;
INSERT INTO shop.employee SELECT n, 'E' || n, nullif(n / 3, 0), 1000 * n, '2020-01-01', 'D' || n % 4, 's' FROM generate_series(1, 20) n;
INSERT INTO shop.measurement SELECT timestamptz '2024-01-01' + n * interval '1 hour', n % 5, n, '10.0.0.1' FROM generate_series(1, 500) n;
INSERT INTO shop.booking VALUES (1, '[2024-01-01, 2024-01-03)', '{1,2}', point(1, 2));
INSERT INTO public.rating SELECT n % 40 + 1, n % 50 + 1, n % 5 + 1, 'nice and cheap', '2024-02-01' FROM generate_series(1, 300) n;

CREATE ROLE reader LOGIN;
GRANT USAGE ON SCHEMA shop TO reader;
GRANT SELECT ON ALL TABLES IN SCHEMA shop, public TO reader;
REVOKE SELECT ON shop.employee, shop.audit_trail FROM reader;
GRANT SELECT (employee_id, name, manager_id, salary, hired, department) ON shop.employee TO reader;
ANALYZE;
