import { describe, expect, it } from 'vitest';
import { bodyOf, newClient, tidy } from './api.ts';

const rows = (callbackURLs: string[]) => {
  const form = { ...structuredClone(newClient), callbackURLs };
  tidy(form);
  return form;
};

describe('rows of addresses', () => {
  it('that were left empty are gone once others are written', () => {
    expect(rows(['', ' https://a.example ', '']).callbackURLs).toEqual(['https://a.example']);
  });

  it('keep the one to begin with, which is not sent', () => {
    const form = rows(['', '  ']);
    expect(form.callbackURLs).toEqual(['']);
    expect(bodyOf(form, true)).toMatchObject({ callbackURLs: [], logoutCallbackURLs: [] });
    expect(rows([]).callbackURLs).toEqual([]);
  });
});
