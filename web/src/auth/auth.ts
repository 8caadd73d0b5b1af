import './auth.css';
import './theme.ts';
import { prepare } from './ceremony.ts';
import { wait } from './remote.ts';

/* A form that goes to an app by itself; its button is for browsers without scripts. */
document.querySelector<HTMLFormElement>('form[data-submit]')?.submit();

for (const root of document.querySelectorAll<HTMLElement>('.ceremony')) prepare(root);
for (const root of document.querySelectorAll<HTMLElement>('.remote')) wait(root);
