// @ts-check
/** A whole plan: its share of the budget, and its tree. */
import { h } from '../dom.js';
import { badge, card, scopeBadges } from '../parts.js';
import { budgetShares, scopesOf } from './model.js';
import { tokenNode } from './token.js';

/** From this share of a limit on, a plan is marked. */
const NEARLY_FULL = 0.9;

/**
 * @param {import('./model.js').Plan} plan
 * @param {import('./model.js').Row[]} rows
 * @param {import('./token.js').Source} source
 */
export function planCard(plan, rows, source) {
  const cut = rows.flatMap((row) => row.token.exchange).filter((offer) => offer.cut).length;
  return h('div', { class: 'stack plan', 'data-version': plan.version },
    card(`Version ${plan.version}`,
      h('div', { class: 'stack' },
        h('div', { class: 'row' }, h('span', { class: 'quiet' }, 'requested'), scopeBadges(scopesOf(plan.scope))),
        plan.via === undefined ? null : h('p', { class: 'quiet' }, `Exchanged by ${plan.via.join(', then by ')}.`),
        h('ul', { class: 'budget' }, budgetShares(plan).map(share)),
        cut === 0 ? null : h('div', {}, badge(cut === 1 ? '1 token cut' : `${cut} tokens cut`, 'bad')))),
    card('Tokens', h('ol', { class: 'planned-tree' }, rows.map((row) => tokenNode(plan, row, source)))));
}

/** @param {ReturnType<typeof budgetShares>[number]} one */
function share({ name, used, limit, share: part }) {
  const tone = part > 1 ? 'bad' : part >= NEARLY_FULL ? 'warn' : '';
  return h('li', {},
    h('span', {}, `${used.toLocaleString('en')} of ${limit.toLocaleString('en')} ${name}`),
    h('span', { class: `bar ${tone}`, 'aria-hidden': 'true' }, h('span', { style: { width: `${Math.min(100, 100 * part)}%` } })),
    h('span', { class: 'quiet small' }, `${Math.round(100 * part)} %`));
}
