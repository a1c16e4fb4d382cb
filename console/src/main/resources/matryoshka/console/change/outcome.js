// @ts-check
/** Shows what a change is, gives away, and does to the users of the graph. */
import { h } from '../dom.js';
import { badge, card, facts, scopeBadge, table, time } from '../parts.js';
import { rowsOf } from './compare.js';

/** @typedef {import('./compare.js').Diff} Diff */
/** @typedef {import('./result.js').Power} Power */

/** Longer lists are cut. */
const MAX_SHOWN = 50;

/** @type {Record<string, import('../parts.js').Tone>} */
const STATES = { added: 'good', removed: 'bad', changed: 'warn' };
/** @type {Record<string, import('../parts.js').Tone>} */
const DIRECTIONS = { missing: 'warn', excess: 'bad', both: 'bad', changed: 'info' };

/**
 * The first of a list, and how many more there are.
 *
 * @template T
 * @param {T[]} list
 * @param {(one: T) => import('../dom.js').Child} shown
 */
function some(list, shown) {
  return [list.slice(0, MAX_SHOWN).map(shown), list.length > MAX_SHOWN ? h('p', { class: 'quiet small' }, `and ${list.length - MAX_SHOWN} more`) : null];
}

/**
 * @param {Diff} diff
 * @param {string} [title]
 */
export function diffCard(diff, title = 'What changes') {
  const rows = rowsOf(diff);
  return card(title, rows.length === 0 ? h('p', { class: 'quiet' }, 'Nothing.') : h('div', { class: 'diff' }, some(rows, (row) =>
    h('div', { class: `diff-row ${row.state}`, 'data-element': row.name },
      h('div', { class: 'row' }, badge(row.state, STATES[row.state]), h('strong', { class: 'mono' }, row.name), h('span', { class: 'quiet small' }, row.kind)),
      row.members.length === 0 ? null : h('dl', { class: 'diff-members' }, row.members.map((member) => [h('dt', {}, member.name), h('dd', {}, values(member))]))))));
}

/** @param {import('./compare.js').Member} member */
function values(member) {
  const removed = member.before === null ? member.removed : [member.before];
  const added = member.after === null ? member.added : [member.after];
  return [removed.map((text) => h('del', {}, text)), added.map((text) => h('ins', {}, text))];
}

/**
 * What a change gives away, and whose consent that takes.
 *
 * @param {Power[]} powers
 */
export function powerCard(powers) {
  if (powers.length === 0) {
    return null;
  }
  const lacking = powers.filter((power) => power.lacks).length;
  return card('Authority given away', h('div', { class: 'stack' },
    lacking === 0 ? null : h('p', { class: 'notice warn' }, 'You cannot publish this yourself. It needs the consent of the owners below, or a client with graph:publish-any.'),
    some(powers, (power) => h('div', { class: 'power' },
      h('div', { class: 'row' }, badge(power.kind, power.lacks ? 'warn' : ''), h('strong', { class: 'mono' }, power.element)),
      h('div', {}, power.message),
      h('div', { class: 'row small' }, h('span', { class: 'quiet' }, `Owners of ${power.service}:`),
        power.owners.length === 0 ? 'none' : power.owners.map((owner) => badge(owner, power.lacks ? 'warn' : 'good')))))));
}

/** @param {any} impact as the API gives it; null if it could not be measured */
export function impactCard(impact) {
  if (impact === null) {
    return card('What it does', h('p', { class: 'quiet' }, 'The impact could not be measured.'));
  }
  const { plans, clients, new_reach: reach, largest_plan: largest, partial } = impact;
  return card('What it does', h('div', { class: 'stack' },
    partial ? h('p', { class: 'notice warn' }, 'There is more: not everything could be examined.') : null,
    facts([
      ['Plans that become stale', String(plans.length)],
      ['Clients', clients.length === 0 ? 'none' : some(clients, (client) => h('span', {}, badge(client), ' '))],
      ['Largest token', sizes(largest)],
    ]),
    plans.length === 0 ? null : plansTable(plans),
    reach.length === 0 ? null : h('div', {}, h('h3', {}, 'New reach'), some(reach, (one) => h('div', { class: 'power' },
      h('div', { class: 'row' }, badge(one.client_id), 'can come to hold', scopeBadge(one.scope)),
      h('div', { class: 'quiet small' }, one.path.length === 0 ? 'requests it directly' : `over ${one.path.join(', ')}`))))));
}

/** @param {any[]} plans */
function plansTable(plans) {
  return [
    table([{ title: 'Client' }, { title: 'Scope' }, { title: 'Stale by' }, { title: 'Until' }], plans.slice(0, MAX_SHOWN).map((plan) => [
      plan.client_id, h('span', { class: 'mono' }, plan.scope), [badge(plan.direction, DIRECTIONS[plan.direction] ?? ''), ' ', details(plan)], time(plan.alive_until),
    ]), 'Plans that become stale'),
    plans.length > MAX_SHOWN ? h('p', { class: 'quiet small' }, `and ${plans.length - MAX_SHOWN} more`) : null,
  ];
}

/** @param {any} plan */
function details(plan) {
  const scopes = (/** @type {string} */ sign, /** @type {Record<string, string[]>} */ by) => Object.values(by).flat().map((scope) => `${sign}${scope}`);
  const texts = [...scopes('+', plan.missing), ...scopes('−', plan.excess), ...plan.changed];
  return h('span', { class: 'small mono' }, texts.slice(0, 6).join(' '), texts.length > 6 ? ' …' : '');
}

/** @param {any} largest */
function sizes({ before, after }) {
  const size = (/** @type {any} */ one) => (one === null ? 'none' : `${one.bytes.toLocaleString('en')} bytes in ${one.tokens} ${one.tokens === 1 ? 'token' : 'tokens'}`);
  return before === null && after === null ? null : JSON.stringify(before) === JSON.stringify(after) ? size(after) : `${size(before)} → ${size(after)}`;
}
