import * as m from '$messages';
import { idInPath } from '$lib/api/id.ts';
import { formatAgo } from '$lib/i18n/format.ts';
import type { Found, Overview, Thing } from './api.ts';

/** One kind of thing to look at: what is wrong, what helps, and where each is mended. */
export interface Matter {
  key: string;
  title: string;
  help: string;
  things: { id: string; name: string; detail: string; href: string }[];
  /** How many there are beyond those that are named, and where, if a list has them. */
  more: number;
  href: string | null;
}

const USERS = '/settings/admin/users';
const CLIENTS = '/settings/admin/oidc-clients';
const KEYS = '/settings/admin/api-keys';
const MAIL = '/settings/admin/application-configuration#mail-delivery';

/** What needs attention of whoever `me` is, the worst first; nothing if all is well. */
export function matters({ people, apps, mail }: Overview, me: string, now = Date.now()): Matter[] {
  const until = ({ at }: Thing) => {
    if (!at) return '';
    const when = formatAgo(at, now);
    return new Date(at).getTime() <= now ? m.overview_ended({ when }) : m.overview_ends({ when });
  };
  const app = (section: string) => (thing: Thing) => `${CLIENTS}/${idInPath(thing.id)}#${section}`;
  const found: Matter[] = [];
  const add = (
    key: string,
    list: Found | undefined,
    words: { title: (values: { n: number }) => string; help: () => string },
    href: string | null,
    thing: { href: (thing: Thing) => string; detail: (thing: Thing) => string; name?: (thing: Thing) => string },
  ) => {
    if (!list || list.total === 0) return;
    found.push({
      key,
      title: words.title({ n: list.total }),
      help: words.help(),
      things: list.first.map((one) => ({
        id: one.id,
        name: thing.name?.(one) ?? one.name,
        detail: thing.detail(one),
        href: thing.href(one),
      })),
      more: list.total - list.first.length,
      href,
    });
  };

  if (mail.lastError !== null && mail.waiting + mail.givenUp > 0)
    found.push({
      key: 'mail',
      title: m.overview_mail(),
      help: m.mail_last_error({ when: formatAgo(mail.lastErrorAt ?? '', now), why: mail.lastError }),
      things: [{ id: 'mail', name: m.overview_mail_open(), detail: m.mail_waiting({ n: mail.waiting }), href: MAIL }],
      more: 0,
      href: MAIL,
    });
  add('secrets', apps?.secretsEnding, { title: m.overview_secrets, help: m.overview_secrets_help }, CLIENTS, {
    href: app('credentials'),
    detail: until,
  });
  add('secretless', apps?.withoutSecret, { title: m.overview_secretless, help: m.overview_secretless_help }, CLIENTS, {
    href: app('credentials'),
    detail: () => '',
  });
  add('nowhere', apps?.withoutCallbacks, { title: m.overview_nowhere, help: m.overview_nowhere_help }, CLIENTS, {
    href: app('callbacks'),
    detail: () => '',
  });
  add('alone', apps?.withoutPeople, { title: m.overview_alone, help: m.overview_alone_help }, CLIENTS, {
    href: app('user-groups'),
    detail: () => '',
  });
  add(
    'passkeys',
    people?.withoutPasskey,
    { title: m.overview_passkeys, help: m.overview_passkeys_help },
    `${USERS}?hasPasskey=false&disabled=false`,
    {
      href: (thing) => `${USERS}/${idInPath(thing.id)}#login-code`,
      name: (thing) => thing.about || thing.name,
      detail: (thing) => (thing.about && thing.about !== thing.name ? thing.name : ''),
    },
  );
  /* Everybody sees their own keys alone, so somebody else’s lead to whom to ask. */
  add('keys', people?.keysEnding, { title: m.overview_keys, help: m.overview_keys_help }, null, {
    href: ({ ownerId }) => (ownerId === null || ownerId === me ? KEYS : `${USERS}/${idInPath(ownerId)}`),
    detail: (thing) => [thing.about ?? '', until(thing)].filter(Boolean).join(' · '),
  });
  return found;
}
