insert into shop.order_items values (2001, 1, 'pen', 2, 10.00), (2001, 2, 'ink', 1, 20.00), (2002, 1, 'pad', 4, 5.00), (2003, 1, null, 1, 1.00), (2004, 1, 'pen', null, 3.00);
