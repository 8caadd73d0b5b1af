import { join } from 'node:path';
import { Program, untilAnswering } from '../../harness/processes.ts';
import { cache, type Registration, type Site } from '../../harness/relying-party.ts';

export async function startGoOidc(site: Site, registration: Registration): Promise<void> {
  const program = Program.start('go-oidc', [join(cache, 'go-oidc')], { env: site.environment(registration) });
  site.runs(program);
  await untilAnswering(site.url, program);
}
