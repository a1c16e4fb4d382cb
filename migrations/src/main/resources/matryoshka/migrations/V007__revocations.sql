-- What was revoked, for as long as a token that it concerns may live. Nothing is stored per token that was issued: a token
-- derived from another one has a jti that begins with the other's.

create table revocation (
    id            bigint generated always as identity primary key, -- tells which is newer
    -- Exactly one of these says which tokens.
    jti           text, -- this one, and all that were derived from it
    client_id     text, -- all in which this client appears; no foreign key, since tokens outlive clients
    subject       text, -- all that act for this user or client
    issued_before timestamptz, -- of a client or subject: not issued after this; whole seconds, as in tokens
    expires_at    timestamptz not null, -- no token that this concerns lives longer
    revoked_by    text not null, -- client_id
    -- By the database's clock, which is one for all instances: they read what is new by it.
    created_at    timestamptz not null default clock_timestamp(),
    check (num_nonnulls(jti, client_id, subject) = 1),
    check (num_nonnulls(jti, issued_before) = 1)
);

-- A token is revoked once, by whomever and wherever. Of the digest, since a jti grows with each exchange, and what an index
-- holds must be short. decode takes a text without backslashes as it is.
create unique index revocation_jti on revocation (sha256(decode(jti, 'escape')));
create index revocation_created on revocation (created_at);
create index revocation_expires on revocation (expires_at);

-- Instances forget by themselves what is past, so that they need not hear of its removal.
create trigger replicas after insert on revocation
    for each statement execute function notify_replicas('revocations');
