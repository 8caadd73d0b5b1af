import { expect, test, vi } from 'vitest';

vi.stubGlobal('document', { getElementById: () => ({ textContent: '{"appUrl":"https://id.example.com"}' }) });
const { isUsedUp, linkOf, shortly } = await import('./api.ts');

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
