-- A name that was given up and is registered again is somebody else's: no token of the earlier owner passes to the new one.

alter table client
    -- 24 random bits, in the jti of every chain that this client begins. A chain lives only as long as they are those of its client.
    add column registration integer not null
        default cast(cast('x' || substr(replace(cast(gen_random_uuid() as text), '-', ''), 1, 6) as bit(24)) as integer);

alter table trusted_issuer
    -- Chains of its users that began earlier are of an earlier registration. Those of registrations before this release go on.
    add column registered_at timestamptz not null default 'epoch';

-- Whose subjects each prefix stands for, for ever: what services know of users by their subject must not become another user's.
create table subject_prefix (
    prefix      text primary key,
    issuer      text not null, -- iss
    released_at timestamptz    -- when the registration was removed, or got another prefix; null while in use
);

insert into subject_prefix (prefix, issuer) select subject_prefix, issuer from trusted_issuer;
