// @ts-check
/** Rates and counts, as tiles and tables. */
import { h, svg } from '../dom.js';
import { badge, card, empty, table } from '../parts.js';
import { sum } from './rates.js';

/** @typedef {import('./rates.js').Rates} Rates */

const MAX_ROWS = 50;

/** @param {Rates} rates */
export function tiles(rates) {
  return h('div', { class: 'tiles' },
    tile('Tokens minted', perSecond(rates.rate((one) => sum(one.minted))), 'per second, embedded ones included', sparkline(rates.points)),
    tile('Token requests', perSecond(rates.rate((one) => sum(one.requests))), 'per second'),
    tile('Exchanges', perSecond(rates.rate((one) => sum(one.exchanges))), 'per second'),
    tile('Refusals', perSecond(rates.rate((one) => sum(one.refusals))), 'per second'));
}

/** @param {string} title @param {string} value @param {string} unit @param {import('../dom.js').Child} [picture] */
function tile(title, value, unit, picture) {
  return h('section', { class: 'card tile' }, h('h2', {}, title), h('div', { class: 'tile-value' }, value), h('div', { class: 'quiet small' }, unit), picture);
}

/** @param {number | null} rate */
function perSecond(rate) {
  if (rate === null) {
    return '…';
  }
  return rate >= 10 || rate === 0 ? Math.round(rate).toLocaleString('en') : rate.toFixed(1);
}

/** @param {number[]} points */
function sparkline(points) {
  const top = Math.max(1, ...points);
  const path = points.map((value, at) => `${at === 0 ? 'M' : 'L'}${(at * 100) / Math.max(1, points.length - 1)} ${29 - (28 * value) / top}`).join('');
  return svg('svg', { class: 'sparkline', viewBox: '0 0 100 30', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    points.length < 2 ? null : svg('path', { d: path }));
}

/** @param {Rates} rates @param {Map<string, string>} sharing how services share, by `caller>callee` */
export function exchangesCard(rates, sharing) {
  const rows = rates.rows((one) => one.exchanges, (row) => [row.client, row.service]);
  return card('Exchanges by edge',
    h('p', { class: 'quiet small lead-in' }, 'What is exchanged often can be embedded: the service then needs no request of its own for it.'),
    rows.length === 0 ? empty('No exchanges yet', 'Since this instance started, no token was exchanged.')
      : table([{ title: 'Client' }, { title: 'Service' }, { title: 'Sharing' }, { title: 'Last minute', number: true }, { title: 'Since start', number: true }],
        rows.slice(0, MAX_ROWS).map(({ labels: [client, service], recent, total }) => [client, service, sharingBadge(sharing.get(`${client}>${service}`)), recent.toLocaleString('en'), total.toLocaleString('en')]),
        'Exchanges by client and service'));
}

/** @param {string | undefined} sharing */
function sharingBadge(sharing) {
  return sharing === undefined ? h('span', { class: 'quiet' }, '–') : badge(sharing, sharing === 'exchange' ? 'accent' : '');
}

/** @param {Rates} rates */
export function refusalsCard(rates) {
  const rows = rates.rows((one) => one.refusals, (row) => [row.kind, row.reason]);
  return card('Refusals',
    rows.length === 0 ? empty('No refusals yet', 'Since this instance started, no request was refused.')
      : table([{ title: 'Kind' }, { title: 'Reason' }, { title: 'Last minute', number: true }, { title: 'Since start', number: true }],
        rows.slice(0, MAX_ROWS).map(({ labels: [kind, reason], recent, total }) => [kind, h('code', {}, reason), recent.toLocaleString('en'), total.toLocaleString('en')]),
        'Refusals by kind and reason'));
}
