import { applyChosenTheme } from './lib/state/theme.ts';

applyChosenTheme();
