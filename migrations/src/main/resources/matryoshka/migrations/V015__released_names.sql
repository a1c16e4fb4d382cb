-- Names that the graph once gave to a service and gives to none now. They stay those of the service that had them last: registrations,
-- plans and tokens still know them, and would mean something else if another service took them over.

create table graph_released_name (
    kind        text not null check (kind in ('service', 'scope', 'audience')),
    name        text not null,   -- of an audience the normal form, since that is what audiences are compared by
    service     text not null,   -- that had it last; its latest row in graph_service names the owners
    released_in bigint not null references graph_version, -- the first version without it
    primary key (kind, name)
);

-- What the history says. The publisher keeps it up to date from here on.
with past as (
    select 'service' as kind, name, name as service, until_version from graph_service
    union all
    select 'scope', scope, name, until_version from graph_service, jsonb_object_keys(scopes) as scope
    union all
    -- One that is the name goes with the name. The normal form of RFC 3986 but for percent-encoding and dot segments, which are the
    -- publisher's to look at.
    select 'audience',
           case when part[1] is null then audience
                else lower(part[1]) || '://'
                     || regexp_replace(lower(part[2]),
                                       case lower(part[1]) when 'https' then ':(0*443)?$' when 'http' then ':(0*80)?$' else ':$' end, '')
                     || case when part[3] ~ '^/' then '' else '/' end || part[3]
           end,
           name, until_version
    from graph_service
         left join lateral regexp_match(audience, '^([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)$') as part on true
    where audience <> name
)
insert into graph_released_name (kind, name, service, released_in)
select kind, name, (array_agg(service order by until_version desc))[1], max(until_version)
from past
group by kind, name
having count(*) = count(until_version);
