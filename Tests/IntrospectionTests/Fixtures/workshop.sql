-- A small database with one of everything that introspection reads.
CREATE SCHEMA shop;
CREATE SCHEMA hidden;
CREATE SCHEMA "Odd ""Names""";
ALTER DATABASE :"DBNAME" SET search_path = shop, public;
SET search_path = shop, public;

CREATE TYPE shop.channel AS ENUM ('web', 'store', 'phone');
ALTER TYPE shop.channel ADD VALUE 'fax' BEFORE 'store';
CREATE TYPE hidden.secret_kind AS ENUM ('a', 'b');
CREATE DOMAIN shop.email AS text NOT NULL CHECK (VALUE LIKE '%@%');
CREATE DOMAIN shop.price AS numeric(12,2);
CREATE DOMAIN shop.spare AS int;
CREATE DOMAIN shop.best_channel AS shop.channel;
CREATE TYPE shop.address AS (street text, city varchar(40));
CREATE TYPE shop.span AS RANGE (subtype = date);

CREATE TABLE shop.customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email shop.email UNIQUE,
  country char(2) NOT NULL,
  home shop.address,
  secret text,
  is_member boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE shop.customers IS 'Who buys';
COMMENT ON COLUMN shop.customers.country IS 'Two letters, says ISO''s "3166"';

CREATE TABLE shop.orders (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES shop.customers,
  channel shop.channel NOT NULL,
  favourite shop.best_channel,
  parent_id bigint REFERENCES shop.orders,
  total shop.price,
  status text NOT NULL,
  note text,
  tags text[] NOT NULL DEFAULT '{}',
  rating int
);
CREATE TABLE shop.order_lines (
  order_id bigint REFERENCES shop.orders,
  line int,
  sku varchar(20),
  PRIMARY KEY (order_id, line)
);
CREATE UNIQUE INDEX ON shop.order_lines (sku, line) INCLUDE (order_id);
CREATE UNIQUE INDEX ON shop.order_lines (sku) WHERE line = 1;
CREATE TABLE shop.returns (
  return_no int PRIMARY KEY,
  order_id bigint,
  line int,
  FOREIGN KEY (order_id, line) REFERENCES shop.order_lines
);
-- Leads to customers and orders without saying so.
CREATE TABLE shop.letters (letter_id int PRIMARY KEY, customer_id bigint, billing_customer_id bigint, order_id text);

CREATE TABLE shop.visits (id bigint, at timestamptz(3) NOT NULL, customer_id bigint REFERENCES shop.customers)
  PARTITION BY RANGE (at);
CREATE TABLE shop.visits_2024 PARTITION OF shop.visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE shop.clicks (id int PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE shop.clicks_0 PARTITION OF shop.clicks FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE shop.click_notes (click_id int REFERENCES shop.clicks);

CREATE VIEW shop.members AS SELECT id AS customer_id, email FROM shop.customers WHERE is_member;
CREATE MATERIALIZED VIEW shop.totals AS SELECT customer_id, sum(total) AS total FROM shop.orders GROUP BY 1;
CREATE UNIQUE INDEX ON shop.totals (customer_id);

CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE shop.remote (id int, what text) SERVER far;

CREATE TABLE shop.types (
  a_numeric numeric, a_numeric_2 numeric(12,2), a_numeric_3 numeric(7), a_numeric_4 numeric(5,-2),
  a_varchar varchar, a_varchar_20 varchar(20), a_char char, a_char_3 char(3), a_bpchar bpchar, a_letter "char",
  a_bit bit, a_bit_5 bit(5), a_varbit varbit, a_varbit_9 varbit(9),
  a_time time, a_time_0 time(0), a_timetz_2 timetz(2), a_timestamp timestamp, a_timestamp_6 timestamp(6),
  a_timestamptz timestamptz, a_timestamptz_3 timestamptz(3),
  an_interval interval, an_interval_2 interval(2), an_interval_y interval year, an_interval_ym interval year to month,
  an_interval_d interval day, an_interval_ds interval day to second, an_interval_ds3 interval day to second(3),
  an_interval_hm interval hour to minute, an_interval_ms interval minute to second, an_interval_s interval second(0),
  an_array int[], a_matrix text[][], a_numeric_array numeric(8,3)[], a_varchar_array varchar(5)[],
  a_timestamptz_array timestamptz(1)[], an_enum shop.channel, an_enum_array shop.channel[], a_foreign_enum hidden.secret_kind,
  a_domain shop.price, a_domain_array shop.price[], a_row shop.customers, a_row_array shop.customers[],
  a_composite shop.address, a_range daterange, a_multirange int4multirange, an_own_range shop.span,
  a_json json, a_jsonb jsonb, an_xml xml, a_uuid uuid, bytes bytea, money money, an_oid oid, a_vector int2vector,
  an_inet inet, a_point point, a_regclass regclass, a_date date, a_real real, a_double double precision, a_small smallint
);

CREATE FUNCTION shop.twice(n int, OUT doubled int) LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
COMMENT ON FUNCTION shop.twice IS 'Two times n';
CREATE FUNCTION shop.forbidden() RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE EXECUTE ON FUNCTION shop.forbidden() FROM PUBLIC;
CREATE PROCEDURE shop.tidy(text, VARIADIC int[]) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE shop.product(int) (sfunc = int4mul, stype = int);

CREATE OPERATOR shop.%%% (FUNCTION = int4mod, LEFTARG = int, RIGHTARG = int);
CREATE FUNCTION shop.as_address(int) RETURNS shop.address LANGUAGE sql AS 'SELECT NULL::shop.address';
CREATE CAST (int AS shop.address) WITH FUNCTION shop.as_address(int);

-- Only the topmost of these is granted.
CREATE VIEW hidden.deepest AS SELECT shop.forbidden() AS one;
CREATE VIEW hidden.middle AS SELECT one FROM hidden.deepest;
CREATE VIEW hidden.unused AS SELECT one FROM hidden.deepest;
CREATE VIEW shop.topmost AS SELECT one FROM hidden.middle;

CREATE TABLE hidden.vault (id int);
CREATE TABLE shop.private (id int PRIMARY KEY, open_part text);
CREATE TABLE shop.very_private (id int);
CREATE TABLE shop.private_links (private_id int REFERENCES shop.private);

CREATE TABLE "Odd ""Names"""."Täble
with 'all' of it; -- \" ("Col ""umn""" int PRIMARY KEY, "naïve ☃" text, "123456789012345678901234567890123456789012345678901234567890abc" int);
CREATE TABLE "Odd ""Names"""."select" ("from" int, "?column?" int);

INSERT INTO shop.customers (email, country, secret, is_member)
  SELECT 'c' || g || '@example.org', (ARRAY['DE', 'FR', 'NO'])[1 + g % 3], 'hush ' || g, g % 2 = 0 FROM generate_series(1, 300) g;
INSERT INTO shop.orders (id, customer_id, channel, status, note, tags, rating)
  SELECT g, 1 + g % 300, (ARRAY['web', 'web', 'store'])[1 + g % 3]::shop.channel,
         (ARRAY['open', 'open', 'it''s "done", really\'])[1 + g % 3], 'note ' || g || repeat(' long', 30),
         CASE WHEN g % 2 = 0 THEN ARRAY['new', 'hot'] ELSE '{}' END, 1 + g % 5
  FROM generate_series(1, 900) g;
CREATE TABLE shop.regions (name text, code text UNIQUE);
INSERT INTO shop.regions VALUES ('North', 'N'), ('South', 'S'), ('East', 'E'), ('West', NULL);
CREATE TABLE shop.guarded (word text);
INSERT INTO shop.guarded SELECT 'word' FROM generate_series(1, 10);
ALTER TABLE shop.guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY few ON shop.guarded USING (word <> 'word');
ANALYZE;

DO $$ BEGIN CREATE ROLE workshop_reader LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE workshop_group; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE workshop_member LOGIN IN ROLE workshop_group;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT USAGE ON SCHEMA shop, "Odd ""Names""" TO workshop_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA shop, "Odd ""Names""" TO workshop_reader;
GRANT SELECT ON hidden.vault TO workshop_reader;
REVOKE SELECT ON shop.customers, shop.private, shop.very_private FROM workshop_reader;
GRANT SELECT (id, email, country, home, is_member) ON shop.customers TO workshop_reader;
GRANT SELECT (open_part) ON shop.private TO workshop_reader;
GRANT INSERT ON shop.very_private TO workshop_reader;
