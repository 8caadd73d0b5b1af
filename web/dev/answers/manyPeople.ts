import { ok, type Answer } from './answer.ts';
import { house } from '../samples.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function bulk({ action, userIds, groupId }: any): Answer {
  const refused = userIds.includes('u1') ? [{ id: 'u1', code: 'own_account', error: 'This is your own account' }] : [];
  const meant = house.people.filter((user) => user.id !== 'u1' && userIds.includes(user.id));
  const group = house.groups.find((one) => one.id === groupId);
  const changed = meant.filter((user) => action !== 'disable' || !user.disabled).map((user) => user.id);
  if (action === 'delete') house.people = house.people.filter((user) => !meant.includes(user));
  for (const user of meant) {
    if (action === 'disable' || action === 'enable') user.disabled = action === 'disable';
    if (group) user.userGroups = user.userGroups.filter((one) => one !== group);
    if (group && action === 'addToGroup') user.userGroups.push(group);
  }
  return ok({ changed, unchanged: meant.map((user) => user.id).filter((id) => !changed.includes(id)), refused });
}

/** Every other file has mistakes. */
let checks = 0;
export function checked(): Answer {
  const first = house.people.slice(0, 10).map((user, n) => ({
    line: n + 2,
    username: user.username,
    email: user.email ?? '',
    displayName: user.displayName,
    isAdmin: user.isAdmin,
    disabled: user.disabled,
    groups: user.userGroups.map(({ name }) => name),
  }));
  const mistakes = [
    { line: 3, column: 'email', code: 'invalid_format', message: 'must be a valid email address' },
    { line: 7, column: 'userGroups', code: 'unknown_group', message: 'names no group: neighbours' },
    { line: 9, column: 'username', code: 'same_as_line', message: 'is the same as on line 4' },
    { line: 12, column: '', code: 'too_many_cells', message: 'has more cells than there are columns' },
  ];
  const wrong = checks++ % 2 === 0 ? mistakes : [];
  return ok({ people: 12, administrators: 1, mistakes: wrong, mistakeCount: wrong.length, first });
}
