import type { Passkey } from '$api';

/** Where a passkey lives: with a password manager, on a security key, or on one device. */
export function kindOf(passkey: Pick<Passkey, 'backupEligible' | 'transport'>): 'synced' | 'key' | 'device' {
  if (passkey.backupEligible) return 'synced';
  const carried = passkey.transport.some(
    (way) => way === 'usb' || way === 'nfc' || way === 'ble' || way === 'smart-card',
  );
  return carried && !passkey.transport.includes('internal') ? 'key' : 'device';
}
