// @ts-check
/** What is asked: a client, scopes, a version, and another version beside it. */
import { h, replace } from '../dom.js';
import { button, checkbox, field, newId } from '../parts.js';
import { scopesOf } from './model.js';

/** @typedef {{client: string, scope: string, version: string, against: string}} Asked */

/**
 * @param {Asked} asked
 * @param {{client_id: string, scope?: string}[]} clients the known ones; empty if the caller may not read them
 * @param {number} current the current version
 * @param {(asked: Asked) => void} submit
 */
export function planForm(asked, clients, current, submit) {
  const list = h('datalist', { id: newId() }, clients.map((client) => h('option', { value: client.client_id })));
  const client = input({ name: 'client_id', value: asked.client, list: list.id, required: true, placeholder: 'web-shop' });
  const scopes = new ScopeChoice(asked.scope);
  const version = input({ name: 'version', type: 'number', min: 0, max: current, value: asked.version, placeholder: `${current}` });
  const against = input({ name: 'against', type: 'number', min: 0, max: current, value: asked.against, placeholder: 'none' });
  const registered = () => scopesOf(clients.find((one) => one.client_id === client.value.trim())?.scope ?? '');
  client.addEventListener('input', () => scopes.offer(registered()));
  scopes.offer(registered());
  const form = h('form', { class: 'card stack', autocomplete: 'off' }, list,
    h('div', { class: 'toolbar' },
      h('div', { class: 'grow' }, field('Client', client)),
      field('Version', version), field('Beside version', against), button('Show', () => undefined, { tone: 'primary', type: 'submit' })),
    scopes.element);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit({ client: client.value.trim(), scope: scopes.value(), version: version.value, against: against.value });
  });
  return form;
}

/** @param {Record<string, any>} attributes */
function input(attributes) {
  return /** @type {HTMLInputElement} */ (h('input', { type: 'text', spellcheck: 'false', ...attributes }));
}

/** Scopes as boxes, where those of the client are known; else as a text. */
class ScopeChoice {
  /** @param {string} scope the scopes that are chosen at first; empty for all */
  constructor(scope) {
    this.element = h('div', {});
    this.chosen = scopesOf(scope);
    /** @type {{name: string, input: HTMLInputElement}[]} */
    this.boxes = [];
    this.text = input({ name: 'scope', value: scope, placeholder: 'all that the client is registered for' });
  }

  /** @param {string[]} scopes of the client */
  offer(scopes) {
    if (scopes.length === 0) {
      this.boxes = [];
      replace(this.element, field('Scopes', this.text, 'Separated by spaces.'));
      return;
    }
    const boxes = scopes.map((name) => ({ name, box: checkbox(name, this.chosen.length === 0 || this.chosen.includes(name)) }));
    this.boxes = boxes.map(({ name, box }) => ({ name, input: box.input }));
    replace(this.element, h('fieldset', { class: 'choices' }, h('legend', {}, 'Scopes'), boxes.map(({ box }) => box)));
  }

  /** Empty for all. */
  value() {
    if (this.boxes.length === 0) {
      return this.text.value.trim();
    }
    const names = this.boxes.filter((box) => box.input.checked).map((box) => box.name);
    return names.length === this.boxes.length ? '' : names.join(' ');
  }
}
