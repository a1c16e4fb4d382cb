-- Header and payload of tokens of which the client holds only the signature (token_format: split), until they expire.
create table split_token (
    hash       bytea primary key check (octet_length(hash) = 32), -- SHA-256 of the signature part
    client_id  text not null,        -- who got it
    head       text not null,        -- header and payload, as they were signed
    expires_at timestamptz not null  -- of the token
);

create index split_token_by_client on split_token (client_id, expires_at);
create index split_token_by_expiry on split_token (expires_at);
