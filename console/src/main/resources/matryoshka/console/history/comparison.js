// @ts-check
/** What differs between two versions, and the restoration of the later one. */
import { h, replace } from '../dom.js';
import { button, card, facts, time } from '../parts.js';
import { diffCard, powerCard } from '../change/outcome.js';
import { restoration } from './restoration.js';

/**
 * @param {number} from
 * @param {number} to
 * @param {number} current
 * @param {import('../pages.js').Context} context
 */
export async function comparison(from, to, current, context) {
  const { api, signal } = context;
  const [diff, published] = await Promise.all([
    api.get(`graph/diff?from=${from}&to=${to}`, { signal }), to === 0 ? null : api.get(`graph/versions/${to}`, { signal }),
  ]);
  const place = h('div', {});
  const given = diff.body.power_given.map((/** @type {any} */ power) => ({ ...power, owners: power.owners ?? [], lacks: false }));
  return [
    to === 0 ? card('Version 0', h('p', { class: 'quiet' }, 'The empty graph, before anything was published.'), actions(from, to, current, place, context))
      : publication(published?.body, actions(from, to, current, place, context)),
    place, diffCard(diff.body, from === to - 1 ? 'What it changed' : `What differs from version ${from} to ${to}`), powerCard(given),
  ];
}

/**
 * @param {any} version
 * @param {HTMLElement} buttons
 */
function publication(version, buttons) {
  return card(`Version ${version.version}`, h('div', { class: 'stack' },
    facts([['Published', time(version.published_at)], ['By', version.published_by], ['Message', version.message]]), buttons));
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} current
 * @param {HTMLElement} place where a restoration is tried out
 * @param {import('../pages.js').Context} context
 */
function actions(from, to, current, place, context) {
  const picture = () => context.open('graph', { version: String(to), against: String(from) });
  const restore = () => replace(place, restoration(to, context));
  return h('div', { class: 'row' }, button('Show in the graph', picture, { icon: 'graph' }),
    to !== current ? button('Restore…', restore, { icon: 'history' }) : null);
}
