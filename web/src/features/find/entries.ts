import CirclePlus from '@lucide/svelte/icons/circle-plus';
import FileUp from '@lucide/svelte/icons/file-up';
import History from '@lucide/svelte/icons/history';
import Keyboard from '@lucide/svelte/icons/keyboard';
import LogOut from '@lucide/svelte/icons/log-out';
import Mail from '@lucide/svelte/icons/mail';
import Send from '@lucide/svelte/icons/send';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import type { Component } from 'svelte';
import * as m from '$messages';
import { showShortcuts } from '$lib/state/shortcuts.svelte.ts';
import { administration, own, type Place } from '../../pages.ts';
import { sections as settings } from '../admin/settings/sections.ts';

/** Something that can be found: a link, or something to do here. */
export interface Entry {
  /** Unique among all. */
  id: string;
  title: string;
  detail?: string;
  sign: Sign;
  leads: { href: string; away?: boolean } | { run: () => void };
}

/** What stands before a title: an icon, a person's picture or an app's logo. */
export type Sign =
  | { kind: 'icon'; icon: Component<{ class?: string }> }
  | { kind: 'person'; seed: string; picture: string | null }
  | { kind: 'app'; name: string; logo: string | null; darkLogo: string | null };

/** Entries of one kind. */
export interface Group {
  id: string;
  title: string;
  entries: Entry[];
}

const SETTINGS = '/settings/admin/application-configuration';

const link = (id: string, title: string, href: string, icon: Component<{ class?: string }>): Entry => ({
  id,
  title,
  sign: { kind: 'icon', icon },
  leads: { href },
});

const place = ({ href, text, icon }: Place) => link(href, text, href, icon);

const add = (title: string, href: string) => link(href, title, href, CirclePlus);

/** What is there before anything is typed: nothing in it that somebody may not open. */
export function knownTo(administrator: boolean): Group[] {
  const everybody: Group[] = [
    { id: 'pages', title: m.find_pages(), entries: own.map(place) },
    {
      id: 'actions',
      title: m.find_actions(),
      entries: [
        add(m.passkey_add(), '/settings/account#passkeys'),
        {
          id: 'shortcuts',
          title: m.keys_title(),
          sign: { kind: 'icon', icon: Keyboard },
          leads: { run: showShortcuts },
        },
        link('/logout', m.nav_sign_out(), '/logout', LogOut),
      ],
    },
  ];
  if (!administrator) return everybody;
  const [pages, actions] = everybody as [Group, Group];
  return [
    { ...pages, entries: [...pages.entries, ...administration.map(place), ...beside()] },
    {
      ...actions,
      entries: [
        add(m.clients_add(), '/settings/admin/add-app'),
        add(m.people_add(), '/settings/admin/users#add'),
        add(m.invite_add(), '/settings/admin/invitations#add'),
        add(m.groups_add(), '/settings/admin/user-groups#add'),
        add(m.apikeys_add(), '/settings/admin/api-keys#add'),
        link('test-mail', m.find_test_mail(), `${SETTINGS}#mail-delivery`, Send),
        ...actions.entries,
      ],
    },
    {
      id: 'settings',
      title: m.nav_settings(),
      entries: settings.map(({ id, text }) => link(`setting-${id}`, text, `${SETTINGS}#${id}`, SlidersHorizontal)),
    },
  ];
}

/** Pages that are reached from others, and stand in no rail. */
const beside = () => [
  link('/settings/audit-log/global', `${m.nav_audit()}: ${m.audit_global()}`, '/settings/audit-log/global', History),
  link('/settings/admin/invitations', m.invite_title(), '/settings/admin/invitations', Mail),
  link('/settings/admin/users/import', m.import_title(), '/settings/admin/users/import', FileUp),
];
