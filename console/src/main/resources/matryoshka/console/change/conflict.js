// @ts-check
/** Somebody published meanwhile: their change, yours, and the merge of both, with a choice wherever both changed the same member. */
import { h, replace } from '../dom.js';
import { badge, button, card, newId, time } from '../parts.js';
import { documentDiff, shown } from './compare.js';
import { isSame, merge, withTheirs } from './merge.js';
import { diffCard } from './outcome.js';

/** @typedef {import('./merge.js').Conflict} Conflict */

/**
 * @param {{base: any, theirs: any, yours: any}} documents
 * @param {{version: number, published_at: string, published_by: string, message?: string | null}[]} versions what was published meanwhile
 * @param {{take: (merged: any) => void, drop: () => void}} actions `drop` gives up your changes
 */
export function conflictCard({ base, theirs, yours }, versions, actions) {
  const { merged, conflicts } = merge(base, theirs, yours);
  /** @type {Set<Conflict>} */
  const forTheirs = new Set();
  const open = new Set(conflicts);
  const take = /** @type {HTMLButtonElement} */ (button('Use the merge', () => actions.take(withTheirs(merged, [...forTheirs])), { tone: 'primary' }));
  const left = h('span', { class: 'quiet', role: 'status' });
  const tell = () => {
    take.disabled = open.size > 0;
    replace(left, open.size === 0 ? '' : open.size === 1 ? '1 choice is left.' : `${open.size} choices are left.`);
  };
  const choose = (/** @type {Conflict} */ conflict, /** @type {boolean} */ isTheirs) => {
    open.delete(conflict);
    forTheirs[isTheirs ? 'add' : 'delete'](conflict);
    tell();
  };
  tell();
  return card('Somebody published meanwhile', h('div', { class: 'stack conflict' },
    h('ul', { class: 'plain-list' }, versions.map((one) => h('li', { class: 'row' },
      badge(`version ${one.version}`, 'info'), h('strong', {}, one.published_by), time(one.published_at), one.message ? h('span', {}, one.message) : null))),
    h('p', {}, conflicts.length === 0 ? 'Both changes go together: nobody changed what the other changed.'
      : 'Both changed the same members. Choose for each of them; everything else is merged.'),
    conflicts.map((conflict) => conflictRow(conflict, (isTheirs) => choose(conflict, isTheirs))),
    h('div', { class: 'columns' }, diffCard(documentDiff(base, theirs), 'Their change'), diffCard(documentDiff(base, yours), 'Your change')),
    h('div', { class: 'row' }, take, button('Give up my changes', actions.drop, { tone: 'danger' }), left,
      isSame(merged, theirs) ? h('span', { class: 'quiet' }, 'Your change is already published.') : null)));
}

/**
 * @param {Conflict} conflict
 * @param {(isTheirs: boolean) => void} chosen
 */
function conflictRow(conflict, chosen) {
  const name = newId();
  const side = (/** @type {string} */ title, /** @type {any} */ value, /** @type {boolean} */ isTheirs) => {
    const input = h('input', { type: 'radio', name, id: newId(), value: isTheirs ? 'theirs' : 'yours', on: { change: () => chosen(isTheirs) } });
    return h('div', { class: 'side-by-side' }, h('div', { class: 'check' }, input, h('label', { for: input.id }, title)), valueOf(value));
  };
  return h('fieldset', { class: 'three-ways', 'data-conflict': conflict.path.join('/') },
    h('legend', { class: 'mono' }, conflict.path.join(' / ')),
    h('div', { class: 'side-by-side' }, h('span', { class: 'quiet' }, 'Before'), valueOf(conflict.base)),
    side('Theirs', conflict.theirs, true), side('Yours', conflict.yours, false));
}

/** @param {any} value */
function valueOf(value) {
  return value === undefined ? h('span', { class: 'quiet' }, 'nothing')
    : h('pre', {}, typeof value === 'object' ? JSON.stringify(value, null, 2) : shown(value));
}
