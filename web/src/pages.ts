import Activity from '@lucide/svelte/icons/activity';
import AppWindow from '@lucide/svelte/icons/app-window';
import History from '@lucide/svelte/icons/history';
import KeyRound from '@lucide/svelte/icons/key-round';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import Settings from '@lucide/svelte/icons/settings';
import UserRound from '@lucide/svelte/icons/user-round';
import UsersRound from '@lucide/svelte/icons/users-round';
import type { Component } from 'svelte';
import * as m from '$messages';

/** A page that stands in the rail. */
export interface Place {
  href: string;
  text: string;
  icon: Component<{ class?: string }>;
}

export const own: Place[] = [
  { href: '/settings/account', text: m.nav_account(), icon: UserRound },
  { href: '/settings/apps', text: m.nav_apps(), icon: LayoutGrid },
  { href: '/settings/audit-log', text: m.nav_audit(), icon: History },
];

export const administration: Place[] = [
  { href: '/settings/admin/overview', text: m.nav_overview(), icon: Activity },
  { href: '/settings/admin/users', text: m.nav_people(), icon: UserRound },
  { href: '/settings/admin/user-groups', text: m.nav_groups(), icon: UsersRound },
  { href: '/settings/admin/oidc-clients', text: m.nav_clients(), icon: AppWindow },
  { href: '/settings/admin/api-keys', text: m.nav_api_keys(), icon: KeyRound },
  { href: '/settings/admin/application-configuration', text: m.nav_settings(), icon: Settings },
];
