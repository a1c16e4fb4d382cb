-- How clients authenticate and prove possession of keys, and what they may show once only.

alter table client
    drop constraint client_token_endpoint_auth_method_check,
    add constraint client_token_endpoint_auth_method_check check (token_endpoint_auth_method in (
        'client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth')),
    -- Whose certificate is this client's, for tls_client_auth (RFC 8705, 2.1.2): one of them.
    add column tls_client_auth_subject_dn text,
    add column tls_client_auth_san_dns    text,
    add column tls_client_auth_san_uri    text,
    add constraint client_certificate_name check (
        num_nonnulls(tls_client_auth_subject_dn, tls_client_auth_san_dns, tls_client_auth_san_uri)
            = case token_endpoint_auth_method when 'tls_client_auth' then 1 else 0 end),
    -- Whether it gets tokens that are bound to a key, and no others: by DPoP (RFC 9449, 5.2), by its certificate (RFC 8705, 3.4).
    add column dpop_bound_access_tokens boolean not null default false,
    add column tls_client_certificate_bound_access_tokens boolean not null default false;

-- The ids of JWTs that were shown, for as long as they could be shown again.
create table used_jti (
    kind       text not null check (kind in ('assertion', 'dpop')),
    issuer     text not null, -- client_id of an assertion, key thumbprint of a DPoP proof; no foreign key, nothing waits for a lock
    jti_hash   bytea not null check (octet_length(jti_hash) = 32), -- SHA-256 of the jti
    expires_at timestamptz not null, -- with a margin for clocks that differ; forgotten after it
    primary key (kind, issuer, jti_hash)
);

create index used_jti_expires_at on used_jti (expires_at);
