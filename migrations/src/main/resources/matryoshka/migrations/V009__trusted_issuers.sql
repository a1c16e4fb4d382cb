-- Issuers of others whose tokens may begin a chain.

create table trusted_issuer (
    name           text primary key check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'), -- what we call it
    issuer         text not null unique,                                     -- its iss, compared as text
    jwks           jsonb check (jsonb_typeof(jwks) = 'object'),              -- its public keys,
    jwks_uri       text,                                                     -- or where they are fetched
    audiences      text[] not null check (cardinality(audiences) > 0),       -- one of them must be in its tokens' aud
    types          text[] not null                                           -- what its tokens may be presented as
        check (cardinality(types) > 0 and types <@ '{access_token,id_token,jwt}'),
    algorithms     text[] not null check (cardinality(algorithms) > 0 and algorithms <@ '{ES256,EdDSA,RS256,PS256}'), -- JWS alg
    claims         jsonb not null default '{}' check (jsonb_typeof(claims) = 'object'), -- our claims by the names of theirs
    -- With a colon before each of its subjects. Unique, so that no two issuers speak of the same user.
    subject_prefix text not null unique check (subject_prefix ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    clients        text[] not null default '{}', -- who may exchange its tokens; no foreign key, as a client may come later
    revision       bigint not null default 1 check (revision > 0), -- one more at every change; the ETag
    check ((jwks is null) <> (jwks_uri is null))
);

create trigger replicas after insert or update or delete on trusted_issuer
    for each statement execute function notify_replicas('issuers');
