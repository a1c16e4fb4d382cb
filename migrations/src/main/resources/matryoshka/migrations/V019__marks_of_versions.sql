-- A version number comes again when the database is restored from a backup and somebody publishes. The mark does not: the entity tag
-- made of both is that of one publication, whatever happens to the database.

alter table graph_version
    add column mark text not null default substr(replace(cast(gen_random_uuid() as text), '-', ''), 1, 12);
