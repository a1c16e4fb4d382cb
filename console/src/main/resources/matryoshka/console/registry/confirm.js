// @ts-check
/** Asks before something happens that cannot be undone. */
import { h, replace } from '../dom.js';
import { Problem } from '../api.js';
import { button, card, failure, field, notice } from '../parts.js';
import { textInput } from './fields.js';

/**
 * A card that does something only when the user has typed a word, such as the id of what is removed.
 *
 * @param {object} question
 * @param {string} question.title
 * @param {import('../dom.js').Child} question.text what will happen
 * @param {string} [question.word] must be typed; the button alone confirms without it
 * @param {string} question.action the text of the button
 * @param {boolean} [question.danger]
 * @param {() => Promise<void>} question.act
 * @param {() => void} question.cancel
 */
export function confirmation({ title, text, word, action, danger = word !== undefined, act, cancel }) {
  const wrong = h('div', {});
  const input = textInput('confirmation', '', { required: true });
  const submit = /** @type {HTMLButtonElement} */ (button(action, () => undefined, { tone: danger ? 'danger' : 'primary', type: 'submit', disabled: word !== undefined }));
  input.addEventListener('input', () => { submit.disabled = input.value !== word; });
  const form = h('form', { class: 'stack' }, h('div', {}, text),
    word === undefined ? null : field(`Type ${word} to confirm`, input), wrong,
    h('div', { class: 'row' }, submit, button('Cancel', cancel)));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (word !== undefined && input.value !== word) {
      return;
    }
    submit.disabled = true;
    replace(wrong);
    try {
      await act();
    } catch (failed) {
      replace(wrong, refusal(failed));
      submit.disabled = false;
    }
  });
  queueMicrotask(() => (word === undefined ? submit : input).focus());
  return Object.assign(card(title, form), { className: 'card confirmation' });
}

/** @param {unknown} failed */
function refusal(failed) {
  return failed instanceof Problem && failed.status === 412
    ? notice('Somebody else has changed this since you opened it. Nothing was saved; open it again to see what it is now.', 'bad') : failure(failed);
}

/**
 * Sends a form: shows what is wrong with it, and that it is under way.
 *
 * @param {HTMLElement} form
 * @param {HTMLElement} wrong where faults are shown
 * @param {() => Promise<void>} send
 */
export function onSubmit(form, wrong, send) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const submit = /** @type {HTMLButtonElement} */ (form.querySelector('button[type=submit]'));
    submit.disabled = true;
    replace(wrong);
    try {
      await send();
    } catch (failed) {
      replace(wrong, refusal(failed));
      wrong.scrollIntoView({ block: 'center' });
    } finally {
      submit.disabled = false;
    }
  });
}
