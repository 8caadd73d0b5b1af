-- What the audit log is filtered and sorted by: the app's name as it was, and where the address is.
alter table audit_log add column client_name text not null default '';
alter table audit_log add column country text not null default '';
alter table audit_log add column city text not null default '';
update audit_log set client_name = coalesce(data::json ->> 'clientName', '');
create index audit_log_client_name on audit_log (client_name, created_at);
create index audit_log_ip on audit_log (ip, id);
create index audit_log_country on audit_log (country, created_at);
