-- A signing key is first next (published, not signing), then active (the only one that signs), then retiring (published until the last
-- token that it signed has expired), and at last gone (neither published nor valid; its private part is erased).

alter table signing_key
    add column signs_from   timestamptz, -- of a next key: when it becomes active; null until a rotation is due or demanded
    add column activated_at timestamptz, -- when it began to sign; null while it is next
    add column gone_at      timestamptz; -- from then on nothing that it signed is valid

update signing_key set activated_at = created_at;

update signing_key
set retired_at = greatest(now(), created_at)
where retired_at is null
  and kid <> (select kid from signing_key where retired_at is null order by created_at desc, kid limit 1);

create unique index signing_key_active on signing_key ((true))
    where activated_at is not null and retired_at is null and gone_at is null;
create unique index signing_key_next on signing_key ((true))
    where activated_at is null and retired_at is null and gone_at is null;
