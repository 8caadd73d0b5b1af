-- Browsers that wait for somebody to sign them in from another device: the code that is scanned there as an HMAC under
-- the server key, what the waiting browser holds as its SHA-256.
create table remote_sign_ins (
  code_hmac text primary key,
  browser_hash text not null,
  ip_address text not null,
  user_agent text not null,
  created_at bigint not null,
  expires_at bigint not null,
  denied boolean not null,
  user_id text references users (id) on delete cascade,
  used_at bigint
);
create index remote_sign_ins_user on remote_sign_ins (user_id);
create index remote_sign_ins_expiry on remote_sign_ins (expires_at);
