// @ts-check
// Unfolds a whole tree of tokens. One level is bounded by unpack.js; here the whole tree is, so that no pasted text freezes the page.

import { TokenError } from './error.js';
import { jweHeader, readJws } from './jws.js';
import { formOf, texts, unpack } from './unpack.js';

export const MAX_TOKENS = 1000;
export const MAX_DEPTH = 50;

/** Longest compact token, and most characters of all tokens together. */
export const MAX_LENGTH = 1 << 20;
export const MAX_TOTAL_LENGTH = 8 << 20;

/**
 * @typedef {object} Layer
 * @property {string} path '0', and for embedded tokens '0.2.1': the third, and in it the second
 * @property {string} compact
 * @property {string[]} audiences
 * @property {string | null} holder who presents the token
 * @property {boolean} encrypted
 * @property {Record<string, any>} header
 * @property {import('./jws.js').Jws | null} jws null where the token is encrypted
 * @property {import('./unpack.js').Form} form of its embedded tokens
 * @property {Layer[]} children
 * @property {string | null} flaw why its embedded tokens cannot be read
 */

/**
 * Returns the tree of a compact token. Throws a TokenError if the outer token cannot be read; what cannot be read below it is marked.
 * @param {string} compact
 * @returns {Promise<Layer>}
 */
export async function unfold(compact) {
  if (compact.length > MAX_LENGTH) {
    throw new TokenError(`The token is longer than ${MAX_LENGTH} characters.`);
  }
  const room = { tokens: MAX_TOKENS, length: MAX_TOTAL_LENGTH };
  const jws = readJws(compact);
  const outer = layer('0', jws, texts(jws.claims.aud) ?? []);
  await open(outer, 1, room);
  return outer;
}

/** @returns {Layer} */
function layer(path, jws, audiences) {
  const holder = typeof jws.claims.client_id === 'string' ? jws.claims.client_id : null;
  return {
    path,
    compact: jws.compact,
    audiences,
    holder,
    encrypted: false,
    header: jws.header,
    jws,
    form: 'none',
    children: [],
    flaw: null,
  };
}

async function open(parent, depth, room) {
  try {
    parent.form = formOf(parent.jws);
    const embedded = await unpack(parent.jws);
    take(room, embedded, depth);
    parent.children = embedded.map((token, i) => child(`${parent.path}.${i}`, token));
  } catch (error) {
    if (!(error instanceof TokenError)) {
      throw error;
    }
    parent.flaw = error.message;
    return;
  }
  for (const one of parent.children) {
    if (one.jws !== null) {
      await open(one, depth + 1, room);
    }
  }
}

function take(room, embedded, depth) {
  room.tokens -= embedded.length;
  room.length -= embedded.reduce((sum, token) => sum + token.compact.length, 0);
  if (room.tokens < 0 || room.length < 0 || (embedded.length > 0 && depth >= MAX_DEPTH)) {
    throw new TokenError(`This tree is too large to show: at most ${MAX_TOKENS} tokens, ${MAX_DEPTH} levels and 8 MiB are unfolded.`);
  }
}

function child(path, token) {
  if (!token.encrypted) {
    return layer(path, readJws(token.compact), token.audiences);
  }
  return { ...token, path, header: jweHeader(token.compact), jws: null, form: 'none', children: [], flaw: null };
}

/**
 * All layers of a tree, the outer one first.
 * @param {Layer} outer
 * @returns {Layer[]}
 */
export function layers(outer) {
  return [outer, ...outer.children.flatMap(layers)];
}
