// @ts-check
/** Plans as the API gives them: their tokens in order, and what differs between two of them. */

/**
 * @typedef {object} PlannedToken
 * @property {string} id
 * @property {string | string[]} aud
 * @property {string[]} services
 * @property {string} scope
 * @property {string} holder
 * @property {number} lifetime
 * @property {number} bytes
 * @property {boolean} [confidential]
 * @property {boolean} [encrypted]
 * @property {string[]} [when]
 * @property {Record<string, string[]>} given_by
 * @property {Offer[]} exchange
 * @property {PlannedToken[]} children
 */

/** @typedef {{aud: string, service: string, holder: string, scope: string, cut: boolean, when?: string[]}} Offer */

/**
 * @typedef {object} Plan
 * @property {string} client_id
 * @property {string} scope
 * @property {string[]} [via] the services that exchange
 * @property {number} version
 * @property {number} tokens
 * @property {number} depth
 * @property {number} bytes
 * @property {number} budget_used
 * @property {{tokens: number, depth: number, bytes: number}} budget
 * @property {PlannedToken} plan
 */

/** @typedef {'same' | 'changed' | 'below' | 'only'} Difference `below`: only what is nested in it differs */

/**
 * @typedef {object} Row
 * @property {PlannedToken} token
 * @property {number} depth
 * @property {string} key its position
 * @property {string[]} via the services on the way to it, each of which presents a token for the next
 * @property {Difference | null} difference
 */

/**
 * The tokens of a plan, the outer one first.
 *
 * @param {Plan} plan
 * @returns {Row[]}
 */
export function rows(plan) {
  return below(plan.plan, 0, '', []);
}

/**
 * @param {PlannedToken} token
 * @param {number} depth
 * @param {string} around the key of the token around it
 * @param {string[]} way
 * @returns {Row[]}
 */
function below(token, depth, around, way) {
  // The outer token of two plans is compared whoever it is for: both are what the client gets.
  const key = depth === 0 ? '' : `${around}/${token.holder}>${token.services.join('+')}`;
  const via = depth === 0 ? way : [...way, token.holder];
  return [{ token, depth, key, via, difference: null }, ...token.children.flatMap((child) => below(child, depth + 1, key, via))];
}

/**
 * Marks how each token of one plan differs from that at the same position in another.
 *
 * @param {Row[]} own
 * @param {Row[]} others
 * @returns {Row[]}
 */
export function compared(own, others) {
  const known = new Map(others.map((row) => [row.key, row.token]));
  return own.map((row) => ({ ...row, difference: differenceOf(row.token, known.get(row.key)) }));
}

/**
 * @param {PlannedToken} token
 * @param {PlannedToken | undefined} other
 * @returns {Difference}
 */
function differenceOf(token, other) {
  if (other === undefined) {
    return 'only';
  }
  if (content(token) !== content(other)) {
    return 'changed';
  }
  return token.id === other.id ? 'same' : 'below';
}

/**
 * What is asked for the plan of a token that is available by exchange: every service on the way to it exchanges.
 *
 * @param {Plan} plan
 * @param {Row} row
 * @param {Offer} offer
 */
export function exchangeOf(plan, row, offer) {
  return {
    client: plan.client_id, scope: plan.scope, version: String(plan.version),
    via: [...(plan.via ?? []), ...row.via, offer.holder].join(' '), audience: offer.service, exchange_scope: offer.scope,
  };
}

/**
 * Which limit cut the tokens from a token. A tree grows level by level, and stops at the first limit that it reaches.
 *
 * @param {Plan} plan
 * @param {Row} row
 * @returns {string} the limit in words
 */
export function limitOf({ budget, tokens }, row) {
  if (row.depth + 1 >= budget.depth) {
    return `${budget.depth} levels`;
  }
  return tokens >= budget.tokens ? `${budget.tokens} tokens` : `${budget.bytes.toLocaleString('en')} bytes`;
}

/** What a token says by itself. @param {PlannedToken} token */
function content(token) {
  const { aud, scope, holder, lifetime, encrypted, when, exchange } = token;
  return JSON.stringify([aud, scope, holder, lifetime, encrypted, when, exchange]);
}

/**
 * The used share of each limit, the largest first.
 *
 * @param {Plan} plan
 * @returns {{name: string, used: number, limit: number, share: number}[]}
 */
export function budgetShares(plan) {
  return [
    { name: 'bytes', used: plan.bytes, limit: plan.budget.bytes },
    { name: 'tokens', used: plan.tokens, limit: plan.budget.tokens },
    { name: 'levels', used: plan.depth, limit: plan.budget.depth },
  ].map((one) => ({ ...one, share: one.used / one.limit })).sort((a, b) => b.share - a.share);
}

/** @param {PlannedToken} token */
export function audiences(token) {
  return Array.isArray(token.aud) ? token.aud : [token.aud];
}

/** @param {string} scope */
export function scopesOf(scope) {
  return scope.split(' ').filter((one) => one !== '');
}
