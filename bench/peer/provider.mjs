// oidc-provider, everything in memory, on the addresses of Latchkey that the driver asks: a second server whose figures
// are known from another machine, so that the two machines can be compared. Whoever comes is signed in and has allowed
// everything.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const { PORT, HOST, APP_URL } = process.env;
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
let people = 0;

// Its own memory forgets all but the last thousand entries, among them codes that nobody has redeemed yet.
const kept = new Map();

class Memory {
  constructor(model) {
    this.model = model;
  }

  key(id) {
    return `${this.model}:${id}`;
  }

  async upsert(id, payload) {
    kept.set(this.key(id), payload);
    if (payload.uid) {
      kept.set(`uid:${payload.uid}`, payload);
    }
  }

  async find(id) {
    return kept.get(this.key(id));
  }

  async findByUid(uid) {
    return kept.get(`uid:${uid}`);
  }

  async consume(id) {
    kept.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    kept.delete(this.key(id));
  }

  async revokeByGrantId(grantId) {
    for (const [key, payload] of kept) {
      if (payload.grantId === grantId) {
        kept.delete(key);
      }
    }
  }
}

const provider = new Provider(APP_URL, {
  adapter: Memory,
  clients: [
    {
      client_id: 'public',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: ['https://public.example.org/callback'],
    },
  ],
  jwks: { keys: [{ ...key, alg: 'RS256', use: 'sig' }] },
  cookies: { keys: ['a key for measurements only'] },
  routes: { authorization: '/authorize', token: '/api/oidc/token', userinfo: '/api/oidc/userinfo' },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
  findAccount: (ctx, sub) => ({
    accountId: sub,
    claims: () => ({
      sub,
      name: sub,
      preferred_username: sub,
      email: `${sub}@example.com`,
      email_verified: true,
    }),
  }),
  features: { devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  issueRefreshToken: () => true,
  rotateRefreshToken: () => true,
});

const answer = provider.callback();

async function signIn(request, response) {
  const { params, session } = await provider.interactionDetails(request, response);
  const accountId = session?.accountId ?? `person${people++}`;
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
}

const server = createServer((request, response) => {
  if (request.url === '/healthz') {
    response.writeHead(204).end();
  } else if (request.url.startsWith('/interaction/')) {
    signIn(request, response).catch((error) => response.writeHead(500).end(String(error)));
  } else {
    answer(request, response);
  }
});
// Connections stay open while others are measured, as Latchkey's do.
server.keepAliveTimeout = 60_000;
server.listen(Number(PORT), HOST);
