-- Each of these has the entries of one value in the order of time, and what has no app needs no place among the apps.
drop index audit_log_created_at;
create index audit_log_created_at on audit_log (created_at);
drop index audit_log_ip;
create index audit_log_ip on audit_log (ip, created_at);
drop index audit_log_client_name;
create index audit_log_client_name on audit_log (client_name, created_at, event) where client_name <> '';
