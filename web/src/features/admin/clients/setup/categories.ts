import * as m from '$messages';
import type { Category } from './recipe.ts';

export const categoryNames: Record<Category, () => string> = {
  code: m.recipe_code,
  documents: m.recipe_documents,
  files: m.recipe_files,
  home: m.recipe_home,
  media: m.recipe_media,
  money: m.recipe_money,
  monitoring: m.recipe_monitoring,
  network: m.recipe_network,
  photos: m.recipe_photos,
  reading: m.recipe_reading,
  security: m.recipe_security,
  servers: m.recipe_servers,
  talk: m.recipe_talk,
};
