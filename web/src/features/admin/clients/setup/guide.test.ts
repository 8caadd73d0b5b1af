import { expect, it } from 'vitest';
import { render, type Recipe } from './recipe.ts';
import { catalogue } from './recipes.ts';

/* docs/guides/apps.md is the catalogue with example values, for those who read before they install:
   `npx vitest run guide -u` writes it anew. */

const cell = (text: string) => text.replaceAll('|', '\\|');
const table = (rows: [string, string][]) =>
  ['| Field | Value |', '|---|---|', ...rows.map(([name, value]) => `| ${cell(name)} | \`${cell(value)}\` |`)].join(
    '\n',
  );

function chapter(recipe: Recipe): string {
  const { client } = recipe;
  const made: [string, string][] = [
    ['Name', recipe.name],
    ...client.callbacks.map((url): [string, string] => ['Callback URLs', url]),
    ...(client.logouts ?? []).map((url): [string, string] => ['Logout Callback URLs', url]),
    ['Client Launch URL', client.launch],
    ['Public Client', client.public ? 'on' : 'off'],
    ['PKCE', client.pkce ? 'on' : 'off'],
  ];
  const steps = recipe.steps.map((step, index) =>
    [
      `${String(index + 1)}. ${step.text}`,
      ...(step.fields ? [table(step.fields)] : []),
      ...(step.snippet ? [`\`${step.snippet.file}\``, ['```', ...step.snippet.lines, '```'].join('\n')] : []),
    ].join('\n\n'),
  );
  return [
    `## ${recipe.name}`,
    `In Latchkey:\n\n${table(made)}`,
    `In ${recipe.name} ([its own words](${recipe.docs})), which asks for the scopes \`${client.scopes}\`:`,
    ...steps,
    ...(recipe.trap ? [`> **Mind:** ${recipe.trap}`] : []),
    ...(recipe.notes?.length ? [recipe.notes.map((note) => `- ${note}`).join('\n')] : []),
  ].join('\n\n');
}

it('the guide says what the catalogue says', async () => {
  const chapters = catalogue.map(({ id, recipe }) =>
    chapter(
      render(
        recipe,
        {
          app: `https://${id}.example.com`,
          provider: recipe.ask?.find((question) => question.id === 'provider')?.initial ?? '',
          domain: 'example.com',
          shown: '<id in its callback>',
        },
        { issuer: 'https://id.example.com', server: 'Latchkey', id: '<client id>', secret: '<client secret>' },
      ),
    ),
  );
  const text = [
    '# Apps of the catalogue',
    'Written from the recipes behind **OIDC Clients → Choose a known app**, which fills in your own values. Here Latchkey is' +
      '\nat `https://id.example.com`. A new app is limited to chosen groups, and none is chosen yet.',
    ...chapters,
  ].join('\n\n');
  await expect(`${text}\n`).toMatchFileSnapshot('../../../../../../docs/guides/apps.md');
});
