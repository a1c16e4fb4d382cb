// @ts-check
/** The parts that pages are built of. */
import { h, replace, svg } from './dom.js';
import { Problem } from './api.js';

/** @typedef {import('./dom.js').Child} Child */
/** @typedef {'' | 'good' | 'warn' | 'bad' | 'info' | 'accent'} Tone */

let ids = 0;

/** Gives an id that no other element has. */
export function newId() {
  ids += 1;
  return `e${ids}`;
}

/**
 * @param {string | null} title
 * @param {...Child} children
 */
export function card(title, ...children) {
  return h('section', { class: 'card' }, title === null ? null : h('h2', {}, title), children);
}

/**
 * @param {Child} text
 * @param {Tone} [tone]
 */
export function badge(text, tone = '') {
  return h('span', { class: `badge ${tone}`.trim() }, text);
}

/** @param {string} name */
export function scopeBadge(name) {
  return h('span', { class: 'badge scope' }, name);
}

/**
 * @param {Iterable<string>} names
 * @param {string} [none] is shown if there are none
 */
export function scopeBadges(names, none = 'none') {
  const badges = [...names].map(scopeBadge);
  return badges.length === 0 ? h('span', { class: 'quiet' }, none) : h('span', { class: 'row' }, badges);
}

/**
 * @param {string} text
 * @param {() => void} action
 * @param {{tone?: '' | 'primary' | 'danger' | 'plain' | 'link', type?: string, icon?: keyof typeof ICONS, label?: string, disabled?: boolean}} [options]
 */
export function button(text, action, options = {}) {
  const shown = [options.icon ? icon(options.icon) : null, text];
  return h('button', {
    type: options.type ?? 'button', class: `button ${options.tone ?? ''} ${text === '' ? 'icon' : ''}`.trim(), 'aria-label': options.label,
    title: options.label, disabled: options.disabled, on: { click: action },
  }, shown);
}

/**
 * A labelled input.
 *
 * @param {string} label
 * @param {HTMLElement} input
 * @param {string} [hint]
 */
export function field(label, input, hint) {
  input.id ||= newId();
  const hintId = `${input.id}-hint`;
  if (hint) {
    input.setAttribute('aria-describedby', hintId);
  }
  return h('div', { class: 'field' },
    h('label', { for: input.id }, label), input, hint ? h('span', { class: 'hint', id: hintId }, hint) : null);
}

/**
 * @param {string} label
 * @param {boolean} checked
 * @param {(checked: boolean) => void} [changed]
 */
export function checkbox(label, checked, changed) {
  const input = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', id: newId(), checked }));
  input.addEventListener('change', () => changed?.(input.checked));
  return Object.assign(h('div', { class: 'check' }, input, h('label', { for: input.id }, label)), { input });
}

/**
 * @param {{title: string, number?: boolean}[]} columns
 * @param {Child[][]} rows
 * @param {string} caption is read out, not shown
 */
export function table(columns, rows, caption) {
  const classOf = (/** @type {number} */ at) => (columns[at]?.number ? 'number' : null);
  return h('div', { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', {},
      h('caption', { class: 'visually-hidden' }, caption),
      h('thead', {}, h('tr', {}, columns.map((column, at) => h('th', { scope: 'col', class: classOf(at) }, column.title)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map((cell, at) => h('td', { class: classOf(at) }, cell)))))));
}

/**
 * Names and values; those without a value are left out.
 *
 * @param {[string, Child][]} pairs
 */
export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/**
 * What is shown where there is nothing to show.
 *
 * @param {string} title
 * @param {...Child} text
 */
export function empty(title, ...text) {
  return h('div', { class: 'empty' }, h('strong', {}, title), h('span', {}, text));
}

/** @param {string} [text] */
export function busy(text = 'Loading…') {
  return h('div', { class: 'busy', role: 'status' }, text);
}

/**
 * @param {Child} text
 * @param {Tone} [tone]
 */
export function notice(text, tone = 'info') {
  return h('div', { class: `notice ${tone}`, role: tone === 'bad' ? 'alert' : 'status' }, text);
}

/**
 * What went wrong, in words, with all violations.
 *
 * @param {unknown} error
 */
export function failure(error) {
  const message = error instanceof Error ? error.message : String(error);
  const violations = error instanceof Problem ? error.violations : [];
  return notice([message, violations.length === 0 ? null : h('ul', {}, violations.map((violation) => h('li', {},
    violation.pointer ? [h('code', {}, violation.pointer), ' '] : null, violation.message)))], 'bad');
}

/**
 * Shows that something is loading, then it, or why it failed. Stays silent when the page was left.
 *
 * @param {Element} place
 * @param {() => Promise<Child>} load
 * @param {string} [text]
 */
export async function loaded(place, load, text) {
  replace(place, busy(text));
  try {
    replace(place, await load());
  } catch (failed) {
    if (!(failed instanceof DOMException && failed.name === 'AbortError')) {
      replace(place, failure(failed));
    }
  }
}

/**
 * A moment, as people read it; the exact one is in the title.
 *
 * @param {string | number} moment ISO 8601, or seconds since 1970
 */
export function time(moment) {
  const date = new Date(typeof moment === 'number' ? moment * 1000 : moment);
  if (Number.isNaN(date.getTime())) {
    return h('span', {}, String(moment));
  }
  return h('time', { datetime: date.toISOString(), title: date.toISOString() },
    date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }));
}

/**
 * Saves a text as a file.
 *
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** Paths of 16 by 16 pictures, drawn with lines. */
export const ICONS = {
  graph: 'M3 3.500h3v3H3zM10 2h3v3h-3zM10 10.500h3v3h-3zM6 5l4-1.500M6 5.500l4 5.500',
  tree: 'M2.500 2.500h4v3h-4zM9.500 6.500h4v3h-4zM9.500 11.500h4v3h-4zM4.500 5.500V13h5M4.500 8h5',
  token: 'M8 1.500l5.500 3v7L8 14.500l-5.500-3v-7zM2.500 4.500L8 7.500l5.500-3M8 7.500v7',
  edit: 'M11 2.500l2.500 2.500L5.500 13H3v-2.500zM9.500 4l2.500 2.500',
  history: 'M2.500 8a5.500 5.500 0 1 0 1.800-4.100L2.500 5.500M2.500 2.500v3h3M8 5v3.200l2 1.300',
  clients: 'M6 7.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM1.500 13.500c0-2.500 2-4 4.500-4s4.500 1.500 4.500 4M11 2.800a2.500 2.500 0 0 1 0 4.400M12 9.700c1.600.5 2.500 1.900 2.500 3.800',
  issuers: 'M8 1.500l5.500 2v4c0 3.500-2.300 5.700-5.500 7-3.200-1.300-5.500-3.500-5.500-7v-4zM5.500 8l1.800 1.800 3.200-3.500',
  live: 'M1.500 8h3l2-5 3 10 2-5h3',
  keys: 'M5.500 13.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM7.700 8.300L13.500 2.500M11 5l2 2',
  sun: 'M8 10.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600zM8 1.500v1.300M8 13.200v1.300M1.500 8h1.300M13.200 8h1.300M3.400 3.400l.9.9M11.700 11.700l.9.9M3.400 12.600l.9-.9M11.700 4.300l.9-.9',
  moon: 'M13.500 9.500A5.700 5.700 0 0 1 6.500 2.500a5.700 5.700 0 1 0 7 7z',
  menu: 'M2.500 4.500h11M2.500 8h11M2.500 11.500h11',
  leave: 'M6.500 2.500h-4v11h4M10 5l3 3-3 3M13 8H6',
  download: 'M8 2v8M4.500 7L8 10.500 11.500 7M2.500 13.500h11',
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  return svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: ICONS[name] }));
}
