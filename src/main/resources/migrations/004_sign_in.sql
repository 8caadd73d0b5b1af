-- Browsers that somebody is signed in with. The cookie's value is stored as its SHA-256.
create table sessions (
  id text primary key,
  token_hash text not null unique,
  user_id text not null references users (id) on delete cascade,
  method text not null,
  amr text not null,
  auth_time bigint not null,
  passkey_id text,
  ip_address text not null,
  user_agent text not null,
  created_at bigint not null,
  last_used_at bigint not null,
  expires_at bigint not null
);
create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

-- Passkeys. Binary values are base64url without padding.
create table passkeys (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  name text not null,
  credential_id text not null unique,
  public_key text not null,
  attestation_type text not null,
  aaguid text not null,
  transports text not null,
  sign_count bigint not null,
  counter_warning boolean not null,
  backup_eligible boolean not null,
  backup_state boolean not null,
  created_at bigint not null,
  last_used_at bigint,
  last_used_ip text,
  last_used_agent text
);
create index passkeys_user on passkeys (user_id);

-- Challenges of ceremonies under way. The cookie's value is stored as its SHA-256; tabs of one browser share it.
create table ceremonies (
  token_hash text not null,
  challenge text not null,
  purpose text not null,
  user_id text,
  draft text,
  expires_at bigint not null,
  primary key (token_hash, challenge)
);
create index ceremonies_expiry on ceremonies (expires_at);

-- Proofs of a passkey used just now, each good for one protected act.
create table reauthentications (
  token_hash text primary key,
  user_id text not null references users (id) on delete cascade,
  created_at bigint not null,
  expires_at bigint not null
);
create index reauthentications_expiry on reauthentications (expires_at);

-- Codes to sign in with once, as HMAC under the server key.
create table login_codes (
  code_hmac text primary key,
  user_id text not null references users (id) on delete cascade,
  created_at bigint not null,
  expires_at bigint not null
);
create index login_codes_user on login_codes (user_id);
create index login_codes_expiry on login_codes (expires_at);

-- Wrong guesses at codes of few bits, by who guessed and by window of time.
create table guess_counters (
  counter text not null,
  window_start bigint not null,
  guesses bigint not null,
  primary key (counter, window_start)
);

-- That the first administrator exists: at most one row, so that of two browsers racing exactly one makes it.
create table setup (
  step text primary key,
  user_id text not null,
  completed_at bigint not null
);
