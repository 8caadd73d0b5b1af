import './auth.css';
import './theme.ts';
import { prepare } from './ceremony.ts';
import { wait } from './remote.ts';

/* A form that goes to an app by itself; its button is for browsers without scripts. */
document.querySelector<HTMLFormElement>('form[data-submit]')?.submit();

/* A button with data-copy names the element whose text it copies; without a clipboard it stays hidden. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  const source = document.getElementById(button.dataset['copy'] ?? '');
  if (!source || !window.isSecureContext) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(source.innerText.trim()).then(() => {
      button.dataset['copied'] = '';
      const done = button.dataset['done'];
      if (done) button.textContent = done;
    });
  });
}

for (const root of document.querySelectorAll<HTMLElement>('.ceremony')) prepare(root);
for (const root of document.querySelectorAll<HTMLElement>('.remote')) wait(root);
