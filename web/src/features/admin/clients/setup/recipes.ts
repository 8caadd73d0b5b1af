import type { Recipe } from './recipe.ts';

/** Every recipe, by its id; they come with the one page that shows them. */
const files = import.meta.glob<Recipe>('./recipes/*.json', { eager: true, import: 'default' });

export interface Entry {
  id: string;
  recipe: Recipe;
}

export const catalogue: Entry[] = Object.entries(files)
  .map(([file, recipe]) => ({ id: file.replace(/^.*\/|\.json$/g, ''), recipe }))
  .sort((one, other) => one.recipe.name.localeCompare(other.recipe.name, 'en'));

export const recipeOf = (id: string): Recipe | null => catalogue.find((entry) => entry.id === id)?.recipe ?? null;

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}|[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** Apps whose name holds what was typed, whatever its case, accents and hyphens. */
export function search(entries: Entry[], typed: string): Entry[] {
  const wanted = plain(typed);
  return entries.filter(({ recipe }) => plain(recipe.name).includes(wanted));
}
