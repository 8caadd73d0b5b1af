import { describe, expect, it } from 'vitest';
import * as m from '$messages';
import { placeOf } from './place.ts';

describe('a place', () => {
  it('is a city and its country, as far as they are known', () => {
    expect(placeOf({ city: 'Porto', country: 'Portugal' })).toBe('Porto, Portugal');
    expect(placeOf({ city: '', country: 'Portugal' })).toBe('Portugal');
    expect(placeOf({ city: '', country: '' })).toBe('');
  });

  it('is the network within, by its name if it has one', () => {
    expect(placeOf({ city: 'LAN', country: 'Internal Network' })).toBe(m.audit_inside());
    expect(placeOf({ city: 'Tailscale', country: 'Internal Network' })).toBe('Tailscale');
  });
});
