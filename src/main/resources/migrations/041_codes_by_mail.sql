-- A code that somebody asked for by mail works in the browser it was asked for in: the SHA-256 of that one's cookie.
alter table login_codes add column device_hash text;

-- Links that were sent to an address to see whether it is its owner's; the code in them as HMAC under the server key.
create table email_verifications (
  user_id text primary key references users (id) on delete cascade,
  email text not null,
  code_hmac text not null,
  guesses integer not null,
  expires_at bigint not null
);
