import { call, type Answer } from '$lib/api/call.ts';

export type Overview = Answer<'GET /api/overview'>;

/** How many there are that an administrator should look at, and the first few. */
export type Found = NonNullable<Overview['people']>['withoutPasskey'];

export type Thing = Found['first'][number];

export const getOverview = () => call('GET /api/overview');
