import { mount } from 'svelte';
import App from './App.svelte';
import { boot } from './lib/boot.ts';
import { shownTo } from './lib/api/call.ts';
import { startRouter } from './lib/state/router.svelte.ts';
import { signInAgain } from './lib/state/signedOut.svelte.ts';
import { applyChosenTheme } from './lib/state/theme.ts';
import './app.css';

applyChosenTheme();

const target = document.getElementById('app');
if (boot.user === null) location.replace(`/login?redirect=${encodeURIComponent(location.pathname + location.search)}`);
else if (target) {
  shownTo({ id: boot.user.id, signInAgain });
  startRouter();
  mount(App, { target });
}
