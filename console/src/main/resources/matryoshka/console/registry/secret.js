// @ts-check
/** A client's new secret. It is in this card only, and gone when the page is left. */
import { h, replace } from '../dom.js';
import { button, card, field, notice } from '../parts.js';
import { textInput } from './fields.js';

/**
 * @param {string} client
 * @param {string} secret
 * @param {() => void} done
 */
export function secretCard(client, secret, done) {
  const shown = textInput('client_secret', secret, { readonly: true, class: 'mono', on: { focus: () => shown.select() } });
  const said = h('span', { class: 'quiet small', role: 'status' });
  return Object.assign(card(`The secret of ${client}`,
    h('div', { class: 'stack' },
      notice('Store this secret now. The issuer keeps only a hash of it and cannot show it again.', 'warn'),
      h('div', { class: 'toolbar' }, h('div', { class: 'grow' }, field('Client secret', shown)),
        button('Copy', () => copy(shown, said), { label: 'Copy the secret' })),
      said,
      h('div', { class: 'row' }, button('I have stored it', done, { tone: 'primary' })))), { className: 'card secret' });
}

/**
 * Copies. Browsers give pages from plain http no clipboard; then the secret is selected.
 *
 * @param {HTMLInputElement} shown
 * @param {HTMLElement} said
 */
async function copy(shown, said) {
  try {
    await navigator.clipboard.writeText(shown.value);
    replace(said, 'Copied.');
  } catch {
    shown.focus();
    shown.select();
    replace(said, 'The browser does not let this page copy. The secret is selected: press Ctrl+C.');
  }
}
