import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { logs } from '../../harness/latchkey.ts';
import { Program, untilAnswering } from '../../harness/processes.ts';
import type { Registration, Site } from '../../harness/relying-party.ts';

/** What an operator decides in Apache's configuration. */
export interface ApacheChoices {
  tokenEndpointAuth: 'client_secret_basic' | 'client_secret_post';
  responseMode: 'query' | 'form_post';
}

/** Apache with `mod_auth_openidc`: one public page, one vault behind sign-in that names the person. */
export async function startApache(site: Site, registration: Registration, choices: ApacheChoices): Promise<void> {
  const pages = join(site.directory, 'pages');
  await mkdir(join(pages, 'vault'), { recursive: true });
  await writeFile(join(pages, 'index.html'), '<title>Lobby</title><h1>Lobby</h1>');
  await writeFile(
    join(pages, 'vault', 'index.shtml'),
    '<title>Vault</title><h1>Vault</h1><p id="who"><!--#echo var="REMOTE_USER" --></p>' +
      '<p id="email"><!--#echo var="OIDC_CLAIM_email" --></p>',
  );
  await chmod(site.directory, 0o755);
  await mkdir(logs, { recursive: true });
  const configuration = join(site.directory, 'apache.conf');
  await writeFile(configuration, directives(site, registration, choices, pages));
  const program = Program.start('Apache', ['/usr/sbin/apache2', '-f', configuration, '-D', 'FOREGROUND']);
  site.runs(program);
  await untilAnswering(site.url, program);
}

function directives(site: Site, registration: Registration, choices: ApacheChoices, pages: string): string {
  const modules = ['authz_core', 'authn_core', 'authz_user', 'auth_openidc', 'include', 'mime', 'dir', 'mpm_event'];
  return [
    ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    ...(userInfo().uid === 0 ? ['User www-data', 'Group www-data'] : []),
    `ServerName ${new URL(site.url).host}`,
    `Listen 127.0.0.1:${site.port}`,
    `PidFile ${join(site.directory, 'apache.pid')}`,
    `DefaultRuntimeDir ${site.directory}`,
    `ErrorLog ${join(logs, `apache-${site.port}.log`)}`,
    `DocumentRoot ${pages}`,
    'DirectoryIndex index.html index.shtml',
    'TypesConfig /dev/null',
    'AddType text/html .html .shtml',
    'AddOutputFilter INCLUDES .shtml',
    'StartServers 1',

    `OIDCProviderMetadataURL ${registration.issuer}/.well-known/openid-configuration`,
    `OIDCClientID ${registration.clientId}`,
    `OIDCClientSecret ${registration.clientSecret}`,
    `OIDCProviderTokenEndpointAuth ${choices.tokenEndpointAuth}`,
    `OIDCResponseMode ${choices.responseMode}`,
    'OIDCResponseType code',
    'OIDCPKCEMethod S256',
    'OIDCScope "openid profile email groups offline_access"',
    'OIDCRemoteUserClaim preferred_username',
    `OIDCRedirectURI ${site.url}/vault/callback`,
    'OIDCCryptoPassphrase only-for-this-run-of-the-journeys',
    'OIDCInfoHook iat access_token access_token_expires id_token userinfo refresh_token session',
    `<Directory ${pages}>`,
    '  Options +Includes',
    '  Require all granted',
    '</Directory>',
    '<Location /vault>',
    '  AuthType openid-connect',
    '  Require valid-user',
    '</Location>',
    '',
  ].join('\n');
}
