import { call } from '$lib/api/call.ts';

/** Something an administrator should look at. */
export interface Thing {
  id: string;
  name: string;
  /** Whose it is, where that is not the name itself. */
  about: string | null;
  /** When it ends. */
  at: string | null;
}

/** How many there are, and the first few. */
export interface Found {
  total: number;
  first: Thing[];
}

export interface Overview {
  totals: { people: number; groups: number; apps: number; signIns: number } | null;
  people: { withoutPasskey: Found; keysEnding: Found } | null;
  apps: { withoutPeople: Found; secretsEnding: Found } | null;
  mail: { waiting: number; givenUp: number; lastError: string | null; lastErrorAt: string | null };
}

export const getOverview = () => call<Overview>('GET', '/api/overview');
