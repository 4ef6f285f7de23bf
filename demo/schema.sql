-- Fjellvind AS: an invented outdoor-gear retailer with shops and a web shop in northern and central Europe.
-- Load: psql -v ON_ERROR_STOP=1 -f schema.sql -f data.sql -f role.sql   (PostgreSQL 15 or newer, UTF8, an empty database)
SET client_encoding = 'UTF8';
SET client_min_messages = warning;

CREATE SCHEMA retail;
CREATE SCHEMA operations;
COMMENT ON SCHEMA retail IS 'What customers see and buy: catalogue, customers, orders, payments, returns, reviews and web visits';
COMMENT ON SCHEMA operations IS 'What runs the company: shops, staff, suppliers, purchasing, stock, deliveries and customer service';

-- types -------------------------------------------------------------------------------------------------------------
CREATE TYPE retail.sales_channel AS ENUM ('web', 'store', 'phone');
CREATE TYPE retail.order_status AS ENUM ('pending', 'processing', 'shipped', 'completed', 'cancelled');
CREATE TYPE retail.payment_method AS ENUM ('card', 'wallet', 'invoice', 'bank_transfer', 'cash', 'gift_card');
CREATE TYPE retail.loyalty_tier AS ENUM ('bronze', 'silver', 'gold', 'platinum');
CREATE TYPE operations.ticket_priority AS ENUM ('low', 'normal', 'high', 'urgent');
CREATE DOMAIN retail.email_address AS text CHECK (VALUE ~ '^[^@ ]+@[^@ ]+\.[a-z]+$');
CREATE DOMAIN retail.sku_code AS text CHECK (VALUE ~ '^[A-Z]{3}-[0-9]{5}$');

-- reference data ----------------------------------------------------------------------------------------------------
CREATE TABLE retail.country (
  code       char(2) PRIMARY KEY,
  name       text NOT NULL UNIQUE,
  region     text NOT NULL,
  currency   char(3) NOT NULL,
  vat_rate   numeric(4,1) NOT NULL,
  languages  text[] NOT NULL,
  web_shop   boolean NOT NULL
);
COMMENT ON TABLE retail.country IS 'Countries where customers, shops, brands and suppliers are';
COMMENT ON COLUMN retail.country.code IS 'Two-letter ISO 3166 country code, for example NO';
COMMENT ON COLUMN retail.country.name IS 'English name of the country, for example Norway';
COMMENT ON COLUMN retail.country.region IS 'Sales region: Nordics, DACH, Western Europe, Southern Europe or Asia';
COMMENT ON COLUMN retail.country.vat_rate IS 'Standard VAT rate in percent';
COMMENT ON COLUMN retail.country.web_shop IS 'True where the web shop delivers to';

CREATE TABLE retail.category (
  id         int PRIMARY KEY,
  parent_id  int REFERENCES retail.category,
  name       text NOT NULL UNIQUE,
  slug       text NOT NULL UNIQUE,
  "order"    int NOT NULL
);
COMMENT ON TABLE retail.category IS 'Product categories in two levels: departments such as Camping, and categories such as Tents below them';
COMMENT ON COLUMN retail.category.parent_id IS 'Department the category belongs to; null for a department itself';
COMMENT ON COLUMN retail.category."order" IS 'Position in the menu of the web shop, lowest first';

CREATE TABLE retail.brand (
  id            int PRIMARY KEY,
  name          text NOT NULL UNIQUE,
  country_code  char(2),             -- points to retail.country, never declared
  founded_year  int,
  website       text,
  is_own_brand  boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE retail.brand IS 'Makers of the products we sell';
COMMENT ON COLUMN retail.brand.country_code IS 'Home country of the brand';
COMMENT ON COLUMN retail.brand.founded_year IS 'Year the brand was founded, null if unknown';
COMMENT ON COLUMN retail.brand.is_own_brand IS 'True for our own (private label) brands';

CREATE TABLE retail.product (
  id               int PRIMARY KEY,
  sku              retail.sku_code NOT NULL UNIQUE,
  name             text NOT NULL UNIQUE,
  category_id      int NOT NULL REFERENCES retail.category,
  brand_id         int NOT NULL REFERENCES retail.brand,
  list_price       numeric(8,2) NOT NULL CHECK (list_price > 0),
  cost_price       numeric(8,2) NOT NULL CHECK (cost_price > 0),
  weight_g         int,
  colours          text[] NOT NULL,
  tags             text[] NOT NULL DEFAULT '{}',
  attributes       jsonb NOT NULL DEFAULT '{}',
  launched_on      date NOT NULL,
  discontinued_on  date
);
COMMENT ON TABLE retail.product IS 'Articles in the catalogue, including discontinued ones';
COMMENT ON COLUMN retail.product.sku IS 'Article number printed on the label, for example TNT-00421';
COMMENT ON COLUMN retail.product.list_price IS 'Current selling price in euros including VAT, before discounts';
COMMENT ON COLUMN retail.product.cost_price IS 'What we pay for one piece, in euros';
COMMENT ON COLUMN retail.product.weight_g IS 'Weight in grams, null where it was never measured';
COMMENT ON COLUMN retail.product.colours IS 'Colours the product comes in';
COMMENT ON COLUMN retail.product.tags IS 'Labels such as vegan, recycled, ultralight, bestseller, pfas-free';
COMMENT ON COLUMN retail.product.attributes IS 'Technical data; keys depend on the category: material, gender, waterproof, warranty_years, persons, capacity_l, comfort_c, lumens';
COMMENT ON COLUMN retail.product.discontinued_on IS 'Day the product left the catalogue; null while it is still sold';

CREATE TABLE operations.store (
  id             int PRIMARY KEY,
  name           text NOT NULL UNIQUE,
  city           text NOT NULL,
  country_code   char(2) NOT NULL REFERENCES retail.country,
  opened_on      date NOT NULL,
  closed_on      date,
  floor_area_m2  int NOT NULL,
  services       text[] NOT NULL,
  opening_hours  jsonb NOT NULL
);
COMMENT ON TABLE operations.store IS 'Shops of the company';
COMMENT ON COLUMN operations.store.closed_on IS 'Day the shop closed for good; null while it is open';
COMMENT ON COLUMN operations.store.floor_area_m2 IS 'Sales floor in square metres';
COMMENT ON COLUMN operations.store.services IS 'Services offered: ski service, boot fitting, tent rental, repair workshop, click and collect, climbing wall';
COMMENT ON COLUMN operations.store.opening_hours IS 'Opening hours by weekday (mon to sun), for example {"mon": "10:00-19:00", "sun": null}';

CREATE TABLE operations.employee (
  id           int PRIMARY KEY,
  first_name   text NOT NULL,
  last_name    text NOT NULL,
  email        retail.email_address NOT NULL UNIQUE,
  job_title    text NOT NULL,
  department   text NOT NULL,
  store_id     int REFERENCES operations.store,
  manager_id   int REFERENCES operations.employee,
  hired_on     date NOT NULL,
  left_on      date,
  salary       numeric(9,2) NOT NULL,
  languages    text[] NOT NULL,
  salary_note  text
);
COMMENT ON TABLE operations.employee IS 'Staff, past and present, of head office and shops';
COMMENT ON COLUMN operations.employee.department IS 'Shops, Management, Finance, IT, Marketing, Purchasing, Logistics, Customer Service or People';
COMMENT ON COLUMN operations.employee.store_id IS 'Shop where the person works; null for head office';
COMMENT ON COLUMN operations.employee.manager_id IS 'The person''s boss, null for the chief executive';
COMMENT ON COLUMN operations.employee.left_on IS 'Last working day; null for people still employed';
COMMENT ON COLUMN operations.employee.salary IS 'Gross yearly salary in euros';
COMMENT ON COLUMN operations.employee.salary_note IS 'Confidential notes of the People department on pay';

-- customers and sales -----------------------------------------------------------------------------------------------
CREATE TABLE retail.customer (
  id                 int PRIMARY KEY,
  first_name         text NOT NULL,
  last_name          text NOT NULL,
  email              retail.email_address NOT NULL UNIQUE,
  phone              text,
  city               text NOT NULL,
  country_code       char(2) NOT NULL REFERENCES retail.country,
  birth_date         date,
  joined_at          timestamptz NOT NULL,
  loyalty_tier       retail.loyalty_tier,
  marketing_consent  boolean NOT NULL,
  preferences        jsonb NOT NULL DEFAULT '{}',
  password_hash      text NOT NULL
);
COMMENT ON TABLE retail.customer IS 'Registered customers of shops and web shop';
COMMENT ON COLUMN retail.customer.phone IS 'Phone number in international form, null if not given';
COMMENT ON COLUMN retail.customer.joined_at IS 'When the customer registered';
COMMENT ON COLUMN retail.customer.loyalty_tier IS 'Level in the loyalty club; null for customers who are not members';
COMMENT ON COLUMN retail.customer.marketing_consent IS 'True if the customer agreed to receive the newsletter';
COMMENT ON COLUMN retail.customer.preferences IS 'Self-declared settings: activities (list), newsletter (daily, weekly, monthly), shoe_size, language';
COMMENT ON COLUMN retail.customer.password_hash IS 'Hash of the web shop password';

CREATE TABLE retail.promotion (
  id            int PRIMARY KEY,
  code          text NOT NULL UNIQUE,
  name          text NOT NULL,
  scope         text NOT NULL CHECK (scope IN ('everything', 'selected products')),
  discount_pct  numeric(4,1) NOT NULL,
  starts_on     date NOT NULL,
  ends_on       date NOT NULL,
  channels      retail.sales_channel[] NOT NULL,
  CHECK (ends_on >= starts_on)
);
COMMENT ON TABLE retail.promotion IS 'Discount campaigns';
COMMENT ON COLUMN retail.promotion.code IS 'Code customers type in at the checkout';
COMMENT ON COLUMN retail.promotion.scope IS 'Whether the campaign covers everything or only the products listed in promotion_product';
COMMENT ON COLUMN retail.promotion.discount_pct IS 'Discount in percent';
COMMENT ON COLUMN retail.promotion.ends_on IS 'Last day of the campaign';

CREATE TABLE retail.promotion_product (
  promotion_id  int NOT NULL REFERENCES retail.promotion,
  product_id    int NOT NULL REFERENCES retail.product,
  PRIMARY KEY (promotion_id, product_id)
);
COMMENT ON TABLE retail.promotion_product IS 'Which products take part in which campaign (only for campaigns on selected products)';

CREATE TABLE retail.sales_order (
  id              int PRIMARY KEY,
  customer_id     int NOT NULL REFERENCES retail.customer,
  channel         retail.sales_channel NOT NULL,
  store_id        int REFERENCES operations.store,
  employee_id     int REFERENCES operations.employee,
  ordered_at      timestamptz NOT NULL,
  status          retail.order_status NOT NULL,
  promotion_id    int REFERENCES retail.promotion,
  shipping_fee    numeric(6,2) NOT NULL DEFAULT 0,
  total_amount    numeric(10,2),
  gift_message    text
);
COMMENT ON TABLE retail.sales_order IS 'Orders and shop purchases of customers, one row each; a cancelled order keeps this row but loses its lines';
COMMENT ON COLUMN retail.sales_order.channel IS 'Where the order came in: web shop, physical store or phone';
COMMENT ON COLUMN retail.sales_order.store_id IS 'Shop of the purchase; null for web and phone orders';
COMMENT ON COLUMN retail.sales_order.employee_id IS 'Employee who served the customer in the shop; null for web and phone orders';
COMMENT ON COLUMN retail.sales_order.ordered_at IS 'Moment the order was placed';
COMMENT ON COLUMN retail.sales_order.promotion_id IS 'Campaign whose code was used, if any';
COMMENT ON COLUMN retail.sales_order.shipping_fee IS 'Delivery charge in euros, not part of total_amount';
COMMENT ON COLUMN retail.sales_order.total_amount IS 'Value of the goods in euros after discounts (the sum of the line totals); null for cancelled orders. Revenue or turnover is the sum of this column';

CREATE TABLE retail.order_line (
  order_id      int NOT NULL REFERENCES retail.sales_order,
  line_no       int NOT NULL,
  product_id    int NOT NULL REFERENCES retail.product,
  quantity      int NOT NULL CHECK (quantity > 0),
  unit_price    numeric(8,2) NOT NULL,
  discount_pct  numeric(4,1) NOT NULL DEFAULT 0,
  line_total    numeric(10,2) GENERATED ALWAYS AS (round(quantity * unit_price * (100 - discount_pct) / 100, 2)) STORED,
  PRIMARY KEY (order_id, line_no)
);
COMMENT ON TABLE retail.order_line IS 'Products on an order';
COMMENT ON COLUMN retail.order_line.quantity IS 'Number of pieces sold';
COMMENT ON COLUMN retail.order_line.unit_price IS 'Price of one piece in euros on the day of the order, before discount';
COMMENT ON COLUMN retail.order_line.discount_pct IS 'Discount on this line in percent, 0 for none';
COMMENT ON COLUMN retail.order_line.line_total IS 'Value of the line in euros after discount; product revenue is the sum of this column';

CREATE TABLE retail.payment (
  id        int PRIMARY KEY,
  order_id  int NOT NULL REFERENCES retail.sales_order,
  method    retail.payment_method NOT NULL,
  amount    numeric(10,2) NOT NULL,
  paid_at   timestamptz NOT NULL,
  status    text NOT NULL CHECK (status IN ('captured', 'failed', 'pending'))
);
COMMENT ON TABLE retail.payment IS 'Payments and payment attempts; an order may have several';
COMMENT ON COLUMN retail.payment.amount IS 'Amount in euros, shipping included';
COMMENT ON COLUMN retail.payment.status IS 'captured (money received), failed or pending';

CREATE TABLE retail.product_return (
  id             int PRIMARY KEY,
  order_id       int NOT NULL,
  line_no        int NOT NULL,
  returned_on    date NOT NULL,
  quantity       int NOT NULL,
  reason         text,
  condition      text NOT NULL,
  refund_amount  numeric(10,2) NOT NULL,
  FOREIGN KEY (order_id, line_no) REFERENCES retail.order_line
);
COMMENT ON TABLE retail.product_return IS 'Goods that customers sent or brought back';
COMMENT ON COLUMN retail.product_return.reason IS 'Why it came back: wrong size, changed mind, defective, not as described, damaged in transit or arrived too late; null if the customer gave none';
COMMENT ON COLUMN retail.product_return.condition IS 'State of the goods on arrival: as new, used or broken';
COMMENT ON COLUMN retail.product_return.refund_amount IS 'Money given back in euros';

CREATE TABLE retail."ProductReview" (
  id              int PRIMARY KEY,
  product_id      int NOT NULL REFERENCES retail.product,
  customer_id     int NOT NULL REFERENCES retail.customer,
  rating          int NOT NULL CHECK (rating BETWEEN 1 AND 5),
  title           text,
  body            text,
  "createdAt"     timestamptz NOT NULL,
  "helpfulVotes"  int NOT NULL DEFAULT 0
);
COMMENT ON TABLE retail."ProductReview" IS 'Reviews that customers wrote about products';
COMMENT ON COLUMN retail."ProductReview".rating IS 'Stars from 1 (bad) to 5 (excellent)';
COMMENT ON COLUMN retail."ProductReview".body IS 'Text of the review, null for a bare star rating';
COMMENT ON COLUMN retail."ProductReview"."createdAt" IS 'When the review was posted';
COMMENT ON COLUMN retail."ProductReview"."helpfulVotes" IS 'How many visitors found the review helpful';

CREATE TABLE retail.wishlist_item (
  customer_id  int NOT NULL REFERENCES retail.customer,
  product_id   int NOT NULL REFERENCES retail.product,
  added_at     timestamptz NOT NULL,
  priority     int,
  PRIMARY KEY (customer_id, product_id)
);
COMMENT ON TABLE retail.wishlist_item IS 'Products that customers put on their wish list';
COMMENT ON COLUMN retail.wishlist_item.priority IS '1 (must have) to 3 (nice to have), null if the customer did not say';

CREATE TABLE retail.web_visit (
  id            bigint NOT NULL,
  started_at    timestamptz NOT NULL,
  customer_id   int REFERENCES retail.customer,
  country_code  char(2) NOT NULL,
  device        text NOT NULL,
  source        text NOT NULL,
  pages_viewed  int NOT NULL,
  duration_s    int,
  order_id      int,                 -- points to retail.sales_order, never declared
  PRIMARY KEY (id, started_at)
) PARTITION BY RANGE (started_at);
CREATE TABLE retail.web_visit_2022 PARTITION OF retail.web_visit FOR VALUES FROM ('2022-01-01 00:00+00') TO ('2023-01-01 00:00+00');
CREATE TABLE retail.web_visit_2023 PARTITION OF retail.web_visit FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
CREATE TABLE retail.web_visit_2024 PARTITION OF retail.web_visit FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE retail.web_visit_2025 PARTITION OF retail.web_visit FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
COMMENT ON TABLE retail.web_visit IS 'A sample of the visits to the web shop, one partition a year';
COMMENT ON COLUMN retail.web_visit.customer_id IS 'Customer if logged in, otherwise null';
COMMENT ON COLUMN retail.web_visit.device IS 'mobile, desktop or tablet';
COMMENT ON COLUMN retail.web_visit.source IS 'How the visitor came: organic search, paid search, newsletter, social media, direct or affiliate';
COMMENT ON COLUMN retail.web_visit.duration_s IS 'Length of the visit in seconds, null if it could not be measured';
COMMENT ON COLUMN retail.web_visit.order_id IS 'Order placed during the visit; null if the visitor bought nothing';

-- operations --------------------------------------------------------------------------------------------------------
CREATE TABLE operations.supplier (
  id                  int PRIMARY KEY,
  name                text NOT NULL UNIQUE,
  country_code        char(2) NOT NULL REFERENCES retail.country,
  contact_name        text,
  lead_time_days      int NOT NULL,
  payment_terms_days  int NOT NULL,
  quality_score       numeric(3,1),
  certificates        text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE operations.supplier IS 'Companies that we buy goods from';
COMMENT ON COLUMN operations.supplier.lead_time_days IS 'Usual number of days between our order and delivery';
COMMENT ON COLUMN operations.supplier.quality_score IS 'Result of the last audit, 0 to 10; null if never audited';
COMMENT ON COLUMN operations.supplier.certificates IS 'Certificates held, such as ISO 9001, ISO 14001, Fair Wear, bluesign, GOTS';

CREATE TABLE operations.product_supplier (
  product_id    int NOT NULL REFERENCES retail.product,
  supplier_id   int NOT NULL REFERENCES operations.supplier,
  unit_cost     numeric(8,2) NOT NULL,
  is_preferred  boolean NOT NULL,
  PRIMARY KEY (product_id, supplier_id)
);
COMMENT ON TABLE operations.product_supplier IS 'Which supplier can deliver which product, and at what cost';
COMMENT ON COLUMN operations.product_supplier.unit_cost IS 'Price per piece in euros quoted by the supplier';
COMMENT ON COLUMN operations.product_supplier.is_preferred IS 'True for the first choice; each product has exactly one';

CREATE TABLE operations.purchase_order (
  id           int PRIMARY KEY,
  supplier_id  int NOT NULL REFERENCES operations.supplier,
  ordered_on   date NOT NULL,
  expected_on  date NOT NULL,
  received_on  date,
  status       text NOT NULL CHECK (status IN ('open', 'received', 'cancelled')),
  buyer_id     int REFERENCES operations.employee
);
COMMENT ON TABLE operations.purchase_order IS 'Our orders to suppliers';
COMMENT ON COLUMN operations.purchase_order.expected_on IS 'Delivery date promised by the supplier';
COMMENT ON COLUMN operations.purchase_order.received_on IS 'Day the goods reached our warehouse; null while outstanding';
COMMENT ON COLUMN operations.purchase_order.buyer_id IS 'Employee of Purchasing who placed the order';

CREATE TABLE operations.purchase_order_line (
  purchase_order_id  int NOT NULL REFERENCES operations.purchase_order,
  product_id         int NOT NULL REFERENCES retail.product,
  quantity           int NOT NULL,
  unit_cost          numeric(8,2) NOT NULL,
  PRIMARY KEY (purchase_order_id, product_id)
);
COMMENT ON TABLE operations.purchase_order_line IS 'Products on an order to a supplier';
COMMENT ON COLUMN operations.purchase_order_line.unit_cost IS 'Agreed price per piece in euros';

CREATE TABLE operations.stock_level (
  store_id         int NOT NULL REFERENCES operations.store,
  product_id       int NOT NULL REFERENCES retail.product,
  quantity         int NOT NULL,
  reorder_point    int NOT NULL,
  last_counted_on  date,
  PRIMARY KEY (store_id, product_id)
);
COMMENT ON TABLE operations.stock_level IS 'Pieces of each product on hand in each shop';
COMMENT ON COLUMN operations.stock_level.quantity IS 'Pieces on hand; 0 means out of stock';
COMMENT ON COLUMN operations.stock_level.reorder_point IS 'New stock is ordered when the quantity falls below this';
COMMENT ON COLUMN operations.stock_level.last_counted_on IS 'Day of the last stocktaking, null if never counted';

CREATE TABLE operations.shipment (
  id             int PRIMARY KEY,
  order_id       int NOT NULL REFERENCES retail.sales_order,
  carrier        text NOT NULL,
  tracking_code  text NOT NULL UNIQUE,
  shipped_at     timestamptz NOT NULL,
  promised_on    date NOT NULL,
  delivered_at   timestamptz,
  weight_kg      numeric(7,2)
);
COMMENT ON TABLE operations.shipment IS 'Parcels sent to customers for web and phone orders';
COMMENT ON COLUMN operations.shipment.carrier IS 'Parcel service that carried it';
COMMENT ON COLUMN operations.shipment.promised_on IS 'Delivery date promised to the customer; a parcel is late if it was delivered after this day';
COMMENT ON COLUMN operations.shipment.delivered_at IS 'When the customer got the parcel; null while on its way or lost';

CREATE TABLE operations.support_ticket (
  id            int PRIMARY KEY,
  customer_id   int NOT NULL REFERENCES retail.customer,
  order_id      int REFERENCES retail.sales_order,
  assignee_id   int REFERENCES operations.employee,
  topic         text NOT NULL,
  priority      operations.ticket_priority NOT NULL,
  opened_at     timestamptz NOT NULL,
  closed_at     timestamptz,
  satisfaction  int CHECK (satisfaction BETWEEN 1 AND 5)
);
COMMENT ON TABLE operations.support_ticket IS 'Questions and complaints handled by Customer Service';
COMMENT ON COLUMN operations.support_ticket.assignee_id IS 'Employee in charge; null if nobody has taken it yet';
COMMENT ON COLUMN operations.support_ticket.topic IS 'delivery, return, product question, payment, complaint or account';
COMMENT ON COLUMN operations.support_ticket.closed_at IS 'When the ticket was solved; null while open';
COMMENT ON COLUMN operations.support_ticket.satisfaction IS 'Mark the customer gave afterwards, 1 to 5; null if not answered';

CREATE INDEX ON retail.sales_order (customer_id);
CREATE INDEX ON retail.sales_order (ordered_at);
CREATE INDEX ON retail.order_line (product_id);
CREATE INDEX ON retail.payment (order_id);
CREATE INDEX ON operations.shipment (order_id);
CREATE INDEX ON retail."ProductReview" (product_id);

-- views -------------------------------------------------------------------------------------------------------------
CREATE VIEW retail.product_catalogue AS
  SELECT p.id, p.sku, p.name, b.name AS brand, c.name AS category, d.name AS department, p.list_price, p.launched_on
  FROM retail.product p
  JOIN retail.brand b ON b.id = p.brand_id
  JOIN retail.category c ON c.id = p.category_id
  JOIN retail.category d ON d.id = c.parent_id
  WHERE p.discontinued_on IS NULL;
COMMENT ON VIEW retail.product_catalogue IS 'Products still sold, with the names of brand, category and department';

CREATE VIEW operations.late_shipment AS
  SELECT s.id, s.order_id, s.carrier, s.promised_on, s.delivered_at, s.delivered_at::date - s.promised_on AS days_late
  FROM operations.shipment s
  WHERE s.delivered_at::date > s.promised_on;
COMMENT ON VIEW operations.late_shipment IS 'Parcels that were delivered after the promised day';
COMMENT ON COLUMN operations.late_shipment.days_late IS 'Days between the promised and the real delivery';

CREATE MATERIALIZED VIEW retail.monthly_sales AS
  SELECT date_trunc('month', o.ordered_at AT TIME ZONE 'UTC')::date AS month, c.country_code, o.channel,
         count(*) AS orders, sum(o.total_amount) AS turnover
  FROM retail.sales_order o JOIN retail.customer c ON c.id = o.customer_id
  WHERE o.status <> 'cancelled'
  GROUP BY 1, 2, 3
  WITH NO DATA;
COMMENT ON MATERIALIZED VIEW retail.monthly_sales IS 'Turnover by month, country of the customer and channel, cancelled orders left out; refreshed every night';
COMMENT ON COLUMN retail.monthly_sales.month IS 'First day of the month';
COMMENT ON COLUMN retail.monthly_sales.turnover IS 'Sum of order values in euros';
