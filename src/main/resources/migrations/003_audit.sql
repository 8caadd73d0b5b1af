-- What happened, who did it, from where. Only ever added to; it names people and apps by id without a reference, so
-- that an entry outlives them.
create table audit_log (
  id text primary key,
  created_at bigint not null,
  event text not null,
  user_id text,
  actor_id text,
  client_id text,
  ip text not null,
  user_agent text not null,
  data text not null
);
create index audit_log_created_at on audit_log (created_at, id);
create index audit_log_user on audit_log (user_id, created_at);
create index audit_log_event on audit_log (event, created_at);
