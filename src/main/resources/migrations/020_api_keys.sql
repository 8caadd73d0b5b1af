-- Keys that programs send in a person's place, as SHA-256. No scopes: all that its owner may; no ranges: from anywhere.
create table api_keys (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  hash text not null unique,
  name text not null,
  description text,
  scopes text not null,
  address_ranges text not null,
  ok_after_delete boolean not null,
  expires_at bigint not null,
  expiration_email_sent boolean not null,
  created_at bigint not null,
  last_used_at bigint,
  last_used_ip text,
  last_refused_at bigint
);
create index api_keys_user on api_keys (user_id, created_at);
create index api_keys_expiry on api_keys (expires_at);
