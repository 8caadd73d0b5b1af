-- Device authorizations (RFC 8628): the device code by its SHA-256, the user code by an HMAC under the server key.
create table device_codes (
  hash text primary key,
  user_code_hmac text not null unique,
  client_id text not null references clients (id) on delete cascade,
  scopes text not null,
  ip_address text not null,
  user_agent text not null,
  created_at bigint not null,
  expires_at bigint not null,
  polled_at bigint,
  denied boolean not null,
  grant_id text references grants (id) on delete cascade,
  used_at bigint
);
create index device_codes_client on device_codes (client_id);
create index device_codes_grant on device_codes (grant_id);
create index device_codes_expiry on device_codes (expires_at);

-- Wrong guesses at user codes, by who guessed and by window of time.
create table user_code_guesses (
  user_id text not null references users (id) on delete cascade,
  window_start bigint not null,
  guesses integer not null,
  primary key (user_id, window_start)
);
