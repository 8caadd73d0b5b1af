-- Which picture counts, as VERSION.FORMAT: of the installation (empty: none, on purpose), of people and of apps.
create table application_images (
  name text primary key,
  file text not null
);
alter table users add column picture text;
alter table clients add column logo text;
alter table clients add column dark_logo text;
