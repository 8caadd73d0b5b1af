import type { User } from '$api';

/** What the server writes into the shell, so that the first page needs no second round trip to know who is here. */
export interface Boot {
  appName: string;
  appUrl: string;
  version: string;
  /** Whether people may edit their own account beyond its language. */
  accountEdit: boolean;
  /** Whether administrators may have login codes mailed. */
  mailsLoginCodes: boolean;
  /** Whether everybody needs an address. */
  requiresEmail: boolean;
  /** Whether people are asked to verify their address. */
  verifiesEmails: boolean;
  /** The picture of everybody without one; empty if they have their initials. */
  defaultPicture: string;
  user: Pick<
    User,
    'id' | 'username' | 'displayName' | 'firstName' | 'lastName' | 'email' | 'isAdmin' | 'pictureUrl'
  > | null;
}

export const boot = JSON.parse(document.getElementById('boot')?.textContent ?? '') as Boot;
