import { found, filtered, missing, ok, page, wrong, type Answer } from './answer.ts';
import { ago, client, house, type SampleClient } from '../samples.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function aboutClients(method: string, [area, id, part, sub]: string[], url: URL, body: any): Answer {
  if (area === 'users' && part === 'clients')
    return ok(
      page(
        house.clients.filter((one) => one.launchURL).map((one) => ({ ...one, lastUsedAt: null })),
        url,
      ),
    );
  if (area === 'users' && method === 'DELETE') {
    house.allowed = house.allowed.filter((entry) => entry.client.id !== sub);
    return ok();
  }
  if (area === 'users') return ok(page(house.allowed, url));
  if (area === 'sign-in-tests') return tested(body);
  if (!id && method === 'POST') {
    if (!body.name) return wrong('name', 'required', 'is required');
    house.clients = [
      ...house.clients,
      client(body.id ?? crypto.randomUUID(), body.name, { ...body, allowedUserGroups: [] }),
    ];
    return { status: 201, body: house.clients.at(-1) };
  }
  if (!id)
    return ok(
      page(
        house.clients
          .filter((one) => found(one.name, url) && filtered(url, 'isGroupRestricted', one.isGroupRestricted))
          .map((one) => ({ ...one, allowedUserGroupsCount: one.allowedUserGroups.length })),
        url,
      ),
    );
  const one = house.clients.find((entry) => entry.id === id);
  if (!one) return missing;
  if (part === 'preview') return preview(one, sub ?? '', url);
  if (part === 'sign-in-tests')
    return { status: 201, body: { url: `/settings/admin/sign-in-test?state=${one.id}&code=sample` } };
  if (part === 'secrets' && method === 'POST') {
    const secret = {
      id: crypto.randomUUID(),
      prefix: 'Zx81',
      createdAt: ago(0),
      expiresAt: body.expiresAt,
      isActive: true,
    };
    house.secrets = [...house.secrets, secret];
    return { status: 201, body: { ...secret, secret: 'Zx81qWmTn4Rb7LkVd2YpGs9HcJf6Ea3U' } };
  }
  if (part === 'secrets') house.secrets = house.secrets.filter((secret) => method !== 'DELETE' || secret.id !== sub);
  else if (part === 'allowed-user-groups')
    one.allowedUserGroups = house.groups.filter((entry) => body.userGroupIds.includes(entry.id));
  else if (method === 'PUT') {
    const bad = (body.callbackURLs as string[]).findIndex((address) => !/^[a-z.+-]+:/i.test(address));
    if (bad >= 0) return wrong(`callbackURLs[${String(bad)}]`, 'callback_url_pattern', 'is invalid');
    Object.assign(one, body, body.isGroupRestricted ? {} : { allowedUserGroups: [] });
  } else if (method === 'DELETE') house.clients = house.clients.filter((entry) => entry !== one);
  if (method === 'DELETE') return ok();
  return ok(part === 'secrets' ? house.secrets : one);
}

/** The state of a sample is its app; an error, or a code called `bad`, makes it fail. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function tested(body: any): Answer {
  const one = house.clients.find((entry) => entry.id === body.state);
  const user = house.people[0];
  if (!one || !user) return missing;
  const fails = body.error ? 'authorize' : body.code === 'bad' ? 'token' : null;
  return ok({
    clientId: one.id,
    clientName: one.name,
    step: fails ?? 'done',
    reason: fails && (body.error ?? 'invalid_grant'),
    scopes: fails ? [] : ['openid', 'profile', 'email', 'groups'],
    idToken: {},
    userInfo: fails
      ? {}
      : {
          sub: user.id,
          name: user.displayName,
          preferred_username: user.username,
          email: user.email,
          email_verified: false,
          groups: user.userGroups.map(({ name }) => name),
        },
    notes: fails ? [] : ['email_not_verified', 'no_secret'],
  });
}

function preview(one: SampleClient, userId: string, url: URL): Answer {
  const user = house.people.find((entry) => entry.id === userId);
  if (!user) return missing;
  if (one.isGroupRestricted && !user.userGroups.some((mine) => one.allowedUserGroups.some(({ id }) => id === mine.id)))
    return { status: 403, body: { error: 'Not allowed', code: 'oidc_access_denied' } };
  const scopes = (url.searchParams.get('scopes') ?? '').split(' ');
  const about = {
    ...(scopes.includes('profile') ? { name: user.displayName, preferred_username: user.username } : {}),
    ...(scopes.includes('email') ? { email: user.email, email_verified: user.emailVerified } : {}),
    ...(scopes.includes('groups') ? { groups: user.userGroups.map(({ name }) => name) } : {}),
  };
  const common = { iss: 'https://id.example.com', sub: user.id, iat: ago(0), exp: ago(-60) };
  return ok({
    idToken: { ...about, ...common, aud: [one.id], auth_time: 1772355600, amr: ['phr', 'pop', 'user', 'mfa'] },
    accessToken: { ...common, aud: [one.id, common.iss], client_id: one.id, scope: scopes.join(' '), scp: scopes },
    userInfo: { ...about, sub: user.id },
  });
}
