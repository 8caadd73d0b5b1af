import { call, Refused } from '../api/call.ts';
import type { CustomClaim } from '$api';

/** The names in use anywhere, the most used first. */
export const getClaimNames = () => call('GET /api/custom-claims/suggestions');

/** The field of a claim in a list, as complaints name it. */
export const claimField = (index: number, part: keyof CustomClaim) => `claims[${String(index)}].${part}`;

/** A line that nobody filled in is no claim. */
export const filledIn = (claims: CustomClaim[]) => claims.filter(({ key, value }) => key !== '' || value !== '');

/**
 * The server complains about one claim by its name, or about the first that lacks a part. This finds the line it means,
 * so that the complaint stands beside it.
 */
export function located(error: unknown, claims: CustomClaim[]): unknown {
  if (!(error instanceof Refused)) return error;
  const fields = error.fields.map((fault) => {
    const part = fault.field === 'value' ? 'value' : 'key';
    const index =
      error.claim === null
        ? claims.findIndex((claim) => claim[part].trim() === '')
        : claims.findLastIndex(({ key }) => key.normalize() === error.claim);
    return index < 0 ? fault : { ...fault, field: claimField(index, part) };
  });
  return new Refused(error.status, error.code, error.message, fields, error.requestId, error.property, error.claim);
}
