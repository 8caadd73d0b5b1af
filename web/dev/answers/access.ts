import { ok, page, wrong, type Answer } from './answer.ts';
import { apiKey, house, invitation } from '../samples.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function aboutInvitations(method: string, [id]: string[], url: URL, body: any): Answer {
  if (method === 'DELETE') house.invitations = house.invitations.filter((one) => one.id !== id);
  if (method !== 'POST') return method === 'DELETE' ? ok() : ok(page(house.invitations, url));
  if (!(body.usageLimit >= 1 && body.usageLimit <= 100))
    return wrong('usageLimit', 'too_long', 'must be at most 100 characters long');
  const made = invitation(`i${String(house.invitations.length + 1)}`, 'mN5paB3dE6gH9jK2', {
    usageLimit: body.usageLimit,
    userGroups: house.groups.filter((one) => body.userGroupIds.includes(one.id)),
  });
  house.invitations = [made, ...house.invitations];
  return { status: 201, body: made };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function aboutApiKeys(method: string, [id]: string[], url: URL, body: any): Answer {
  if (method === 'POST' && !id && !body.name) return wrong('name', 'required', 'is required');
  const token = 'Zk3v0Qw8RtY5uIo2PaS7dFg9HjK1lXc4';
  if (method === 'POST') {
    const old = house.apiKeys.find((key) => key.id === id);
    const made = old ? { ...old, ...body } : apiKey(`k${String(Date.now())}`, body.name, body.scopes, body);
    house.apiKeys = [made, ...house.apiKeys.filter((key) => key !== old)];
    return { status: id ? 200 : 201, body: { apiKey: made, token } };
  }
  if (method === 'DELETE') house.apiKeys = house.apiKeys.filter((key) => key.id !== id);
  return method === 'DELETE' ? ok() : ok(page(house.apiKeys, url));
}
