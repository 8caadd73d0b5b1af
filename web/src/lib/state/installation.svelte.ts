import { boot } from '../boot.ts';

/** What every page shows of the installation, as it was last saved here. */
export const installation = $state({ name: boot.appName, defaultPicture: boot.defaultPicture });
