-- Where callers reach a service, and which clients may present its tokens for it. Rows of earlier versions get the empty list, which says
-- what they always meant; adding a column with a constant default rewrites no row, and fires no trigger.

alter table graph_service
    add column hosts      text[] not null default '{}',
    add column presenters text[] not null default '{}';
