import { expect, it } from 'vitest';
import { claimName } from './api.ts';

it.each([
  ['Family', 'family'],
  ['Home lab  Admins', 'home_lab_admins'],
  ['Großfamilie Müller', 'gro_familie_muller'],
  ['  !  ', ''],
])('%s becomes %s', (friendly, name) => {
  expect(claimName(friendly)).toBe(name);
});
