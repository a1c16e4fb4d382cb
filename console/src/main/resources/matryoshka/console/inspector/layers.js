// @ts-check
/** The tree of an unfolded token: one row for each layer, of which one is selected. */
import { h } from '../dom.js';
import { badge } from '../parts.js';
import { standingBadge, validityBadge, verdictBadge } from './words.js';

/**
 * @typedef {{layer: import('../token/unfold.js').Layer, depth: number, assessment: import('../token/assess.js').Assessment}} Row
 */

/**
 * @param {Row[]} rows
 * @param {number} selected
 * @param {(index: number) => void} select
 */
export function layerList(rows, selected, select) {
  const list = h('ol', { class: 'layers', 'aria-label': 'Layers of the token' }, rows.map((row, index) => h('li', {},
    h('button', {
      type: 'button', class: 'layer', style: { '--depth': row.depth }, 'aria-current': index === selected ? 'true' : null,
      on: { click: () => select(index) },
    }, layerRow(row)))));
  list.addEventListener('keydown', (event) => step(event, list));
  return list;
}

/** @param {Row} row */
function layerRow({ layer, assessment }) {
  return [
    h('span', { class: 'layer-name' }, layer.audiences.join(', ') || 'no audience'),
    h('span', { class: 'quiet small' }, layer.holder === null ? 'presented by whoever holds it' : `presented by ${layer.holder}`),
    h('span', { class: 'row' },
      verdictBadge(assessment.verdict), validityBadge(assessment.validity),
      assessment.standing.status === 'unknown' ? null : standingBadge(assessment.standing),
      layer.encrypted ? badge('encrypted', 'info') : null, layer.flaw === null ? null : badge('unreadable inside', 'bad')),
  ];
}

/** @param {KeyboardEvent} event @param {HTMLElement} list */
function step(event, list) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) {
    return;
  }
  event.preventDefault();
  const buttons = [...list.querySelectorAll('button')];
  const next = buttons[buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement)) + by];
  next?.focus();
}
