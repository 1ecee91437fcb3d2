delete from yearly.sales_2025 where sale_id > 30;
