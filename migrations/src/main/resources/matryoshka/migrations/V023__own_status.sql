-- Places in status lists of the tokens of one tree: of tokens that live so long that revoking them there is worth a row.

create table own_status (
    list       integer not null check (list between 1000 and 9999),
    first      integer not null check (first >= 1000),
    size       integer not null check (size > 0 and first + size <= 10000),
    plan_id    text not null,   -- what the tokens were minted from; no foreign key, since a plan is kept longer than its tokens anyway
    client_id  text not null,   -- the origin client: whose bound it counts towards
    jti        text not null,   -- of the outer token
    suffixes   text[] not null, -- what each token of the tree appends to that, in the order of the places
    expires_at timestamptz not null, -- of the outer token; no other one of the tree lives longer
    primary key (list, first),
    check (cardinality(suffixes) = size)
);

create index own_status_expires_at on own_status (expires_at);
create index own_status_client on own_status (client_id, expires_at);

create function own_status_places_are_free_again() returns trigger language plpgsql as $$
begin
    insert into status_gap (list, first, size) select list, first, size from gone;
    return null;
end
$$;

create trigger places_are_free_again after delete on own_status referencing old table as gone
    for each statement execute function own_status_places_are_free_again();
