-- The dependency graph, every version of it. PostgreSQL 14 or newer.
--
-- A service or dependency is a row with the range of versions in which it looked like this: it belongs to version v when
-- from_version <= v < until_version. So a version costs only the rows that it changed, every version can be read for ever,
-- and nothing but closing a row is an update.

-- One row per published version. Version 0, the empty graph before the first publish, has none.
create table graph_version (
    version      bigint primary key check (version > 0),
    published_at timestamptz not null,
    published_by text not null, -- client_id of who published it; no foreign key, since history outlives clients
    message      text           -- why, in the publisher's words
);

-- The current version. Publishers lock this row first, so that there is one at a time.
create table graph_head (
    only_row boolean primary key default true check (only_row), -- admits one row
    version  bigint not null check (version >= 0)
);

insert into graph_head (version) values (0);

create table graph_service (
    name          text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    from_version  bigint not null references graph_version,
    until_version bigint references graph_version, -- exclusive; null while it is in the current graph
    audience      text,     -- null means the name
    context       text,     -- null means one of its own
    description   text,
    owners        text[] not null,
    lifetime      interval check (lifetime >= interval '1 second' and date_trunc('second', lifetime) = lifetime),
    -- Description by scope. That a scope has one owner is a rule among services of one version, which the publisher checks
    -- while it holds the head's lock, as it checks all that an edge refers to.
    scopes        jsonb not null check (jsonb_typeof(scopes) = 'object'),
    keys          jsonb check (jsonb_typeof(keys) = 'object'), -- as in the graph document; null when it has none
    primary key (name, from_version),
    check (until_version > from_version)
);

create unique index graph_service_current on graph_service (name) where until_version is null;
-- What a version holds is found by the end of the range, what a version brought by its beginning.
create index graph_service_until on graph_service (until_version);
create index graph_service_from on graph_service (from_version);

create table graph_dependency (
    name          text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    from_version  bigint not null references graph_version,
    until_version bigint references graph_version, -- exclusive; null while it is in the current graph
    caller        text not null,   -- "from" in the graph document
    callee        text not null,   -- "to" in the graph document
    requires      text[] not null,
    grants        text[] not null check (cardinality(grants) > 0),
    sharing       text not null check (sharing in ('embed', 'exchange', 'reuse')),
    clients       text[] not null, -- empty means any
    lifetime      interval check (lifetime >= interval '1 second' and date_trunc('second', lifetime) = lifetime),
    confidential  boolean not null,
    claims        jsonb check (jsonb_typeof(claims) = 'object'), -- as in the graph document; null when it has no rules
    primary key (name, from_version),
    check (until_version > from_version),
    check (caller <> callee)
);

create unique index graph_dependency_current on graph_dependency (name) where until_version is null;
create index graph_dependency_until on graph_dependency (until_version);
create index graph_dependency_from on graph_dependency (from_version);

-- History is never rewritten, not even by hand: versions are append only, rows begin and end with the version that is being
-- published, and the end of a row is the one thing that is ever updated, once.

create function graph_history_is_kept() returns trigger language plpgsql as $$
begin
    raise exception '% of % refused: the history of the graph is never rewritten', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end
$$;

create function graph_row_only_ends() returns trigger language plpgsql as $$
declare
    ended record;
begin
    ended := old;
    ended.until_version := new.until_version;
    if old.until_version is not null
        or new.until_version is distinct from (select version + 1 from graph_head)
        or new *<> ended
    then
        raise exception 'update of % refused: a row can only end, once, with the version being published', tg_table_name
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create function graph_rows_begin_now() returns trigger language plpgsql as $$
begin
    if exists (
        select from added
        where until_version is not null or from_version <> (select version + 1 from graph_head)
    ) then
        raise exception 'insert into % refused: a row begins with the version being published', tg_table_name
            using errcode = 'restrict_violation';
    end if;
    return null;
end
$$;

create function graph_head_moves_on() returns trigger language plpgsql as $$
begin
    if new.version <> old.version + 1 or not exists (select from graph_version where version = new.version) then
        raise exception 'the head of the graph moves to the next published version only'
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger kept before update or delete on graph_version
    for each row execute function graph_history_is_kept();
create trigger kept_whole before truncate on graph_version
    for each statement execute function graph_history_is_kept();

create trigger moves_on before update on graph_head
    for each row execute function graph_head_moves_on();
create trigger kept before delete on graph_head
    for each row execute function graph_history_is_kept();
create trigger kept_whole before truncate on graph_head
    for each statement execute function graph_history_is_kept();

create trigger begins_now after insert on graph_service referencing new table as added
    for each statement execute function graph_rows_begin_now();
create trigger only_ends before update on graph_service
    for each row execute function graph_row_only_ends();
create trigger kept before delete on graph_service
    for each row execute function graph_history_is_kept();
create trigger kept_whole before truncate on graph_service
    for each statement execute function graph_history_is_kept();

create trigger begins_now after insert on graph_dependency referencing new table as added
    for each statement execute function graph_rows_begin_now();
create trigger only_ends before update on graph_dependency
    for each row execute function graph_row_only_ends();
create trigger kept before delete on graph_dependency
    for each row execute function graph_history_is_kept();
create trigger kept_whole before truncate on graph_dependency
    for each statement execute function graph_history_is_kept();

-- Replicas hear on the channel "matryoshka" what they should look at again; the trigger's argument says what.

create function notify_replicas() returns trigger language plpgsql as $$
begin
    perform pg_notify('matryoshka', tg_argv[0]);
    return null;
end
$$;

create trigger replicas after insert on graph_version
    for each statement execute function notify_replicas('graph');
