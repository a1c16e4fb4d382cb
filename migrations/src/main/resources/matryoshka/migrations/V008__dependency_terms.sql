-- On what terms a dependency is used; all null, as in every row before this, when it says nothing.

alter table graph_dependency
    add column condition  text,     -- "when" in the graph document: an expression in CEL
    add column parameters jsonb check (jsonb_typeof(parameters) = 'object'), -- as in the graph document
    add column extend     interval check (extend >= interval '1 second' and date_trunc('second', extend) = extend),
    add column excess     text check (excess in ('flag', 'reject')); -- "staleness.excess" in the graph document
