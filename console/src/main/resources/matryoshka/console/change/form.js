// @ts-check
/** One dependency in a form. Every change is written into the document at once. */
import { h, replace } from '../dom.js';
import { button, checkbox, empty, field, newId } from '../parts.js';
import { elementOf, fieldsOf } from './edge.js';

/**
 * @typedef {{document: any, names: import('./completion.js').Names,
 *     put: (name: string, element: any) => void}} Source `put` changes a dependency of the document; null removes it
 */

export class EdgeForm {
  /** @type {import('./edge.js').Fields} */
  #fields = fieldsOf(undefined);
  #name = '';

  /**
   * @param {() => Source} source
   * @param {(name: string) => void} chosen
   */
  constructor(source, chosen) {
    this.source = source;
    this.chosen = chosen;
    this.services = h('datalist', { id: newId() });
    this.dependencies = h('datalist', { id: newId() });
    this.name = input({ name: 'dependency', list: this.dependencies.id, placeholder: 'orders-ask-bank' });
    this.name.addEventListener('change', () => this.open(this.name.value.trim()));
    this.body = h('div', { class: 'stack' });
    this.element = h('div', { class: 'stack' }, this.services, this.dependencies,
      field('Dependency', this.name, 'Choose one, or write the name of a new one.'), this.body);
  }

  /** The name of the dependency that is shown. */
  get dependency() {
    return this.#name;
  }

  /** Shows a dependency as the document has it. @param {string} name */
  open(name) {
    const { document, names } = this.source();
    this.#name = name;
    this.name.value = name;
    this.chosen(name);
    const option = (/** @type {string} */ value) => h('option', { value });
    replace(this.services, [...names.services.keys()].map(option));
    replace(this.dependencies, Object.keys(document.dependencies ?? {}).map(option));
    if (name === '') {
      replace(this.body, empty('No dependency yet', 'A dependency lets one service call another.'));
      return;
    }
    this.#fields = fieldsOf(this.#element());
    this.#draw();
  }

  #element() {
    const all = this.source().document.dependencies ?? {};
    return Object.hasOwn(all, this.#name) ? all[this.#name] : undefined;
  }

  #draw() {
    const before = this.#element();
    const others = ['claims', 'parameters'].filter((name) => before?.[name] !== undefined);
    const scopes = { requires: h('div', {}), grants: h('div', {}) };
    const requires = () => replace(scopes.requires, this.#scopes('requires', 'Requires', this.#fields.from));
    const grants = () => replace(scopes.grants, this.#scopes('grants', 'Grants', this.#fields.to));
    requires();
    grants();
    replace(this.body,
      h('div', { class: 'columns' }, this.#text('from', 'From', { list: this.services.id }, requires), this.#text('to', 'To', { list: this.services.id }, grants)),
      scopes.requires, scopes.grants,
      h('div', { class: 'columns' },
        this.#choice('sharing', 'Sharing', ['embed', 'exchange', 'reuse']),
        this.#text('clients', 'Clients', { placeholder: 'all' }, null, 'Only for chains that these began. Separated by spaces.')),
      h('div', { class: 'columns' },
        this.#text('lifetime', 'Lifetime', { placeholder: 'that of the service' }), this.#text('extend', 'Extend', { placeholder: 'not at all' })),
      this.#text('when', 'Condition (CEL)', { placeholder: 'always' }),
      h('div', { class: 'columns' },
        this.#choice('staleness', 'Tokens with withdrawn authority', ['', 'flag', 'reject']),
        checkbox('Encrypted to its holder', this.#fields.confidential, (checked) => { this.#fields.confidential = checked; this.#put(); })),
      others.length === 0 ? null : h('p', { class: 'quiet small' }, `It also has ${others.join(' and ')}: edit them in the document.`),
      before === undefined ? null : h('div', { class: 'row' },
        button('Remove this dependency', () => { this.source().put(this.#name, null); this.open(''); }, { tone: 'danger' })));
  }

  #put() {
    this.source().put(this.#name, elementOf(this.#fields, this.#element()));
  }

  /**
   * @param {'from' | 'to' | 'clients' | 'lifetime' | 'extend' | 'when'} member
   * @param {string} label
   * @param {Record<string, any>} attributes
   * @param {(() => void) | null} [then] draws what depends on it
   * @param {string} [hint]
   */
  #text(member, label, attributes, then = null, hint = undefined) {
    const element = input({ name: member, value: this.#fields[member], ...attributes });
    element.addEventListener('input', () => {
      this.#fields[member] = element.value;
      this.#put();
      then?.();
    });
    return field(label, element, hint);
  }

  /**
   * @param {'sharing' | 'staleness'} member
   * @param {string} label
   * @param {string[]} words
   */
  #choice(member, label, words) {
    const select = /** @type {HTMLSelectElement} */ (h('select', { name: member }, words.map((word) =>
      h('option', { value: word, selected: word === this.#fields[member] }, word === '' ? 'as configured' : word))));
    select.addEventListener('change', () => { this.#fields[member] = select.value; this.#put(); });
    return field(label, select);
  }

  /**
   * @param {'requires' | 'grants'} member
   * @param {string} label
   * @param {string} service
   */
  #scopes(member, label, service) {
    const known = this.source().names.services.get(service.trim())?.scopes ?? [];
    const all = [...new Set([...known, ...this.#fields[member]])];
    const toggle = (/** @type {string} */ scope, /** @type {boolean} */ checked) => {
      this.#fields[member] = checked ? [...this.#fields[member], scope] : this.#fields[member].filter((one) => one !== scope);
      this.#put();
    };
    return h('fieldset', { class: 'edge-scopes', 'data-member': member }, h('legend', {}, label),
      all.length === 0 ? h('span', { class: 'quiet small' }, service.trim() === '' ? 'Choose a service first.' : `${service} has no scopes.`)
        : all.map((scope) => checkbox(scope, this.#fields[member].includes(scope), (checked) => toggle(scope, checked))));
  }
}

/** @param {Record<string, any>} attributes */
function input(attributes) {
  return /** @type {HTMLInputElement} */ (h('input', { type: 'text', spellcheck: 'false', autocomplete: 'off', ...attributes }));
}
