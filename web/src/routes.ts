import type { Component } from 'svelte';

/** The map: an address, who may open it, and the page that is loaded for it. */
export interface Route {
  pattern: RegExp;
  admin: boolean;
  load: () => Promise<{ default: Component<{ id: string }> | Component }>;
}

export const routes: Route[] = [
  { pattern: /^\/settings\/account$/, admin: false, load: () => import('./features/account/AccountPage.svelte') },
  { pattern: /^\/settings\/apps$/, admin: false, load: () => import('./features/apps/AppsPage.svelte') },
  {
    pattern: /^\/settings\/audit-log$/,
    admin: false,
    load: () => import('./features/audit/OwnAuditPage.svelte'),
  },
  {
    pattern: /^\/settings\/audit-log\/global$/,
    admin: true,
    load: () => import('./features/audit/GlobalAuditPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/overview$/,
    admin: true,
    load: () => import('./features/admin/overview/OverviewPage.svelte'),
  },
  { pattern: /^\/settings\/admin\/users$/, admin: true, load: () => import('./features/admin/users/UsersPage.svelte') },
  {
    pattern: /^\/settings\/admin\/users\/import$/,
    admin: true,
    load: () => import('./features/admin/users/ImportPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/users\/([^/]+)$/,
    admin: true,
    load: () => import('./features/admin/users/UserPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/invitations$/,
    admin: true,
    load: () => import('./features/admin/invitations/InvitationsPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/user-groups$/,
    admin: true,
    load: () => import('./features/admin/groups/GroupsPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/user-groups\/([^/]+)$/,
    admin: true,
    load: () => import('./features/admin/groups/GroupPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/oidc-clients$/,
    admin: true,
    load: () => import('./features/admin/clients/ClientsPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/oidc-clients\/([^/]+)$/,
    admin: true,
    load: () => import('./features/admin/clients/ClientPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/add-app$/,
    admin: true,
    load: () => import('./features/admin/clients/setup/CataloguePage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/add-app\/([^/]+)$/,
    admin: true,
    load: () => import('./features/admin/clients/setup/RecipePage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/sign-in-test$/,
    admin: true,
    load: () => import('./features/admin/clients/trial/ResultPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/api-keys$/,
    admin: true,
    load: () => import('./features/admin/apikeys/ApiKeysPage.svelte'),
  },
  {
    pattern: /^\/settings\/admin\/application-configuration$/,
    admin: true,
    load: () => import('./features/admin/settings/SettingsPage.svelte'),
  },
];

export interface Match {
  route: Route;
  id: string;
}

export function matchRoute(path: string): Match | null {
  for (const route of routes) {
    const found = route.pattern.exec(path);
    if (found) return { route, id: found[1] ?? '' };
  }
  return null;
}
