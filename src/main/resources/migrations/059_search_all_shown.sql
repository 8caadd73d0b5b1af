-- A search looks into all that a list shows: of apps id, description and addresses, of groups and people the name that is
-- shown as well. SQLite folds only Latin letters without accents here; the others are folded when a row is next saved.
update clients
   set search_text = search_text || '
' || lower(id) || '
' || lower(description) || '
' || lower(coalesce(launch_url, '')) || '
' || lower(replace(replace(replace(callback_urls, '["', ''), '","', '
'), '"]', '')) || '
' || lower(replace(replace(replace(logout_callback_urls, '["', ''), '","', '
'), '"]', ''));

update user_groups set search_text = search_text || '
' || lower(friendly_name);

update users set search_text = search_text || '
' || lower(display_name);
