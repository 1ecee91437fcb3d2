-- two orders of one day, a day without one
insert into shop.orders values (1001, 7, 'AT', 'paid', 10.50, '2025-01-01', null), (1002, 7, 'AT', 'paid', 4.25, '2025-01-01', '2025-01-04'),
(1003, 7, 'DE', 'cancelled', 99.00, '2025-01-02', null), (1004, 7, 'DE', 'paid', 10.50, '2025-01-03', '2025-01-03');
