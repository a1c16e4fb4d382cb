// @ts-check
// What the claims of a token mean (docs/token-anatomy.md).

import { isObject } from './json.js';

const MEANINGS = new Map(
  Object.entries({
    iss: 'The issuer that signed the token.',
    sub: 'Whom the chain acts for: a client, or a user with the prefix of its issuer. The same in all tokens of a tree.',
    aud: 'The services that accept the token.',
    client_id: 'Who presents the token: the requesting client or, in an embedded token, its holder.',
    scope: 'What the token permits at the services in aud, and nowhere else.',
    iat: 'When it was issued.',
    exp: 'When it expires. An embedded token never outlives the one around it.',
    nbf: 'From when on it is valid.',
    jti: "The token's id. A dot and a number: embedded in that token. A tilde: exchanged from it.",
    txn: 'The id of the transaction: the same in the whole tree, and in audit logs.',
    act: 'Who acts for sub, the latest outermost.',
    graph: 'From which version of the graph and which node of a plan it was minted.',
    status: 'Where the status list says whether its plan is refused.',
    cnf: 'The key that the presenter must prove to have.',
    exchange: 'Audiences that were cut by the size budget: their tokens are available by exchange.',
    tokens: 'The embedded tokens.',
    auth_time: 'When the user signed in.',
    acr: 'How strongly the user was authenticated.',
    amr: 'With which methods the user was authenticated.',
    may_act: 'Who may act for the subject.',
  })
);

const TIMES = new Set(['iat', 'exp', 'nbf', 'auth_time']);

/**
 * @typedef {object} Claim
 * @property {string} name
 * @property {'text' | 'time' | 'list' | 'json'} kind
 * @property {any} value for a list the texts, for json its text
 * @property {string} meaning
 */

/**
 * The claims of a token in their order, each with its meaning. The embedded tokens are left out.
 * @param {Record<string, any>} claims
 * @returns {Claim[]}
 */
export function describe(claims) {
  return Object.entries(claims)
    .filter(([name]) => name !== 'tokens')
    .map(([name, value]) => ({
      name,
      meaning: MEANINGS.get(name) ?? 'A claim of the client, the user or a dependency.',
      ...shown(name, value),
    }));
}

/** @returns {{kind: Claim['kind'], value: any}} */
function shown(name, value) {
  if (TIMES.has(name) && typeof value === 'number') {
    return { kind: 'time', value };
  }
  if (name === 'scope' && typeof value === 'string') {
    return { kind: 'list', value: value.split(' ').filter((scope) => scope !== '') };
  }
  if (name === 'act') {
    const actors = actorsOf(value);
    if (actors !== null) {
      return { kind: 'text', value: actors.join(' ← ') };
    }
  }
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    return { kind: 'list', value };
  }
  return typeof value === 'string' ? { kind: 'text', value } : { kind: 'json', value: JSON.stringify(value) };
}

/**
 * The actors of a chain, the latest first; null if the claim has another form.
 * @param {unknown} act
 * @returns {string[] | null}
 */
export function actorsOf(act) {
  const actors = [];
  for (let at = act; at !== undefined; at = at.act) {
    if (!isObject(at) || typeof at.sub !== 'string') {
      return null;
    }
    actors.push(at.sub);
  }
  return actors;
}
