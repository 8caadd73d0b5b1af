import * as m from '$messages';

/** The country of addresses that are in none. */
export const INTERNAL = 'Internal Network';
/** The city of those that are in no network with a name. */
const LAN = 'LAN';

interface Placed {
  city?: string | null;
  country?: string | null;
}

/** Where an address is, in words; empty if nobody knows. */
export function placeOf({ city, country }: Placed): string {
  if (country !== INTERNAL) return [city, country].filter(Boolean).join(', ');
  return city && city !== LAN ? city : m.audit_inside();
}
