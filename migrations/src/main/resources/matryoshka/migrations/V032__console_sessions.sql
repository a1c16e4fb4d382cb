-- Sessions of the web console that a one-time link began. The browser continues one with a code that can be used once.
create table console_session (
    id         uuid primary key,
    client_id  text not null references client on delete cascade, -- whose tokens the session gets
    scope      text[] not null check (cardinality(scope) > 0),    -- what they are narrowed to
    began_at   timestamptz not null,
    code_hash  bytea unique check (octet_length(code_hash) = 32), -- SHA-256 of the code that continues it; null while it is used
    used_hash  bytea unique check (octet_length(used_hash) = 32), -- of the code that was used last
    expires_at timestamptz not null                               -- of the code
);

create index console_session_by_client on console_session (client_id, expires_at);
create index console_session_by_expiry on console_session (expires_at);
