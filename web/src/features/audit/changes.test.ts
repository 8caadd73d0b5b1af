import { describe, expect, it } from 'vitest';
import { changesOf } from './changes.ts';

describe('what an entry says of a change', () => {
  it('is what a value was and is', () => {
    expect(changesOf({ username: 'kim', 'isAdmin.before': 'false', 'isAdmin.after': 'true' })).toEqual([
      { field: 'isAdmin', kind: 'value', before: 'false', after: 'true' },
    ]);
  });

  it('is who left a list and who came, with how many are not named', () => {
    const data = { 'members.added': 'ada\nkim', 'members.added.total': '40', 'members.removed': 'lou' };
    expect(changesOf(data)).toEqual([
      {
        field: 'members',
        kind: 'list',
        removed: { names: ['lou'], more: 0 },
        added: { names: ['ada', 'kim'], more: 38 },
      },
    ]);
  });

  it('tells of a secret that it is another one', () => {
    expect(changesOf({ 'smtpPassword.before': 'XXXXXXXXXX', 'smtpPassword.after': 'XXXXXXXXXX' })).toEqual([
      { field: 'smtpPassword', kind: 'secret' },
    ]);
  });

  it('is nothing where nothing was changed', () => {
    expect(changesOf({ clientName: 'Wiki', moreChanges: '3' })).toEqual([]);
  });

  it('finds the name of a claim that has dots', () => {
    expect(changesOf({ 'claims.a.before.before': '', 'claims.a.before.after': 'x' })[0]?.field).toBe('claims.a.before');
  });
});
