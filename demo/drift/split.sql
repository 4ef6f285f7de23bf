-- A table is split: what makes somebody a member leaves the customers' table.
CREATE TABLE retail.membership (
  customer_id        int PRIMARY KEY REFERENCES retail.customer,
  joined_at          timestamptz NOT NULL,
  loyalty_tier       retail.loyalty_tier,
  marketing_consent  boolean NOT NULL,
  preferences        jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE retail.membership IS 'When customers joined, their loyalty tier and what they agreed to';
INSERT INTO retail.membership SELECT id, joined_at, loyalty_tier, marketing_consent, preferences FROM retail.customer;
ALTER TABLE retail.customer DROP COLUMN joined_at, DROP COLUMN loyalty_tier, DROP COLUMN marketing_consent, DROP COLUMN preferences;
GRANT SELECT ON retail.membership TO dragoman_reader;
ANALYZE retail.membership;
