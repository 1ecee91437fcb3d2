delete from pricing.prices;
insert into pricing.prices select p, date '2024-02-25' + d, case when (p * 7 + d * 3) % 5 = 0 then p + d / 4.0 end, case when d % 3 = 0 then 'feed' end from generate_series(1, 4) as p, generate_series(0, 20) as d;
