// @ts-check
/** Light or dark: what the system prefers, until the user chooses. */
import { replace } from './dom.js';
import { button, icon } from './parts.js';

const KEY = 'matryoshka.theme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

function current() {
  const chosen = localStorage.getItem(KEY);
  return chosen === 'light' || chosen === 'dark' ? chosen : systemIsDark.matches ? 'dark' : 'light';
}

/** Applies the theme, and follows the system's. */
export function useTheme() {
  const apply = () => { document.documentElement.dataset.theme = current(); };
  systemIsDark.addEventListener('change', apply);
  apply();
}

/** A button that changes it. */
export function themeSwitch() {
  const toggle = button('', () => {
    localStorage.setItem(KEY, current() === 'dark' ? 'light' : 'dark');
    document.documentElement.dataset.theme = current();
    show();
  }, { tone: 'plain', icon: 'sun', label: 'Change theme' });
  const show = () => {
    const other = current() === 'dark' ? 'light' : 'dark';
    replace(toggle, icon(other === 'light' ? 'sun' : 'moon'));
    toggle.setAttribute('aria-label', `Use the ${other} theme`);
    toggle.title = `Use the ${other} theme`;
  };
  show();
  return toggle;
}
