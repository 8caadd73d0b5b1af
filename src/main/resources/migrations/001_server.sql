-- Values of this installation that are neither settings nor anybody's data.
create table server_values (
  name text primary key,
  value text not null
);
