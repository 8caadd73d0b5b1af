-- Tests of signing in to a client that an administrator began: by the SHA-256 of the `state`, for one client and one
-- browser session. Finishing a test removes its row.
create table sign_in_tests (
  state_hash text primary key,
  client_id text not null references clients (id) on delete cascade,
  session_id text not null references sessions (id) on delete cascade,
  expires_at bigint not null
);
create index sign_in_tests_client on sign_in_tests (client_id);
create index sign_in_tests_session on sign_in_tests (session_id);
create index sign_in_tests_expiry on sign_in_tests (expires_at);
