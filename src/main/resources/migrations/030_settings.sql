-- Settings that differ from their defaults; secrets among them are sealed.
create table settings (
  setting text primary key,
  value text not null
);

-- One number, raised by every change, by which replicas notice it.
create table settings_version (
  id integer primary key check (id = 1),
  version bigint not null
);
insert into settings_version (id, version) values (1, 1);
