/* Kept apart from the app's own theme module on purpose: a module that both entries import would become a second file. */
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
} catch {
  // A browser that keeps nothing follows the system.
}
