-- A plan that every change may matter to has this number alone, which every search looks for besides its own. With null for it, a
-- search could use no index.
update plan set footprint = '{-2147483648}' where footprint is null;

alter table plan alter column footprint set not null;
