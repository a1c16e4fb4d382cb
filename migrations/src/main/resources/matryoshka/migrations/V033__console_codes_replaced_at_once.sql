-- A code is replaced by the next one in one step, after the token was made: an outage in between ends no session.
delete from console_session where code_hash is null;
alter table console_session alter column code_hash set not null;
comment on column console_session.code_hash is 'SHA-256 of the code that continues it';
