-- Registered OAuth clients, in the terms of RFC 7591.

create table client (
    client_id                  text primary key check (client_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    client_name                text,
    -- What it may ask for. A scope that the graph has lost stays here, dormant.
    scope                      text[] not null default '{}',
    grant_types                text[] not null default '{client_credentials}',
    token_endpoint_auth_method text not null default 'client_secret_basic'
        check (token_endpoint_auth_method in ('client_secret_basic', 'client_secret_post', 'private_key_jwt')),
    jwks                       jsonb check (jsonb_typeof(jwks) = 'object'), -- public keys, for private_key_jwt
    -- In which form it gets its tokens.
    token_format               text not null default 'jwt' check (token_format in ('jwt', 'phantom', 'split')),
    claims                     jsonb not null default '{}' check (jsonb_typeof(claims) = 'object'),     -- put into its tokens
    properties                 jsonb not null default '{}' check (jsonb_typeof(properties) = 'object'), -- facts for conditions and people; in no token
    disabled                   boolean not null default false, -- gets no tokens, keeps its registration
    created_at                 timestamptz not null,
    revision                   bigint not null default 1 check (revision > 0) -- one more at every change; the ETag
);

-- Two rows of one client while its secret is being rotated.
create table client_secret (
    id         bigint generated always as identity primary key,
    client_id  text not null references client on delete cascade,
    hash       bytea not null check (octet_length(hash) = 32), -- SHA-256 of the secret, which is random and never stored
    created_at timestamptz not null
);

create index client_secret_client on client_secret (client_id);

create trigger replicas after insert or update or delete on client
    for each statement execute function notify_replicas('clients');
create trigger replicas after insert or update or delete on client_secret
    for each statement execute function notify_replicas('clients');
