-- What it takes to judge the tokens of a plan in a later graph, and where their status is published.

-- What earlier releases minted cannot be judged: it counts as what the graph does not give. It expires within the hour.
delete from plan;

alter table plan
    add column chain        jsonb not null, -- exchanges since the chain began, and what its earlier tokens permitted
    add column nodes        jsonb not null, -- the tokens, leaf first: id, place, what each permits by itself and who gave it that
    add column size         integer not null check (size > 0), -- how many tokens
    add column status_list  integer,        -- the number of the list that holds their status; null when none is published
    add column status_first integer,        -- the index of the first of them there; the others follow
    -- The database's time, so that instances whose clocks differ find what others have entered.
    add column entered_at   timestamptz not null default clock_timestamp(),
    add check (num_nulls(status_list, status_first) <> 1);

create unique index plan_status on plan (status_list, status_first) include (size);
create index plan_entered_at on plan (entered_at);

-- Finds the plan of a node: what introspection begins with.
create table plan_node (
    id      text not null,
    plan_id text not null references plan on delete cascade,
    primary key (id, plan_id)
);

create index plan_node_plan on plan_node (plan_id);

create trigger replicas after insert on plan
    for each statement execute function notify_replicas('plans');
