SELECT c.country, date_trunc('month', o.ordered_at) AS month, count(DISTINCT o.order_id) AS orders,
  sum(i.quantity * i.unit_price) AS revenue, rank() OVER (PARTITION BY c.country ORDER BY sum(i.quantity) DESC) AS place
FROM customer AS c JOIN "order" AS o ON o.customer_id = c.customer_id JOIN order_item AS i ON i.order_id = o.order_id
WHERE o.ordered_at >= date '2024-01-01' AND c.city IN ('Berlin', 'Oslo') AND lower(c.name) LIKE '%a%'
GROUP BY 1, 2, c.country HAVING count(*) > 1 ORDER BY revenue DESC NULLS LAST LIMIT 20
