-- more than seven days in a row, then a gap
insert into shop.orders select 2000 + n, n, 'AT', 'paid', n * 1.5, date '2025-03-01' + n, null from generate_series(0, 9) as n;
insert into shop.orders values (2100, 1, 'AT', 'paid', 7, '2025-03-20', null), (2101, 1, 'AT', 'paid', null, '2025-03-21', null);
