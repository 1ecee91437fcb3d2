update churn.orders set customer_id = order_id % 12, placed = case when order_id % 12 in (0, 5) and order_id > 5 then date '2025-02-01' else date '2024-05-01' end;
