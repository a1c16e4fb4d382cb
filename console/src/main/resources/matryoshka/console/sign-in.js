// @ts-check
/** The form for signing in. */
import { h, replace } from './dom.js';
import { checkbox, failure, field } from './parts.js';
import { themeSwitch } from './theme.js';

/**
 * @param {import('./session.js').Session} session
 * @param {Error | null} why why a link did not sign in
 */
export function signInForm(session, why) {
  const client = /** @type {HTMLInputElement} */ (h('input', { type: 'text', name: 'client_id', autocomplete: 'username', required: true, autocapitalize: 'none', spellcheck: 'false' }));
  const secret = /** @type {HTMLInputElement} */ (h('input', { type: 'password', name: 'client_secret', autocomplete: 'current-password', required: true }));
  const readOnly = checkbox('Read only', false);
  const wrong = h('div', {}, why === null ? null : failure(why));
  const submit = /** @type {HTMLButtonElement} */ (h('button', { type: 'submit', class: 'button primary' }, 'Sign in'));
  const signIn = async (/** @type {Event} */ event) => {
    event.preventDefault();
    submit.disabled = true;
    replace(wrong);
    try {
      await session.signIn(client.value.trim(), secret.value, readOnly.input.checked);
    } catch (failed) {
      replace(wrong, failure(failed));
      secret.select();
    } finally {
      submit.disabled = false;
    }
  };
  queueMicrotask(() => client.focus());
  return h('main', { class: 'sign-in' },
    h('div', { class: 'sign-in-box' },
      h('div', { class: 'sign-in-head' },
        h('img', { src: 'icon.svg', alt: '' }),
        h('h1', {}, 'Sign in to Matryoshka'),
        h('p', { class: 'quiet' }, 'Use a client that may read the graph, such as the one in admin-client.json.')),
      h('form', { class: 'card stack', on: { submit: signIn } },
        field('Client id', client), field('Client secret', secret), readOnly, wrong, submit),
      h('p', { class: 'quiet small' },
        'Or open the link that ', h('code', {}, 'matryoshka console'), ' prints. Secret and token stay in the memory of this page; a reload forgets them.')),
    themeSwitch());
}
