// @ts-check
/** One token of a plan, as a node of the tree. */
import { h, replace } from '../dom.js';
import { badge, button, failure, time } from '../parts.js';
import { duration } from '../token/times.js';
import { address } from '../route.js';
import { audiences, exchangeOf, limitOf, scopesOf } from './model.js';

/** @typedef {import('./model.js').Plan} Plan */
/**
 * @typedef {object} Source
 * @property {import('../api.js').Api} api
 * @property {AbortSignal} signal
 * @property {number} version
 * @property {{issuer: string, subject: string}} user for whom the plan is
 */

/** @type {Record<string, [string, import('../parts.js').Tone]>} */
const DIFFERENCES = {
  changed: ['differs', 'warn'],
  below: ['differs inside', 'info'],
  only: ['only here', 'accent'],
};

/**
 * @param {Plan} plan
 * @param {import('./model.js').Row} row
 * @param {Source} source
 */
export function tokenNode(plan, row, source) {
  const { token, depth, difference } = row;
  const [text, tone] = (difference !== null && DIFFERENCES[difference]) || ['', ''];
  return h('li', { class: 'planned', style: { '--depth': depth }, 'data-token': token.services.join('+') },
    h('div', { class: 'planned-head' },
      h('strong', {}, token.services.join(' + ')),
      h('span', { class: 'quiet small' }, `presented by ${token.holder}`),
      text === '' ? null : badge(text, tone),
      encryption(token.encrypted)),
    audiences(token).join() === token.services.join() ? null : h('div', { class: 'small mono quiet' }, audiences(token).join(', ')),
    h('div', { class: 'stack tight' }, scopesOf(token.scope).map((scope) => scopeRow(scope, token, source))),
    h('div', { class: 'planned-facts small' },
      h('span', {}, `lives ${duration(token.lifetime)}`),
      h('span', {}, `${token.bytes.toLocaleString('en')} bytes`),
      h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span', { style: { width: `${Math.min(100, 100 * token.bytes / plan.budget.bytes)}%` } }))),
    conditions(token.when),
    token.exchange.map((offer) => offerRow(plan, row, offer, source)));
}

/** @param {boolean | undefined} encrypted undefined if nothing asks for encryption */
function encryption(encrypted) {
  if (encrypted === undefined) {
    return null;
  }
  return encrypted ? badge('encrypted to its holder', 'info') : badge('not encrypted: its holder has no key', 'warn');
}

/** @param {string[] | undefined} when */
function conditions(when) {
  return when === undefined ? null : h('div', { class: 'small' }, 'Only when ', when.map((one, at) => [at === 0 ? null : ' and ', h('code', {}, one)]));
}

/** @param {Plan} plan @param {import('./model.js').Row} row @param {import('./model.js').Offer} offer @param {Source} source */
function offerRow(plan, row, offer, source) {
  return h('div', { class: 'offer small' },
    offer.cut ? badge('cut by the budget', 'bad') : badge('by exchange'),
    h('span', {}, `${offer.holder} → ${offer.service}: `, scopesOf(offer.scope).map((scope) => [h('code', {}, scope), ' '])),
    offer.cut
      ? h('span', { class: 'quiet' }, `It did not fit into ${limitOf(plan, row)}. ${offer.holder} exchanges its token for it.`)
      : null,
    h('a', { href: address('plan', { ...exchangeOf(plan, row, offer), ...source.user }), 'aria-label': `Show its plan: ${offer.service} for ${offer.holder}` }, 'Show its plan'),
    conditions(offer.when));
}

/** @param {string} scope @param {import('./model.js').PlannedToken} token @param {Source} source */
function scopeRow(scope, token, source) {
  const place = h('div', { class: 'why small' });
  const why = /** @type {HTMLElement} */ (button('Why', () => toggle(), { tone: 'plain', label: `Why ${scope}` }));
  const toggle = () => {
    const opens = place.childElementCount === 0;
    why.setAttribute('aria-expanded', String(opens));
    replace(place, opens ? reasons(token.given_by[scope] ?? [], source) : null);
  };
  why.setAttribute('aria-expanded', 'false');
  return h('div', { class: 'planned-scope' }, h('div', { class: 'row' }, badge(h('span', { class: 'scope' }, scope)), why), place);
}

/** @param {string[]} givers @param {Source} source */
function reasons(givers, source) {
  return givers.length === 0 ? h('p', {}, 'The client requests it: it is registered for it.') : h('ul', { class: 'plain' }, givers.map((name) => reason(name, source)));
}

/** @param {string} name @param {Source} source */
function reason(name, source) {
  const published = h('span', { class: 'quiet' });
  publication(name, source).then((found) => replace(published, found), (failed) => {
    if (!source.signal.aborted) {
      replace(published, failure(failed));
    }
  });
  return h('li', {}, 'Given by ', h('a', { href: address('graph', { dependency: name, version: String(source.version) }) }, name), published);
}

/** @param {string} name @param {Source} source */
async function publication(name, { api, signal, version }) {
  const path = `graph/dependencies/${encodeURIComponent(name)}/versions?limit=1&before=${version + 1}`;
  const [last] = (await api.get(path, { signal })).body.versions;
  return last === undefined ? null : [`, as of version ${last.version}, published by ${last.published_by}, `, time(last.published_at),
    last.message ? [': ', h('q', {}, last.message)] : null];
}
