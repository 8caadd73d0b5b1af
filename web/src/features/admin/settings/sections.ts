import * as m from '$messages';

/** The parts of the page, which the search over everything finds as well. */
export const sections = [
  { id: 'general', text: m.settings_general() },
  { id: 'look', text: m.settings_look() },
  { id: 'pictures', text: m.settings_pictures() },
  { id: 'people', text: m.settings_people() },
  { id: 'user-creation', text: m.settings_new_people() },
  { id: 'new-passkeys', text: m.settings_passkeys() },
  { id: 'email', text: m.mail_title() },
  { id: 'mail-delivery', text: m.mail_delivery() },
];
