-- The issuer's signing keys.

create table signing_key (
    kid                   text primary key,
    algorithm             text not null check (algorithm in ('ES256', 'EdDSA', 'RS256', 'PS256')), -- JWS alg
    public_key            bytea not null, -- SubjectPublicKeyInfo, DER
    private_key_encrypted bytea not null, -- encrypted with a key that is not in the database
    created_at            timestamptz not null,
    retired_at            timestamptz check (retired_at >= created_at) -- when it stopped signing; null while it signs
);

create trigger replicas after insert or update or delete on signing_key
    for each statement execute function notify_replicas('keys');
