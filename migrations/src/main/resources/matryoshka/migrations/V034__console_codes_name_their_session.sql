-- All codes of a session name it, so that each that was used before is known for that, and not only the last one.
delete from console_session;
alter table console_session drop column used_hash;
