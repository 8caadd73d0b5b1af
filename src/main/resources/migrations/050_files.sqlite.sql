-- Uploaded files, where FILE_BACKEND=database. A path reads like profile-pictures/NAME.png.
create table files (
  path text primary key,
  content blob not null,
  written_at bigint not null
);
