-- Clients may publish their keys at a URL instead of registering them (RFC 7591 §2).

alter table client
    add column jwks_uri text,
    add constraint client_keys check (jwks is null or jwks_uri is null);
