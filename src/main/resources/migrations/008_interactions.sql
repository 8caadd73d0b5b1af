-- Authorization requests that wait for their person. The id is the handle and stored as its SHA-256; the browser is the
-- one that began, by the hash of its cookie, once that is known.
create table interactions (
  id_hash text primary key,
  client_id text not null references clients (id) on delete cascade,
  parameters text not null,
  browser_hash text,
  user_id text references users (id) on delete cascade,
  account_selected boolean not null,
  proved_at bigint,
  consented boolean not null,
  denied boolean not null,
  created_at bigint not null,
  expires_at bigint not null
);
create index interactions_client on interactions (client_id);
create index interactions_user on interactions (user_id);
create index interactions_expiry on interactions (expires_at);

-- Authorization codes by their SHA-256. A used one stays as long as its grant, so that a second use is recognised.
create table authorization_codes (
  hash text primary key,
  grant_id text not null references grants (id) on delete cascade,
  client_id text not null references clients (id) on delete cascade,
  redirect_uri text not null,
  redirect_uri_sent boolean not null,
  code_challenge text not null,
  nonce text,
  failures integer not null,
  expires_at bigint not null,
  used_at bigint
);
create index authorization_codes_grant on authorization_codes (grant_id);
create index authorization_codes_client on authorization_codes (client_id);
