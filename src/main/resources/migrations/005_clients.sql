-- The applications that may ask people to sign in. Address lists are JSON arrays in the order they were typed.
create table clients (
  id text primary key,
  name text not null,
  search_text text not null,
  description text not null,
  callback_urls text not null,
  logout_callback_urls text not null,
  is_public boolean not null,
  pkce_required boolean not null,
  pkce_supported boolean not null,
  requires_reauthentication boolean not null,
  skip_consent boolean not null,
  group_restricted boolean not null,
  launch_url text,
  access_token_minutes integer not null,
  refresh_token_minutes integer not null,
  id_token_claims text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index clients_name on clients (name, id);
create index clients_created_at on clients (created_at, id);

create table client_secrets (
  id text primary key,
  client_id text not null references clients (id) on delete cascade,
  hash text not null,
  prefix text not null,
  created_at bigint not null,
  expires_at bigint
);
create index client_secrets_client on client_secrets (client_id, created_at);

create table client_allowed_groups (
  client_id text not null references clients (id) on delete cascade,
  group_id text not null references user_groups (id) on delete cascade,
  primary key (client_id, group_id)
);
create index client_allowed_groups_group on client_allowed_groups (group_id);
