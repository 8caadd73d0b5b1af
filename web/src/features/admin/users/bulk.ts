import { call, type Answer, type Given } from '$lib/api/call.ts';

export type BulkKind = Given<'POST /api/users/bulk'>['body']['action'];

export interface Bulk {
  action: BulkKind;
  groupId?: string;
  /** How long login codes work, in seconds. */
  ttl?: number;
}

/** Those who were changed, for whom there was nothing to do, and who were refused. */
export type BulkOutcome = Answer<'POST /api/users/bulk'>;

/** How many people the server takes at a time. */
const AT_A_TIME = 100;

const send = (bulk: Bulk, userIds: string[]) => call('POST /api/users/bulk', { body: { ...bulk, userIds } });

/**
 * Does something to any number of people, some at a time, and adds to an outcome what became of them.
 *
 * @param on is told after each time, and says whether to go on
 */
export async function actOnAll(
  bulk: Bulk,
  ids: string[],
  outcome: BulkOutcome,
  on: (done: number) => boolean,
  act = send,
): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_A_TIME) {
    const some = ids.slice(from, from + AT_A_TIME);
    const { changed, unchanged, refused } = await act(bulk, some);
    outcome.changed.push(...changed);
    outcome.unchanged.push(...unchanged);
    outcome.refused.push(...refused);
    if (!on(from + some.length)) return;
  }
}

export const noOutcome = (): BulkOutcome => ({ changed: [], unchanged: [], refused: [] });

/** What takes it back, where that can be. */
export function opposite(bulk: Bulk): Bulk | null {
  switch (bulk.action) {
    case 'disable':
      return { action: 'enable' };
    case 'enable':
      return { action: 'disable' };
    case 'addToGroup':
      return { ...bulk, action: 'removeFromGroup' };
    case 'removeFromGroup':
      return { ...bulk, action: 'addToGroup' };
    case 'delete':
    case 'mailLoginCode':
      return null;
  }
}
