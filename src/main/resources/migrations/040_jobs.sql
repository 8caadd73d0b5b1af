-- Work that waits to be done, with what it needs sealed under the server key. A row that is being worked on is due
-- again when its lease ends; without a due time it was given up.
create table jobs (
  id text primary key,
  kind text not null,
  payload text not null,
  created_at bigint not null,
  due_at bigint,
  useless_after bigint,
  running boolean not null,
  attempts integer not null,
  last_error text,
  failed_at bigint
);
create index jobs_due on jobs (due_at);
