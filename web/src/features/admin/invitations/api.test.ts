import { expect, test, vi } from 'vitest';

vi.stubGlobal('document', {
  documentElement: { lang: 'en', dir: 'ltr' },
  getElementById: () => ({ textContent: '{"appUrl":"https://id.example.com"}' }),
});
const { findsInvitation, isUsedUp, linkOf, shortly } = await import('./api.ts');

const invitation = (usageCount: number) => ({
  id: 'i1',
  token: 'aB3dE6gH9jK2mN5p',
  expiresAt: '2026-12-01T00:00:00Z',
  usageLimit: 3,
  usageCount,
  userGroups: [],
  createdAt: '2026-11-01T00:00:00Z',
});

test('an invitation is used up with its last use', () => {
  expect([2, 3].map((uses) => isUsedUp(invitation(uses)))).toEqual([false, true]);
});

test('its link is whole, its name in the list is not', () => {
  expect(linkOf(invitation(0))).toBe('https://id.example.com/st/aB3dE6gH9jK2mN5p');
  expect(shortly(invitation(0).token)).toBe('aB3…mN5p');
});

test('it is found by its token and by the groups that whoever uses it joins', () => {
  const staff = {
    id: 'g',
    ldapId: null,
    name: 'staff',
    friendlyName: 'Die Ärzte',
    createdAt: '',
    userCount: 1,
    customClaims: [],
  };
  const found = (text: string) => findsInvitation({ ...invitation(0), userGroups: [staff] }, text);
  expect(['ab3d', 'STAFF', ' ärzte ', ''].map(found)).toEqual([true, true, true, true]);
  expect(found('nobody')).toBe(false);
});
