import type { CustomClaim, Group, GroupMinimal } from '$api';
import { found, filtered, missing, ok, page, wrong, type Answer } from './answer.ts';
import { bulk, checked } from './manyPeople.ts';
import { group, house, me, person, SAMPLE_PICTURE } from '../samples.ts';

const usersOf = (id: string) => house.people.filter((user) => user.userGroups.some((entry) => entry.id === id));
const detail = (entry: GroupMinimal): Group => ({
  ...entry,
  customClaims: house.claimsOf[entry.id] ?? [],
  users: usersOf(entry.id),
  allowedOidcClients: house.clients.filter((one) => one.allowedUserGroups.some(({ id }) => id === entry.id)),
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function aboutUsers(method: string, [id, part, sub]: string[], url: URL, body: any): Answer {
  if (!id && method === 'POST') {
    if (!body.username) return wrong('username', 'required', 'is required');
    house.people = [...house.people, person(`n${String(house.people.length)}`, '', '', [], body)];
    return { status: 201, body: house.people.at(-1) };
  }
  if (!id)
    return ok(
      page(
        house.people.filter(
          (user) =>
            found(`${user.displayName} ${user.email ?? ''}`, url) &&
            filtered(url, 'isAdmin', user.isAdmin) &&
            filtered(url, 'disabled', user.disabled),
        ),
        url,
      ),
    );
  if (id === 'bulk') return bulk(body);
  if (id === 'import') return part === 'check' ? checked() : ok({ people: 12, mailed: 12 });
  const user = id === 'me' ? me() : house.people.find((entry) => entry.id === id);
  if (!user) return missing;
  if (part === 'sessions' && method === 'DELETE') {
    house.sessions = house.sessions.filter((entry) => (sub ? entry.id !== sub : entry.current));
    return ok();
  }
  if (part === 'sessions') return ok(id === 'me' || user.isAdmin ? house.sessions : []);
  if (part === 'webauthn-credentials') return ok(user.isAdmin ? house.passkeys : []);
  if (part === 'one-time-access-email' || part === 'send-email-verification') return ok();
  if (part === 'one-time-access-token') return { status: 201, body: { token: 'aB3xK9' } };
  if (part === 'profile-picture') {
    user.pictureUrl = method === 'PUT' ? SAMPLE_PICTURE : null;
    return ok();
  }
  if (part === 'user-groups') user.userGroups = house.groups.filter((entry) => body.userGroupIds.includes(entry.id));
  else if (method === 'PUT' && body.email && !body.email.includes('@'))
    return wrong('email', 'invalid_format', 'must be a valid email address');
  else if (method === 'PUT') Object.assign(user, body);
  else if (method === 'DELETE') house.people = house.people.filter((entry) => entry !== user);
  return method === 'DELETE' ? ok() : ok(user);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function aboutGroups(method: string, [id, part, sub]: string[], url: URL, body: any): Answer {
  if (!id && method === 'POST') {
    house.groups.push(group(`g${String(house.groups.length + 1)}`, body.friendlyName, body.name));
    return { status: 201, body: detail(house.groups.at(-1) as GroupMinimal) };
  }
  if (!id)
    return ok(
      page(
        house.groups
          .filter((entry) => found(entry.friendlyName, url))
          .map((entry) => ({ ...entry, userCount: usersOf(entry.id).length })),
        url,
      ),
    );
  const entry = house.groups.find((one) => one.id === id);
  if (!entry) return missing;
  if (part === 'members' && method === 'GET')
    return ok(
      page(
        usersOf(id).filter((user) => found(`${user.displayName} ${user.email ?? ''}`, url)),
        url,
      ),
    );
  if (part === 'members')
    for (const user of house.people) {
      if (method === 'DELETE' && user.id === sub) user.userGroups = user.userGroups.filter((one) => one.id !== id);
      if (method === 'POST' && body.userIds.includes(user.id)) user.userGroups.push(entry);
    }
  else if (part === 'users')
    for (const user of house.people) {
      user.userGroups = user.userGroups.filter((one) => one.id !== id);
      if (body.userIds.includes(user.id)) user.userGroups.push(entry);
    }
  else if (part === 'allowed-oidc-clients')
    for (const one of house.clients) {
      one.allowedUserGroups = one.allowedUserGroups.filter((chosen) => chosen.id !== id);
      if (body.oidcClientIds.includes(one.id)) one.allowedUserGroups.push(entry);
    }
  else if (method === 'PUT') Object.assign(entry, body);
  else if (method === 'DELETE') house.groups.splice(house.groups.indexOf(entry), 1);
  return method === 'DELETE' || part === 'members' ? ok() : ok(detail(entry));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function aboutPasskeys(method: string, [, id]: string[], body: any): Answer {
  const passkey = house.passkeys.find((entry) => entry.id === id);
  if (method === 'PATCH' && passkey) passkey.name = body.name;
  if (method === 'DELETE') house.passkeys = house.passkeys.filter((entry) => entry !== passkey);
  return method === 'DELETE' ? ok() : ok(passkey ?? house.passkeys);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function aboutClaims([kind, id = '']: string[], body: any): Answer {
  if (kind === 'suggestions') return ok(['quota', 'role', 'shell']);
  const claims = body as CustomClaim[];
  const twice = claims.find(({ key }, index) => claims.findIndex((claim) => claim.key === key) !== index);
  if (twice) {
    const field = { field: 'key', code: 'duplicate', message: 'is listed more than once' };
    return {
      status: 400,
      body: { error: 'Already defined', code: 'duplicate_claim', details: { key: twice.key, fields: [field] } },
    };
  }
  const user = house.people.find((entry) => entry.id === id);
  if (user) user.customClaims = claims;
  else house.claimsOf[id] = claims;
  return ok(claims);
}
