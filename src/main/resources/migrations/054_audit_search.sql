-- A text is looked up among the cities and the people who did something, as among apps, events and countries before.
create index audit_log_city on audit_log (city, created_at);
create index audit_log_actor on audit_log (actor_id, created_at);
