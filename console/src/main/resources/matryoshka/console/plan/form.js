// @ts-check
/** What is asked: a client, scopes, a version, and another version beside it. */
import { h, replace } from '../dom.js';
import { button, checkbox, field, newId } from '../parts.js';
import { scopesOf } from './model.js';

/**
 * @typedef {object} Asked all of it as texts, empty where nothing is asked
 * @property {string} client
 * @property {string} scope
 * @property {string} version
 * @property {string} against another version
 * @property {string} via the services that exchange, in order, separated by spaces
 * @property {string} audience what the last of them asks for
 * @property {string} exchange_scope
 * @property {string} issuer of the user that the token acts for
 * @property {string} subject
 */

/** What is asked for less often: exchanges, and users. @type {[keyof Asked, string, string][]} */
const MORE = [
  ['via', 'Exchanged by', 'Services, in order'],
  ['audience', 'For the service', 'Whom the last one calls'],
  ['exchange_scope', 'With the scopes', 'All that it can get if empty'],
  ['issuer', 'User of the trusted issuer', 'Its name here'],
  ['subject', 'Subject of the user', 'As that issuer says it'],
];

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
  const more = MORE.map(([name, label, hint]) => ({ name, label, hint, input: input({ name, value: asked[name] }) }));
  const form = h('form', { class: 'card stack plan-form', autocomplete: 'off' }, list,
    h('div', { class: 'toolbar' },
      h('div', { class: 'grow' }, field('Client', client)),
      field('Version', version), field('Beside version', against), button('Show', () => undefined, { tone: 'primary', type: 'submit' })),
    scopes.element,
    h('details', { open: more.some((one) => one.input.value !== '') }, h('summary', { class: 'quiet' }, 'After exchanges, or for a user'),
      h('div', { class: 'more' }, more.map((one) => field(one.label, one.input, one.hint)))));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const others = Object.fromEntries(more.map((one) => [one.name, one.input.value.trim()]));
    submit(/** @type {Asked} */ ({ client: client.value.trim(), scope: scopes.value(), version: version.value, against: against.value, ...others }));
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
