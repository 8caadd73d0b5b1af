-- Sign-outs that apps asked for by POST, until the browser comes back with its session's cookie. Asking once uses one
-- up.
create table posted_logouts (
  id_hash text primary key,
  parameters text not null,
  expires_at bigint not null
);
create index posted_logouts_expiry on posted_logouts (expires_at);
