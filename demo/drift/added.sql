-- A table is added: the gift cards that the company begins to sell.
CREATE TABLE retail.gift_card (
  id           int PRIMARY KEY,
  code         text NOT NULL UNIQUE,
  customer_id  int NOT NULL REFERENCES retail.customer,
  design       text NOT NULL,
  value        numeric(8,2) NOT NULL,
  sold_on      date NOT NULL,
  redeemed_on  date
);
COMMENT ON TABLE retail.gift_card IS 'Gift cards that customers bought, with their value in euros';
INSERT INTO retail.gift_card
SELECT n, 'GC' || lpad(n::text, 6, '0'), c.id, (ARRAY['birthday', 'christmas', 'mountains', 'plain'])[1 + n % 4],
  (ARRAY[25, 50, 100, 200])[1 + n * 7 % 4], date '2022-01-01' + (n * 37 % 1400), CASE WHEN n % 3 > 0 THEN date '2022-01-01' + (n * 37 % 1400) + 30 END
FROM (SELECT id, row_number() OVER (ORDER BY id)::int AS n FROM retail.customer WHERE id % 5 = 0) AS c;
GRANT SELECT ON retail.gift_card TO dragoman_reader;
ANALYZE retail.gift_card;
