delete from holding.units;
insert into holding.units values ('board', null, 'ann'), ('sales', 'board', 'bob'), ('it', 'board', null), ('web', 'it', 'cid'), ('shop', 'web', 'dan'), ('gone', 'closed', 'eve');
