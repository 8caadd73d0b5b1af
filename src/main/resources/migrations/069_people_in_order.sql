-- Orders by username are read from an index alone, as those by any other column are.
create index users_username on users (username_folded, id);
