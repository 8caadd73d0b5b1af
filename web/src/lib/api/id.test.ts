import { describe, expect, it } from 'vitest';
import { idFromPath, idInPath } from './id.ts';

describe('an id in a path', () => {
  it.each(['photo-app', 'https://app.example/über?x=/', 'a b', '~x'])('comes back as it was: %s', (id) => {
    expect(idFromPath(idInPath(id))).toBe(id);
  });

  it('stays readable where it is plain', () => {
    expect(idInPath('photo-app_1.0')).toBe('photo-app_1.0');
  });

  it('is taken as it stands when it only looks encoded', () => {
    expect(idFromPath('~not base64!')).toBe('~not base64!');
  });
});
