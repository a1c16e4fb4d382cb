// @ts-check
/** Fields that the forms of clients and trusted issuers share. */
import { h, replace } from '../dom.js';
import { badge, checkbox, field, newId } from '../parts.js';

/** How many names a field suggests at a time. */
const MAX_SUGGESTED = 20;

/**
 * @param {string} name
 * @param {string} [value]
 * @param {Record<string, any>} [attributes]
 */
export function textInput(name, value = '', attributes = {}) {
  return /** @type {HTMLInputElement} */ (h('input', { type: 'text', name, value, spellcheck: 'false', autocapitalize: 'none', autocomplete: 'off', ...attributes }));
}

/**
 * @param {string} name
 * @param {string} [value]
 * @param {Record<string, any>} [attributes]
 */
export function longText(name, value = '', attributes = {}) {
  return /** @type {HTMLTextAreaElement} */ (h('textarea', { name, spellcheck: 'false', autocapitalize: 'none', ...attributes }, value));
}

/**
 * @param {string} name
 * @param {{name: string, text: string}[]} options
 * @param {string} chosen
 */
export function choice(name, options, chosen) {
  return /** @type {HTMLSelectElement} */ (h('select', { name }, options.map((option) => h('option', { value: option.name, selected: option.name === chosen }, option.text))));
}

/**
 * A group of boxes, of which several can be checked.
 *
 * @param {string} legend
 * @param {{name: string, text: string}[]} options
 * @param {string[]} chosen
 */
export function boxes(legend, options, chosen) {
  const made = options.map(({ name, text }) => ({ name, box: checkbox(text, chosen.includes(name)) }));
  made.forEach(({ name, box }) => { box.input.value = name; });
  return {
    element: h('fieldset', { class: 'options' }, h('legend', {}, legend), made.map(({ box }) => box)),
    value: () => made.filter(({ box }) => box.input.checked).map(({ name }) => name),
  };
}

/**
 * A JSON value as the text of a field; nothing for nothing.
 *
 * @param {any} value
 */
export function jsonText(value) {
  return value === undefined || value === null || Object.keys(value).length === 0 ? '' : JSON.stringify(value, null, 2);
}

/**
 * A list of names: each is shown with a button that removes it; an input with suggestions adds more.
 *
 * @param {string} label
 * @param {string} inputName
 * @param {string[]} initial
 * @param {string[]} known is suggested; other names can be added, too
 * @param {string} hint
 */
export function names(label, inputName, initial, known, hint) {
  const chosen = new Set(initial);
  const list = h('datalist', { id: newId() });
  const input = textInput(inputName, '', { list: list.id, placeholder: 'Type to search' });
  const shown = h('div', { class: 'row' });
  const suggest = () => {
    const wanted = input.value.trim().toLowerCase();
    const matching = known.filter((name) => !chosen.has(name) && name.toLowerCase().includes(wanted));
    replace(list, matching.slice(0, MAX_SUGGESTED).map((name) => h('option', { value: name })));
  };
  const show = () => {
    replace(shown, [...chosen].map((name) => h('span', { class: 'badge scope' }, name,
      h('button', { type: 'button', class: 'remove-name', 'aria-label': `Remove ${name}`, on: { click: () => { chosen.delete(name); show(); suggest(); input.focus(); } } }, '×'))));
    shown.hidden = chosen.size === 0;
  };
  const add = () => {
    input.value.split(/[\s,]+/).filter((name) => name !== '').forEach((name) => chosen.add(name));
    input.value = '';
    show();
    suggest();
  };
  input.addEventListener('input', (event) => {
    suggest();
    // A choice from the suggestions comes without the characters that a person types.
    if (!(event instanceof InputEvent) || event.inputType === 'insertReplacementText') {
      if (known.includes(input.value)) {
        add();
      }
    }
  });
  input.addEventListener('keydown', (event) => {
    if ((event.key === 'Enter' || event.key === ',' || event.key === ' ') && input.value.trim() !== '') {
      event.preventDefault();
      add();
    }
  });
  show();
  suggest();
  return {
    element: h('div', { class: 'names' }, field(label, input, `${hint} Enter or a space adds a name.`), shown, list),
    /** What is typed but not yet added counts, too. */
    value: () => { add(); return [...chosen]; },
  };
}

/** @param {boolean | undefined} disabled */
export function stateBadge(disabled) {
  return disabled ? badge('disabled', 'warn') : badge('enabled', 'good');
}
