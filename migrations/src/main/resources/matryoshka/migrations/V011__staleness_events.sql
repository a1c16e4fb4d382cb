-- What each version of the graph did to tokens in circulation, so that it can be told, and told again.

-- The plan nodes whose tokens are stale. One that is fresh again, or has no living token any more, has no row.
create table stale_node (
    id            text primary key,
    since_version bigint not null references graph_version -- the version that made it stale
);

-- One row for each version once it has been seen what it did, by whichever instance was first.
create table graph_event (
    version  bigint primary key references graph_version,
    -- {"stale": [{"plan": node id, "aud": [..], "missing": true, "excess": false}], "fresh": [{"plan": .., "aud": [..]}]}
    changes  jsonb not null,
    taken_at timestamptz not null default clock_timestamp()
);
