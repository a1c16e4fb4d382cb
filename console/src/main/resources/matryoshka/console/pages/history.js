// @ts-check
/** The history of the graph: who published what, when and why; what differs between two versions; and old versions restored. */
import { h, replace } from '../dom.js';
import { busy, button, card, empty, failure, field, table, time } from '../parts.js';
import { range } from '../history/range.js';
import { comparison } from '../history/comparison.js';

const PAGE = 50;

/** @type {import('../pages.js').Page} */
export default {
  id: 'history',
  title: 'History',
  icon: 'history',
  needs: ['graph:read'],
  lead: 'Every version of the graph stays. Choose one to see what it changed.',
  async show(root, context) {
    const list = new VersionList(context, (from, to) => compare(from, to));
    await list.more();
    if (list.versions.length === 0) {
      replace(root, h('section', { class: 'card' }, empty('Nothing is published yet', 'The history begins with the first version.')));
      return;
    }
    const current = list.versions[0].version;
    const place = h('div', { class: 'stack' });
    const compare = async (/** @type {number} */ from, /** @type {number} */ to) => {
      context.remember({ from: String(from), to: String(to) });
      list.choose(from, to);
      replace(place, busy());
      try {
        replace(place, await comparison(from, to, current, context));
      } catch (failed) {
        if (!context.signal.aborted) {
          replace(place, failure(failed));
        }
      }
    };
    root.append(h('div', { class: 'columns history' }, list.element, place));
    const { from, to } = range(context.query, current);
    await compare(from, to);
  },
};

/** The versions, latest first, a page at a time. */
class VersionList {
  /** @type {{version: number, published_at: string, published_by: string, message?: string | null}[]} */
  versions = [];
  /** @type {number | null} */
  #next = null;
  #chosen = { from: 0, to: 0 };

  /**
   * @param {import('../pages.js').Context} context
   * @param {(from: number, to: number) => void} compare
   */
  constructor(context, compare) {
    this.context = context;
    this.compare = compare;
    this.rows = h('div', {});
    this.from = this.#number('from');
    this.to = this.#number('to');
    this.foot = h('div', {});
    const form = h('form', { class: 'toolbar history-compare', autocomplete: 'off' }, field('From version', this.from), field('To version', this.to), button('Compare', () => undefined, { type: 'submit' }));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      compare(this.from.valueAsNumber, this.to.valueAsNumber);
    });
    this.element = h('section', { class: 'card flush', 'aria-label': 'Versions' }, form, this.rows, this.foot);
  }

  /** @param {string} name */
  #number(name) {
    return /** @type {HTMLInputElement} */ (h('input', { type: 'number', name, min: 0, required: true }));
  }

  /** Reads the next page. */
  async more() {
    const query = new URLSearchParams({ limit: String(PAGE), ...(this.#next === null ? {} : { before: String(this.#next) }) });
    const { body } = await this.context.api.get(`graph/versions?${query}`, { signal: this.context.signal });
    this.versions.push(...body.versions);
    this.#next = body.next ?? null;
    this.#draw();
  }

  /**
   * Marks what is compared.
   *
   * @param {number} from
   * @param {number} to
   */
  choose(from, to) {
    this.#chosen = { from, to };
    this.from.value = String(from);
    this.to.value = String(to);
    this.#draw();
  }

  #draw() {
    const max = this.versions[0]?.version ?? 0;
    [this.from, this.to].forEach((input) => { input.max = String(max); });
    replace(this.rows, table([{ title: 'Version', number: true }, { title: 'Published' }, { title: 'By' }, { title: 'Message' }], this.versions.map((one) => [
      button(String(one.version), () => this.compare(one.version - 1, one.version), { tone: 'link', label: `Show version ${one.version}` }),
      time(one.published_at), one.published_by, one.message ?? '',
    ]), 'Versions'));
    this.rows.querySelectorAll('tbody tr').forEach((row, at) => {
      row.classList.toggle('chosen', this.versions[at].version === this.#chosen.to);
    });
    replace(this.foot, this.#next === null ? null : h('div', { class: 'history-more' }, button('Older versions', () => this.#older())));
  }

  async #older() {
    try {
      await this.more();
    } catch (failed) {
      if (!this.context.signal.aborted) {
        replace(this.foot, failure(failed));
      }
    }
  }
}
