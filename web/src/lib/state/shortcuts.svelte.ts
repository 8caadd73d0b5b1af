/** Shortcuts of one key, without a modifier, and the list of all there are. */
const KEY = 'single-key-shortcuts';

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

let shown = $state(false);
let single = $state(stored());

export const shortcuts = {
  get shown() {
    return shown;
  },
  /** Whether single keys do something: who speaks to the computer turns them off (WCAG 2.2, 2.1.4). */
  get single() {
    return single;
  },
  set single(on: boolean) {
    single = on;
    try {
      if (on) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, 'off');
    } catch {
      // A browser that keeps nothing still obeys until the page is left.
    }
  },
};

export const showShortcuts = () => {
  shown = true;
};

export const hideShortcuts = () => {
  shown = false;
};

const onMac = /^(Mac|iP)/.test(navigator.platform);

/** The key that goes with `K`: Control moves through text on a Mac. */
export const withModifier = (event: KeyboardEvent) =>
  !event.altKey && !event.shiftKey && (onMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey);

export const isModifier = (event: KeyboardEvent) => event.key === (onMac ? 'Meta' : 'Control');

/** How the key that finds anything is written here, for people and for `aria-keyshortcuts`. */
export const FIND_KEYS = onMac ? { shown: '⌘ K', named: 'Meta+K' } : { shown: 'Ctrl K', named: 'Control+K' };
