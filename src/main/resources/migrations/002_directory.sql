-- People, their groups, and what is told about both. The folded columns are what uniqueness, look-ups and searches
-- compare: lower case, so that both engines agree on what is the same.
create table users (
  id text primary key,
  username text not null,
  username_folded text not null unique,
  email text,
  email_folded text unique,
  email_verified boolean not null,
  first_name text not null,
  last_name text not null,
  display_name text not null,
  search_text text not null,
  is_admin boolean not null,
  locale text,
  disabled boolean not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index users_search_text on users (search_text);
create index users_created_at on users (created_at, id);
create index users_first_name on users (first_name, id);
create index users_last_name on users (last_name, id);
create index users_display_name on users (display_name, id);
create index users_email on users (email_folded, id);
create index users_email_verified on users (email_verified, id);
create index users_is_admin on users (is_admin, id);
create index users_disabled on users (disabled, id);

create table user_groups (
  id text primary key,
  name text not null unique,
  friendly_name text not null,
  search_text text not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table group_members (
  group_id text not null references user_groups (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  primary key (group_id, user_id)
);
create index group_members_user on group_members (user_id);

create table user_claims (
  user_id text not null references users (id) on delete cascade,
  claim text not null,
  value text not null,
  primary key (user_id, claim)
);

create table group_claims (
  group_id text not null references user_groups (id) on delete cascade,
  claim text not null,
  value text not null,
  primary key (group_id, claim)
);
