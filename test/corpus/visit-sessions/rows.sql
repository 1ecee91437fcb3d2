-- 30 minutes are no gap, 31 are one
insert into web.page_views values (2001, 'eve', '2025-01-01 10:00:00', 'home'), (2002, 'eve', '2025-01-01 10:30:00', 'shop'), (2003, 'eve', '2025-01-01 11:01:00', null),
(2004, 'eve', '2025-01-01 11:01:00', 'cart'), (2005, 'bob', '2025-01-01 10:00:00', 'home'), (2006, 'bob', '2025-01-02 10:00:00', 'home');
