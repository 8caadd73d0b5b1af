-- Invitations: whoever holds the token makes an account. Sealed as well as hashed, because administrators list them.
create table signup_tokens (
  id text primary key,
  token_hash text not null unique,
  token_sealed text not null,
  usage_limit integer not null,
  usage_count integer not null,
  created_at bigint not null,
  expires_at bigint not null
);
create index signup_tokens_expiry on signup_tokens (expires_at);

-- The groups that whoever uses one joins.
create table signup_token_groups (
  token_id text not null references signup_tokens (id) on delete cascade,
  group_id text not null references user_groups (id) on delete cascade,
  primary key (token_id, group_id)
);
create index signup_token_groups_group on signup_token_groups (group_id);
