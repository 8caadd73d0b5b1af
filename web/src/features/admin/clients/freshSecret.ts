/** The secret that was made together with an app, kept in memory from the form to the app's page, and given out once. */
let fresh: { clientId: string; secret: string } | null = null;

export function keepFreshSecret(clientId: string, secret: string): void {
  fresh = { clientId, secret };
}

export function takeFreshSecret(clientId: string): string | null {
  const secret = fresh?.clientId === clientId ? fresh.secret : null;
  fresh = null;
  return secret;
}
