-- Telling others what a version did: other instances, and resource servers by requests to them.

create trigger replicas after insert on graph_event
    for each statement execute function notify_replicas('events');

-- Where resource servers want to be told. The service may have left the graph since.
create table webhook (
    service           text primary key check (service ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    url               text not null,
    delivered_version bigint,      -- the latest version of which it took the event
    delivered_at      timestamptz,
    given_up_version  bigint,      -- the latest version of which it did not, in all the time it had
    check (num_nulls(delivered_version, delivered_at) <> 1)
);

-- What is still to be told, written with the event itself: who commits one commits the other.
create table webhook_delivery (
    service    text not null references webhook on delete cascade,
    version    bigint not null references graph_event,
    jti        uuid not null default gen_random_uuid(), -- the same at every attempt
    audience   text not null,                           -- of the service
    changes    jsonb not null,                          -- of the event's, those of tokens for this service
    attempts   integer not null default 0,
    created_at timestamptz not null default clock_timestamp(), -- by the database's clock, which is one for all instances
    next_at    timestamptz not null default clock_timestamp(), -- not before; while somebody tries, when others may
    primary key (service, version)
);

create index webhook_delivery_next_at on webhook_delivery (next_at);
