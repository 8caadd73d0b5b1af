-- Whether people whom a program adds with this key are mailed a login code.
alter table api_keys add column mail_login_code boolean not null default false;
