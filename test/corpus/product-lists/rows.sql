insert into shop.order_items values (2001, 1, 'pen', 2, 10.00), (2001, 2, 'ink', 1, 10.00), (2001, 3, 'Pen', 4, null), (2001, 4, null, 1, 12.00), (2002, 1, null, 1, 1.00);
