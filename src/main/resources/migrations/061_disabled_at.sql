-- When an account was last disabled; it stays when the account is enabled again. Sessions, grants, login codes and
-- remote sign-ins that began no later are over for good.
alter table users add column disabled_at bigint;
update users set disabled_at = updated_at where disabled = true;
