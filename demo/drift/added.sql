-- A table is added: the workshops that the company begins to give.
CREATE TABLE retail.workshop (
  id             int PRIMARY KEY,
  title          text NOT NULL,
  city           text NOT NULL,
  instructor_id  int NOT NULL REFERENCES operations.employee,
  price          numeric(8,2) NOT NULL,
  seats          int NOT NULL,
  held_on        date NOT NULL,
  cancelled_on   date
);
COMMENT ON TABLE retail.workshop IS 'Workshops for customers, with their price in euros and how many may take part';
INSERT INTO retail.workshop
SELECT n, (ARRAY['Waxing skis', 'Reading maps', 'Knots', 'First aid'])[1 + n % 4] || ' ' || n, (ARRAY['Oslo', 'Bergen', 'Berlin', 'Stockholm'])[1 + n * 3 % 4],
  (SELECT id FROM operations.employee ORDER BY id OFFSET n % 40 LIMIT 1), 20 + n % 9 * 10, 8 + n % 7 * 3, date '2023-01-09' + (n * 37 % 1000),
  CASE WHEN n % 8 = 0 THEN date '2023-01-02' + (n * 37 % 1000) END
FROM generate_series(1, 160) AS n;
GRANT SELECT ON retail.workshop TO dragoman_reader;
ANALYZE retail.workshop;
