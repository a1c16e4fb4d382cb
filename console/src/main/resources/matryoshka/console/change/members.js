// @ts-check
/** The members of a graph document, and what their values can be. Pure data. */

/**
 * What a member's value is: the name of a kind of names (see `names.js`), fixed words, or members below it.
 *
 * @typedef {object} Member
 * @property {string} hint
 * @property {'service' | 'scope' | 'scopes-of-from' | 'scopes-of-to' | 'client' | 'context' | 'client-or-service'} [names]
 * @property {string[]} [words]
 * @property {Record<string, Member>} [members]
 * @property {Member} [each] of a member whose names are free
 */

/** @type {Record<string, Member>} */
const SERVICE = {
  audience: { hint: 'absolute URI; the aud of its tokens' },
  context: { hint: 'security context', names: 'context' },
  description: { hint: 'text' },
  owners: { hint: 'list of client ids', names: 'client' },
  lifetime: { hint: 'longest lifetime of a token', words: ['PT1M', 'PT5M', 'PT15M', 'PT1H'] },
  scopes: { hint: 'scopes with their descriptions' },
  keys: {
    hint: 'public keys',
    members: {
      confirmation: { hint: 'keys that its tokens are bound to', members: { jkt: { hint: 'RFC 7638 thumbprint' }, 'x5t#S256': { hint: 'SHA-256 of a certificate' } } },
      encryption: { hint: 'public JWK' },
    },
  },
  hosts: { hint: 'list of host[:port][/path]' },
  presenters: { hint: 'list of client ids', names: 'client' },
};

/** @type {Record<string, Member>} */
const DEPENDENCY = {
  from: { hint: 'calling service', names: 'service' },
  to: { hint: 'called service', names: 'service' },
  requires: { hint: 'list of scopes of from', names: 'scopes-of-from' },
  grants: { hint: 'list of scopes of to', names: 'scopes-of-to' },
  sharing: { hint: 'how the caller gets the token', words: ['embed', 'exchange', 'reuse'] },
  clients: { hint: 'list of client ids; all if left out', names: 'client' },
  lifetime: { hint: 'longest lifetime of the token', words: ['PT30S', 'PT1M', 'PT5M'] },
  confidential: { hint: 'encrypted to its holder', words: ['true', 'false'] },
  claims: { hint: 'custom claims', members: { pass: { hint: 'list of claims to take over' }, set: { hint: 'claims with constant values' } } },
  when: { hint: 'condition in CEL' },
  parameters: { hint: 'what an exchange must bring', each: { hint: 'parameter', members: { pattern: { hint: 'regular expression (RE2)' } } } },
  extend: { hint: 'how much it may outlive the exchanged token', words: ['PT1H', 'PT24H'] },
  staleness: { hint: 'tokens with withdrawn authority', members: { excess: { hint: 'what becomes of them', words: ['flag', 'reject'] } } },
};

/** @type {Record<string, Member>} */
const INVARIANT = {
  from: { hint: 'client or service', names: 'client-or-service' },
  never: { hint: 'scope that it must not reach', names: 'scope' },
  service: { hint: 'service that only some may call', names: 'service' },
  callers: { hint: 'list of services', names: 'service' },
  max_depth: { hint: 'levels of a tree, at most', words: ['2', '3', '4'] },
};

/** @type {Member} */
export const DOCUMENT = {
  hint: 'graph document',
  members: {
    services: { hint: 'services by name', each: { hint: 'service', members: SERVICE } },
    dependencies: { hint: 'dependencies by name', each: { hint: 'dependency', members: DEPENDENCY } },
    invariants: { hint: 'guard rails by name', each: { hint: 'guard rail', members: INVARIANT } },
  },
};

/**
 * The member at a path; undefined if the format has none.
 *
 * @param {string[]} path
 * @returns {Member | undefined}
 */
export function memberAt(path) {
  /** @type {Member | undefined} */
  let member = DOCUMENT;
  for (const name of path) {
    const below = member?.members;
    member = below !== undefined && Object.hasOwn(below, name) ? below[name] : member?.each;
  }
  return member;
}
