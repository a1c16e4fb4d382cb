-- The key that encrypts private signing keys, where the key encryption key is in a key management service or a security module that
-- does not reveal it: made here, and encrypted there. There is one or none.

create table data_key (
    id          smallint primary key check (id = 1),
    wrapped_by  text not null,        -- which key encryption key: for people
    wrapped_key bytea not null,
    created_at  timestamptz not null
);
