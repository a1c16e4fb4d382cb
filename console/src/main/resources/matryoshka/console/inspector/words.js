// @ts-check
/** The words and colours for what is known about a token. */
import { badge } from '../parts.js';

/** @type {Record<string, [string, import('../parts.js').Tone]>} */
const VERDICTS = {
  verified: ['verified', 'good'],
  'not-verified': ['not verified', 'bad'],
  unknown: ['cannot be told', ''],
};

/** @type {Record<string, [string, import('../parts.js').Tone]>} */
const STANDINGS = {
  fresh: ['fresh', 'good'],
  stale: ['stale', 'warn'],
  refused: ['refused', 'bad'],
  revoked: ['revoked', 'bad'],
  unknown: ['standing unknown', ''],
};

/** @type {Record<string, string>} */
const DIRECTIONS = {
  missing: 'Today\'s graph gives more than the token holds.',
  excess: 'The token holds authority that was withdrawn.',
  changed: 'Today\'s token would permit the same on other terms, such as another lifetime or claim.',
};

/** @type {Record<string, string>} */
const SENTENCES = {
  fresh: 'Minting it today would give the same token.',
  refused: 'The issuer no longer accepts it: it holds authority that was withdrawn.',
  revoked: 'It was revoked, or the client or issuer that it depends on is gone.',
  unknown: 'The status summary says nothing about it.',
};

/** @param {import('../token/verify.js').Verdict} verdict */
export function verdictBadge(verdict) {
  const [text, tone] = VERDICTS[verdict.result];
  return badge(text, tone);
}

/** @param {import('../token/standing.js').Standing} standing */
export function standingBadge(standing) {
  const [text, tone] = STANDINGS[standing.status];
  const tones = standing.directions.includes('excess') ? 'bad' : tone;
  return badge(standing.directions.length === 0 ? text : `${text}: ${standing.directions.join(', ')}`, tones);
}

/** @param {import('../token/standing.js').Standing} standing */
export function standingSentence(standing) {
  return standing.status === 'stale'
    ? standing.directions.map((direction) => DIRECTIONS[direction]).join(' ')
    : SENTENCES[standing.status];
}

/** @param {{state: string}} validity */
export function validityBadge(validity) {
  switch (validity.state) {
    case 'expired':
      return badge('expired', 'bad');
    case 'early':
      return badge('not valid yet', 'warn');
    default:
      return null;
  }
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
