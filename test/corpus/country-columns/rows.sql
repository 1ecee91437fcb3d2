insert into shop.orders values (3001, 70, 'AT', 'paid', 10.50, '2025-01-01', null), (3002, 70, null, 'paid', 4.25, '2025-01-01', null), (3003, 71, 'DE', 'paid', null, '2025-01-02', null);
