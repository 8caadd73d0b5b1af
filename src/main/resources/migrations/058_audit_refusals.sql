-- An entry about refused attempts may stand for several; and what concerns an app is found by it.
alter table audit_log add column times bigint not null default 1;
create index audit_log_client on audit_log (client_id, created_at);
