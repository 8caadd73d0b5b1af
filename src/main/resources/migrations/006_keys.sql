-- Signing keys, oldest first by number. A key is published from the moment it is here, signs from signs_from until a
-- later one does, and stays published until the last token it signed has expired. Rows are kept: a logout may be hinted
-- at with an ID token of long ago.
create table signing_keys (
  kid text primary key,
  number integer not null unique,
  algorithm text not null,
  sealed_jwk text not null,
  public_jwk text not null,
  created_at bigint not null,
  signs_from bigint not null,
  tokens_until bigint not null
);
