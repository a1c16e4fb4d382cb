-- The distinct plans that tokens were minted from: one row per plan, not per token.

create table plan (
    id            text primary key, -- the id of the outer plan node
    client_id     text not null,    -- the origin client; no foreign key, since tokens outlive clients
    requested     text[] not null,  -- the scopes it was resolved from
    graph_version bigint not null,  -- the version of the graph in which it was first minted from
    first_used_at timestamptz not null,
    last_used_at  timestamptz not null,
    -- No token minted from it lives longer. Ahead of the truth by a little, so that a crash loses nothing of it.
    latest_exp    timestamptz not null
);

create index plan_latest_exp on plan (latest_exp);
