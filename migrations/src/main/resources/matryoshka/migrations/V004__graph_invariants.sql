-- The guard rails of a graph document, with the versions they belong to, as services and dependencies have them.

create table graph_invariant (
    name          text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    from_version  bigint not null references graph_version,
    until_version bigint references graph_version, -- exclusive; null while it is in the current graph
    origin        text,   -- "from" in the graph document: the client or service that never reaches the scope ...
    never         text,   -- ... this one
    service       text,   -- the service that nobody has dependencies on ...
    callers       text[], -- ... but these
    max_depth     integer check (max_depth > 0),
    primary key (name, from_version),
    check (until_version > from_version),
    -- Exactly one of the three forms, and that one whole.
    check (num_nonnulls(origin, service, max_depth) = 1),
    check (num_nulls(origin, never) <> 1),
    check (num_nulls(service, callers) <> 1)
);

create unique index graph_invariant_current on graph_invariant (name) where until_version is null;
create index graph_invariant_until on graph_invariant (until_version);
create index graph_invariant_from on graph_invariant (from_version);

create trigger begins_now after insert on graph_invariant referencing new table as added
    for each statement execute function graph_rows_begin_now();
create trigger only_ends before update on graph_invariant
    for each row execute function graph_row_only_ends();
create trigger kept before delete on graph_invariant
    for each row execute function graph_history_is_kept();
create trigger kept_whole before truncate on graph_invariant
    for each statement execute function graph_history_is_kept();
