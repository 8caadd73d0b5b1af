import { expect, it } from 'vitest';
import { kindOf } from './passkeys.ts';

it.each([
  [true, ['internal', 'hybrid'], 'synced'],
  [true, ['usb'], 'synced'],
  [false, ['usb', 'nfc'], 'key'],
  [false, ['internal'], 'device'],
  [false, [], 'device'],
] as const)('backup %s over %j is %s', (backupEligible, transport, kind) => {
  expect(kindOf({ backupEligible, transport: [...transport] })).toBe(kind);
});
