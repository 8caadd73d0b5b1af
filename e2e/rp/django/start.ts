import { join, resolve } from 'node:path';
import { Program, run, untilAnswering } from '../../harness/processes.ts';
import { cache, type Registration, type Site } from '../../harness/relying-party.ts';

export async function startDjango(site: Site, registration: Registration): Promise<void> {
  const python = join(cache, 'django', 'bin', 'python');
  const app = resolve(import.meta.dirname, 'app.py');
  const env = site.environment(registration);
  await run([python, app, 'migrate', '--verbosity=0'], { env });
  const program = Program.start('Django', [python, app, 'runserver', '--noreload', `127.0.0.1:${site.port}`], { env });
  site.runs(program);
  await untilAnswering(`${site.url}/signed-out`, program);
}
