-- A column is renamed: what an order comes to.
ALTER TABLE retail.sales_order RENAME COLUMN total_amount TO invoice_total;
