// @ts-check
/** One layer of a token in full. */
import { h, replace } from '../dom.js';
import { badge, button, card, facts, notice, scopeBadges } from '../parts.js';
import { describe } from '../token/claims.js';
import { clock, relative, validity } from '../token/times.js';
import { standingBadge, standingSentence, validityBadge, verdictBadge } from './words.js';

/**
 * @param {import('./layers.js').Row} row
 * @param {import('./countdown.js').Countdown} countdown
 */
export function layerCard({ layer, assessment }, countdown) {
  return card(layer.audiences.join(', ') || 'No audience',
    h('div', { class: 'stack' },
      facts([
        ['Signature', [verdictBadge(assessment.verdict), ' ', assessment.verdict.reason]],
        ['Time', [validityBadge(assessment.validity), ' ', countdown.text(() => timeSentence(layer, assessment))]],
        ['Standing', standing(assessment)],
        ['Header', Object.entries(layer.header).map(([name, value]) => [badge(`${name}: ${short(value)}`), ' '])],
      ]),
      layer.flaw === null ? null : notice(`The tokens inside cannot be read. ${layer.flaw}`, 'bad'),
      layer.jws === null
        ? notice('Only the holder can decrypt this token. Its header and whom it is for are all that anybody else can see.')
        : claimsTable(layer.jws.claims, countdown),
      copyButton(layer.compact)));
}

/** Only a verified token that can be used has a standing. @param {import('../token/assess.js').Assessment} assessment */
function standing({ verdict, validity: times, standing: found }) {
  return verdict.result === 'verified' && times.state === 'live' ? [standingBadge(found), ' ', standingSentence(found)] : null;
}

/** @param {string} token */
function copyButton(token) {
  const said = h('span', { class: 'quiet small', role: 'status' });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(token);
      replace(said, 'Copied.');
    } catch {
      replace(said, 'The browser does not allow it on this page.');
    }
  };
  return h('div', { class: 'row' }, button('Copy this token', copy), said);
}

/** @param {import('../token/unfold.js').Layer} layer @param {import('../token/assess.js').Assessment} assessment */
function timeSentence(layer, assessment) {
  return layer.jws === null ? assessment.validity.sentence : validity(layer.jws.claims, Date.now() / 1000).sentence;
}

/** @param {Record<string, any>} claims @param {import('./countdown.js').Countdown} countdown */
function claimsTable(claims, countdown) {
  return h('dl', { class: 'claims' }, describe(claims).map((claim) => h('div', {},
    h('dt', {}, h('code', {}, claim.name)),
    h('dd', {}, claimValue(claim, countdown), h('p', { class: 'quiet small' }, claim.meaning)))));
}

/** @param {import('../token/claims.js').Claim} claim @param {import('./countdown.js').Countdown} countdown */
function claimValue({ name, kind, value }, countdown) {
  switch (kind) {
    case 'time':
      return clock(value) === null
        ? h('span', { class: 'mono' }, String(value))
        : [h('span', {}, clock(value)), ' ', countdown.text(() => relative(value, Date.now() / 1000), 'quiet')];
    case 'list':
      return name === 'scope' ? scopeBadges(value) : h('ul', { class: 'plain' }, value.map((/** @type {string} */ one) => h('li', { class: 'mono' }, one)));
    default:
      return h('span', { class: 'mono' }, value);
  }
}

/** @param {unknown} value */
function short(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
