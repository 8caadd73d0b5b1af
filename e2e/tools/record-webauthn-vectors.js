// Records what Chromium's virtual authenticator sends, as vectors for the testkit's own authenticator:
//   node tools/record-webauthn-vectors.js
// Each file in src/test/resources/webauthn holds one passkey: the options, its registration, two assertions.
import { chromium } from '@playwright/test';
import { createServer } from 'node:http';
import { mkdir, writeFile } from 'node:fs/promises';

const folder = new URL('../../src/test/resources/webauthn/', import.meta.url);
const recordings = [
  { file: 'es256-none', alg: -7, attestation: 'none' },
  { file: 'es256-packed', alg: -7, attestation: 'direct' },
  { file: 'es256-synced', alg: -7, attestation: 'none', defaultBackupEligibility: true, defaultBackupState: true },
  { file: 'eddsa-none', alg: -8, attestation: 'none' },
  { file: 'rs256-none', alg: -257, attestation: 'none' },
];

const page = createServer((_, response) =>
  response.setHeader('content-type', 'text/html').end('<title>vectors</title>'),
);
await new Promise((resolve) => page.listen(0, 'localhost', resolve));
const origin = `http://localhost:${page.address().port}`;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic'],
});
await mkdir(folder, { recursive: true });

for (const { file, alg, attestation, ...backup } of recordings) {
  const tab = await browser.newPage();
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      ...backup,
    },
  });
  await tab.goto(origin);
  const recorded = await tab
    .evaluate(
      async ({ alg, attestation }) => {
        const challenge = (text) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
        const creationOptions = {
          challenge: challenge('a challenge for the registration'),
          rp: { id: 'localhost', name: 'Vectors' },
          user: { id: challenge('0199-alice'), name: 'alice', displayName: 'Alice' },
          pubKeyCredParams: [{ type: 'public-key', alg }],
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          attestation,
          extensions: { credProps: true },
        };
        const requestOptions = {
          challenge: challenge('a challenge for the assertion!!!'),
          rpId: 'localhost',
          userVerification: 'required',
        };
        const creation = PublicKeyCredential.parseCreationOptionsFromJSON(creationOptions);
        const registration = (await navigator.credentials.create({ publicKey: creation })).toJSON();
        const assertions = [];
        for (let i = 0; i < 2; i++) {
          const request = PublicKeyCredential.parseRequestOptionsFromJSON(requestOptions);
          assertions.push((await navigator.credentials.get({ publicKey: request })).toJSON());
        }
        return { creationOptions, requestOptions, registration, assertions };
      },
      { alg, attestation },
    )
    .catch((error) => ({ error: String(error) }));
  if ('error' in recorded) {
    console.log(`${file}: ${recorded.error}`);
  } else {
    const vector = { browser: `Chromium ${browser.version()}`, origin, ...recorded };
    await writeFile(new URL(`${file}.json`, folder), JSON.stringify(vector, null, 2) + '\n');
    console.log(`${file}: recorded`);
  }
  await tab.close();
}
await browser.close();
page.close();
