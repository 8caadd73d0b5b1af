import { aboutApiKeys, aboutInvitations } from './access.ts';
import { missing, type Answer } from './answer.ts';
import { aboutClients } from './apps.ts';
import { aboutAudit, aboutMail, aboutOverview, aboutPictures, aboutSettings } from './installation.ts';
import { aboutClaims, aboutGroups, aboutPasskeys, aboutUsers } from './people.ts';

/** Enough of the API to work on the pages with: who answers what, by the first part of the path. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function answer(method: string, url: URL, body: any): Answer {
  const [, area = '', ...rest] = url.pathname.slice(1).split('/');
  if (area === 'users') return aboutUsers(method, rest, url, body);
  if (area === 'user-groups') return aboutGroups(method, rest, url, body);
  if (area === 'oidc') return aboutClients(method, rest, url, body);
  if (area === 'webauthn') return aboutPasskeys(method, rest, body);
  if (area === 'audit-logs') return aboutAudit(rest, url);
  if (area === 'api-keys') return aboutApiKeys(method, rest, url, body);
  if (area === 'custom-claims') return aboutClaims(rest, body);
  if (area === 'signup-tokens') return aboutInvitations(method, rest, url, body);
  if (area === 'application-configuration') return aboutSettings(method, rest, body);
  if (area === 'application-images') return aboutPictures(method, rest, url);
  if (area === 'mail') return aboutMail(method);
  if (area === 'overview') return aboutOverview();
  return missing;
}
