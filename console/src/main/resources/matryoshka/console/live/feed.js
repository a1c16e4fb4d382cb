// @ts-check
/** Published versions as they come, with what they did to tokens. */
import { h, replace } from '../dom.js';
import { badge, empty, time } from '../parts.js';

/** Older ones are dropped. */
const MAX_SHOWN = 200;
/** Plan nodes of one version that are listed. */
const MAX_NODES = 100;

export class Feed {
  constructor() {
    this.list = h('ol', { class: 'feed', 'aria-live': 'polite', 'aria-label': 'Published versions' });
    this.element = h('div', {}, empty('Nothing published yet', 'Versions appear here as they are published.'));
  }

  /** @param {any} event @param {boolean} isNew whether it came while the page was shown */
  add(event, isNew) {
    if (!this.list.isConnected) {
      replace(this.element, this.list);
    }
    this.list.prepend(entry(event, isNew));
    while (this.list.childElementCount > MAX_SHOWN) {
      this.list.lastElementChild?.remove();
    }
  }
}

/** @param {any} event @param {boolean} isNew */
function entry(event, isNew) {
  const { version } = event;
  return h('li', { class: isNew ? 'news' : null, 'data-version': version },
    h('div', { class: 'row' },
      h('a', { href: `#/graph?${new URLSearchParams({ version, against: String(version - 1) })}` }, `Version ${version}`),
      h('span', { class: 'quiet small' }, event.published_by, ', ', time(event.published_at))),
    event.message ? h('p', {}, event.message) : null,
    h('div', { class: 'row' },
      event.partial ? badge('incomplete', 'warn') : null,
      event.stale.length === 0 && event.fresh.length === 0 ? h('span', { class: 'quiet small' }, 'No token in use is affected.') : null),
    nodes('became stale', event.stale, 'warn'),
    nodes('are fresh again', event.fresh, 'good'));
}

/** @param {string} title @param {any[]} all @param {import('../parts.js').Tone} tone */
function nodes(title, all, tone) {
  if (all.length === 0) {
    return null;
  }
  return h('details', {},
    h('summary', {}, badge(`${all.length} ${all.length === 1 ? 'plan node' : 'plan nodes'}`, tone), ` ${title}`),
    h('ul', { class: 'plain nodes' },
      all.slice(0, MAX_NODES).map((node) => h('li', { class: 'row' },
        h('code', {}, node.plan), h('span', { class: 'mono small' }, node.aud.join(', ')), directions(node))),
      all.length > MAX_NODES ? h('li', { class: 'quiet' }, `and ${all.length - MAX_NODES} more`) : null));
}

/** @param {any} node */
function directions(node) {
  return [node.missing ? badge('missing', 'info') : null, node.excess ? badge('excess', 'bad') : null, node.changed ? badge('changed', 'warn') : null];
}
