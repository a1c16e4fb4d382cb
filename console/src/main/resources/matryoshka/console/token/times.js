// @ts-check
// Times of tokens, as people read them.

const UNITS = /** @type {const} */ ([
  ['d', 86400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
]);
const MAX_SECONDS = 8.64e12;

/**
 * A number of seconds since 1970 as a clock's time in UTC; null if it is none.
 * @param {unknown} seconds
 * @returns {string | null}
 */
export function clock(seconds) {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || Math.abs(seconds) > MAX_SECONDS) {
    return null;
  }
  return new Date(seconds * 1000)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}

/**
 * How long a time is, in its two largest units: "4 min 12 s".
 * @param {number} seconds
 * @returns {string}
 */
export function duration(seconds) {
  let rest = Math.floor(Math.abs(seconds));
  const parts = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) {
      parts.push(`${count} ${unit}`);
    } else if (parts.length > 0) {
      break;
    }
    if (parts.length === 2) {
      break;
    }
  }
  return parts.join(' ') || '0 s';
}

/**
 * A time seen from now: "in 4 min 12 s", "12 s ago".
 * @param {number} seconds
 * @param {number} now
 * @returns {string}
 */
export function relative(seconds, now) {
  const left = Math.floor(seconds) - Math.floor(now);
  if (left === 0) {
    return 'now';
  }
  return left > 0 ? `in ${duration(left)}` : `${duration(left)} ago`;
}

/** Clocks differ: a token that begins within so many seconds is shown as valid. */
const SKEW = 60;

/**
 * Whether a token can be used at a moment, as far as its times say.
 * @param {Record<string, any>} claims
 * @param {number} now
 * @returns {{state: 'live' | 'expired' | 'early' | 'unknown', sentence: string}}
 */
export function validity(claims, now) {
  if (clock(claims.exp) === null) {
    return { state: 'unknown', sentence: 'It does not say when it expires.' };
  }
  if (now >= claims.exp) {
    return { state: 'expired', sentence: `It expired ${relative(claims.exp, now)}.` };
  }
  const start = clock(claims.nbf) === null ? claims.iat : claims.nbf;
  if (clock(start) !== null && now < start - SKEW) {
    return { state: 'early', sentence: `It is not valid yet: it begins ${relative(start, now)}.` };
  }
  return { state: 'live', sentence: `It expires ${relative(claims.exp, now)}.` };
}
