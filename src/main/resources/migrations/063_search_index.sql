-- A search reads this index and not the rows, for which it has to hold what is asked for.
drop index users_search_text;
create index users_search_text on users (search_text, id);
