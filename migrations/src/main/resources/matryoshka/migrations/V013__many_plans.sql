-- Making a plan costs the same with ten and with a million of them, and one client's are bounded.

-- What every use changes is in a table of its own: a plan is large, has many indexes, and is hardly ever written again.
create table plan_use (
    plan_id       text primary key references plan on delete cascade,
    client_id     text not null,        -- the origin client, as in plan: whose bound it counts towards
    entered_by    text not null,        -- the client that was the first to get a token of it: the origin client, or who exchanged
    first_used_at timestamptz not null,
    last_used_at  timestamptz not null,
    -- No token minted from it lives longer. Ahead of the truth by a little, so that a crash loses nothing of it.
    latest_exp    timestamptz not null
);

insert into plan_use (plan_id, client_id, entered_by, first_used_at, last_used_at, latest_exp)
select id, client_id, client_id, first_used_at, last_used_at, latest_exp from plan;

create index plan_use_latest_exp on plan_use (latest_exp);
create index plan_use_client on plan_use (client_id, latest_exp) include (entered_by);

alter table plan
    drop column first_used_at,
    drop column last_used_at,
    drop column latest_exp,
    -- In the order of entering, for reading all of them page by page.
    add column number    bigint generated always as identity,
    -- Hashes of the services and scopes that it was resolved from: only a change of these can make its tokens stale. Null for
    -- any, as in every row before this.
    add column footprint integer[];

create unique index plan_number on plan (number);
-- Without a list of pending entries, which would be worked off by whoever is unlucky.
create index plan_footprint on plan using gin (footprint) with (fastupdate = off);

drop index plan_status;
create unique index plan_status on plan (status_list, status_first) include (id, client_id);

-- Instances read plans when they are asked about one, so that nobody need be told of every new one.
drop trigger replicas on plan;

-- The free places of status lists. A plan takes the smallest gap that is large enough and that nobody else is taking from at
-- that moment; a list that nobody uses yet is one gap.
create table status_gap (
    list  integer not null check (list between 1000 and 9999),
    first integer not null check (first >= 1000),
    size  integer not null check (size > 0 and first + size <= 10000),
    primary key (list, first)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create index status_gap_size on status_gap (size, list, first);

with taken as (
    select status_list as list, status_first as first, status_first + size as until from plan where status_list is not null
    union all
    select number, 10000, 10000 from generate_series(1000, 9999) as number
), gap as (
    select list, coalesce(lag(until) over (partition by list order by first), 1000) as first, first as until from taken
)
insert into status_gap (list, first, size) select list, first, until - first from gap where until > first;

-- Whoever removes plans gives their places back.
create function status_places_are_free_again() returns trigger language plpgsql as $$
begin
    insert into status_gap (list, first, size)
    select status_list, status_first, size from gone where status_list is not null;
    return null;
end
$$;

create trigger places_are_free_again after delete on plan referencing old table as gone
    for each statement execute function status_places_are_free_again();

-- Who writes down what versions did to tokens: one instance at a time, a page of plans after the other.
create table staleness_recording (
    only_row      boolean primary key default true check (only_row), -- admits one row
    recorder      uuid,   -- who does it now; another one may once lease_until has passed
    lease_until   timestamptz not null default '-infinity',
    -- The version whose effects are being written to stale_node; null when none are. What had been written when its recorder
    -- died is missing in its event, which then says so.
    version       bigint references graph_version,
    -- Plans that were entered earlier, by instances that did not know the latest version yet, have been judged in it.
    entered_until timestamptz not null default 'epoch'
);

insert into staleness_recording default values;

-- What of each client's registration its plans were judged by last: SHA-256 of scopes and claims.
create table recorded_client (
    client_id    text primary key,
    registration bytea not null check (octet_length(registration) = 32)
);
