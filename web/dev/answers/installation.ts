import { missing, ok, page, type Answer } from './answer.ts';
import { ago, house, SAMPLE_PICTURE } from '../samples.ts';

export function aboutSettings(method: string, [what]: string[], body: Record<string, string>): Answer {
  if (what === 'test-email') {
    const error = 'smtp.example.com did not answer within 10 seconds';
    return { status: 409, body: { error, code: 'mail_not_sent' } };
  }
  if (method === 'PUT') house.settings = body;
  return ok(Object.entries(house.settings).map(([key, value]) => ({ key, type: '', value })));
}

const pictures = ['logoLight', 'logoDark', 'logoEmail', 'background', 'favicon', 'icon', 'default-profile-picture'].map(
  (name) => ({ name, url: '', uploaded: false }),
);

export function aboutPictures(method: string, [what]: string[], url: URL): Answer {
  if (!what) return ok(pictures);
  const logo = url.searchParams.get('light') === 'false' ? 'logoDark' : 'logoLight';
  const name = what === 'logo' ? logo : what === 'email' ? 'logoEmail' : what;
  const picture = pictures.find((one) => one.name === name);
  if (!picture) return missing;
  picture.uploaded = method === 'PUT';
  picture.url = picture.uploaded ? SAMPLE_PICTURE : '';
  return ok();
}

export function aboutMail(method: string): Answer {
  const tried = house.mailsWaiting;
  if (method === 'POST') {
    house.mailsWaiting = 0;
    return ok({ tried });
  }
  const lastError = 'smtp.example.com did not answer within 10 seconds';
  return ok({ waiting: house.mailsWaiting, givenUp: 1, lastError, lastErrorAt: ago(4) });
}

export function aboutOverview(): Answer {
  const thing = (id: string, name: string, about: string | null = null, days: number | null = null) => ({
    id,
    name,
    about,
    ownerId: about === null ? null : 'p2',
    at: days === null ? null : ago(-days * 24 * 60),
  });
  return ok({
    version: '0.1.0',
    totals: { people: 12840, groups: 31, apps: 46, signIns: 3120 },
    people: {
      withoutPasskey: { total: 1, first: [thing('p2', 'kim', 'Kim Example')] },
      keysEnding: { total: 1, first: [thing('k1', 'NetBird', 'ada', 3)] },
    },
    apps: {
      withoutSecret: { total: 1, first: [thing('c7', 'Wiki')] },
      withoutCallbacks: { total: 0, first: [] },
      withoutPeople: {
        total: 7,
        first: ['Photo App', 'Wiki', 'Grafana', 'Forgejo', 'Paperless'].map((name, n) => thing(`c${String(n)}`, name)),
      },
      secretsEnding: { total: 2, first: [thing('c8', 'Coder', null, -1), thing('c9', 'OpenGist', null, 9)] },
    },
    mail: {
      waiting: house.mailsWaiting,
      givenUp: 1,
      lastError: house.mailsWaiting > 0 ? 'smtp.example.com does not answer' : null,
      lastErrorAt: house.mailsWaiting > 0 ? ago(12) : null,
    },
  });
}

export function aboutAudit([list, kind]: string[], url: URL): Answer {
  if (list === 'activity')
    return ok(
      Array.from({ length: 30 }, (_, n) => ({
        day: ago((29 - n) * 24 * 60).slice(0, 10),
        signIns: n % 7 > 4 ? 12 : 80 + ((n * 37) % 60),
        refusals: n === 21 ? 64 : (n * 13) % 9,
      })),
    );
  if (list === 'filters') return ok(kind === 'users' ? { me: 'ada', p2: 'kim' } : ['Photo App', 'Wiki']);
  const entry = (n: number, event: string, data: Record<string, string>, actorUsername = '') => ({
    id: `e${String(n)}`,
    createdAt: ago(n * 97),
    event,
    ipAddress: n % 2 ? '192.168.1.7' : '203.0.113.9',
    country: n % 2 ? 'Internal Network' : '',
    city: n % 2 ? 'LAN' : '',
    device: 'Firefox on Linux',
    userID: 'me',
    username: list === 'all' ? 'ada' : '',
    actorUsername,
    clientID: data['clientName'] ? 'wiki' : '',
    data,
  });
  return ok(
    page(
      [
        entry(1, 'SIGN_IN', {}),
        entry(7, 'USER_UPDATED', { username: 'ada', 'isAdmin.before': 'false', 'isAdmin.after': 'true' }, 'kim'),
        entry(8, 'GROUP_MEMBERS_UPDATED', {
          groupId: 'g1',
          groupName: 'family',
          'members.added': 'ada\nlou\nzoe',
          'members.added.total': '40',
          'members.removed': 'kim',
        }),
        entry(9, 'CLIENT_UPDATED', {
          clientName: 'Wiki',
          'callbackURLs.added': 'https://wiki.example.com/oidc/callback',
          'description.before': '',
          'description.after': 'What we know',
          'accessTokenDurationMinutes.before': '60',
          'accessTokenDurationMinutes.after': '15',
        }),
        entry(10, 'SETTINGS_UPDATED', {
          'appName.before': 'Latchkey',
          'appName.after': 'Home',
          'smtpPassword.before': 'XXXXXXXXXX',
          'smtpPassword.after': 'XXXXXXXXXX',
        }),
        entry(2, 'NEW_CLIENT_AUTHORIZATION', { clientName: 'Photo App' }),
        entry(3, 'PASSKEY_REMOVED', { passkeyName: 'Old laptop' }, 'kim'),
        entry(4, 'API_KEY_CREATED', { apiKeyName: 'NetBird' }),
        entry(5, 'SIGN_IN_REFUSED', { cause: 'unknown_passkey', times: '31' }),
        entry(6, 'CLIENT_REFUSED', {
          clientName: 'Wiki',
          cause: 'callback_not_registered',
          redirectUri: 'https://wiki.example.com/oidc/callback',
        }),
      ].filter(({ event }) => {
        const asked = url.searchParams.getAll('filters[event]');
        return asked.length === 0 || asked.includes(event);
      }),
      url,
    ),
  );
}
