-- Revocations are bounded for each client, and kept for no longer than a token that they concern may live.

alter table revocation
    -- Of a cut-off: the client whose chains are cut off, all that it began until issued_before, as far as revoked_by may revoke them.
    -- It takes the place of many revocations of single tokens.
    add column begun_by         text,
    -- Of a single token, whatever it needs for that: which client began its chain and when. Null where no cut-off can take its place.
    add column chain_begun_by   text,
    add column chain_begun_at   timestamptz,
    -- Of both: the audience by which revoked_by may revoke; null where he began the chain or presents the token.
    add column audience         text,
    -- Of a single token that is not settled: its own times, and the services that it is for; none where they are not known. Until it is
    -- settled, expires_at allows for an extension. Settled, it does so only if there was a dependency that could have given one.
    add column token_issued_at  timestamptz,
    add column token_expires_at timestamptz,
    add column token_services   text[],
    -- By the database's clock; instances read by it what is new or changed.
    add column changed_at       timestamptz not null default clock_timestamp(),
    drop constraint revocation_check,
    drop constraint revocation_check1,
    add constraint revocation_kind check (num_nonnulls(jti, client_id, subject, begun_by) = 1),
    add constraint revocation_issued_before check (num_nonnulls(jti, issued_before) = 1),
    add constraint revocation_chain check (num_nulls(chain_begun_by, chain_begun_at) <> 1),
    add constraint revocation_settled check (num_nulls(token_issued_at, token_expires_at) <> 1);

update revocation set changed_at = created_at;

drop index revocation_created;
create index revocation_changed on revocation (changed_at);
create index revocation_unsettled on revocation (created_at) where token_expires_at is not null;
create index revocation_revoked_by on revocation (revoked_by, chain_begun_by);
-- One cut-off for each that could be made.
create unique index revocation_cut_off on revocation (begun_by, revoked_by, coalesce(audience, '')) where begun_by is not null;

-- The latest revocation of a client or subject takes the place of earlier ones. Hashes, since a subject may be longer than an index takes.
create index revocation_client on revocation using hash (client_id) where client_id is not null;
create index revocation_subject on revocation using hash (subject) where subject is not null;

-- Finds the few dependencies that ever extended anything, among many.
create index graph_dependency_extend on graph_dependency (until_version) where extend is not null;
