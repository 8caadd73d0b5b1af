-- What a person gave a client, in a session or on a device. Codes and refresh tokens hang from it; it is dead once
-- ended_at is set, and with it everything that hangs from it.
create table grants (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  client_id text not null references clients (id) on delete cascade,
  session_id text,
  kind text not null,
  scopes text not null,
  requested_claims text,
  auth_time bigint not null,
  amr text not null,
  created_at bigint not null,
  ended_at bigint,
  end_reason text
);
create index grants_by_user on grants (user_id, client_id);
create index grants_by_client on grants (client_id);
create index grants_by_session on grants (session_id);
create index grants_by_age on grants (created_at);

-- What a person has agreed to for a client: scope names, separated by blanks. It only grows, and does not expire.
create table consents (
  user_id text not null references users (id) on delete cascade,
  client_id text not null references clients (id) on delete cascade,
  scopes text not null,
  created_at bigint not null,
  last_used_at bigint not null,
  primary key (user_id, client_id)
);
create index consents_by_client on consents (client_id);

-- A refresh token's successor is derived from it, so "used" is the same as "its successor has a row".
create table refresh_tokens (
  hash text primary key,
  grant_id text not null references grants (id) on delete cascade,
  issued_at bigint not null,
  expires_at bigint not null,
  kept_until bigint not null
);
create index refresh_tokens_by_grant on refresh_tokens (grant_id);
create index refresh_tokens_by_age on refresh_tokens (kept_until);

-- Access tokens that were revoked one by one, until they would have expired.
create table revoked_access_tokens (
  jti text primary key,
  expires_at bigint not null
);
create index revoked_access_tokens_by_age on revoked_access_tokens (expires_at);
