// @ts-check
// What each token of a tree costs in the outer one.

import { formOf } from './unpack.js';

/**
 * @typedef {object} Size
 * @property {import('./unfold.js').Layer} layer
 * @property {number} depth 0 for the outer token
 * @property {number} compact characters of the token where it is sent by itself
 * @property {number} own of these, the header, the signature and the claims that are its own
 * @property {number} embedded of these, the tokens inside it
 */

/**
 * The sizes of all tokens of a tree, the outer one first.
 * @param {import('./unfold.js').Layer} outer
 * @returns {Size[]}
 */
export function sizes(outer, depth = 0) {
  const embedded = outer.jws === null ? 0 : embeddedLength(outer.jws);
  const compact = outer.compact.length;
  return [
    { layer: outer, depth, compact, own: compact - embedded, embedded },
    ...outer.children.flatMap((child) => sizes(child, depth + 1)),
  ];
}

function embeddedLength(jws) {
  return encodedLength(jws.payload.length) - encodedLength(jws.payload.length - memberLength(jws));
}

/** The bytes of the claim with the embedded tokens, with its name and a comma. */
function memberLength(jws) {
  switch (safeForm(jws)) {
    case 'packed':
      return ',"tokens":""'.length + jws.claims.tokens.length;
    case 'plain':
      return ',"tokens":'.length + jsonLength(jws.claims.tokens);
    default:
      return 0;
  }
}

function jsonLength(value) {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function safeForm(jws) {
  try {
    return formOf(jws);
  } catch {
    return 'none';
  }
}

function encodedLength(bytes) {
  return Math.ceil((bytes * 4) / 3);
}

/**
 * How long the tree would be in the plain form, where each level is encoded again.
 * @param {import('./unfold.js').Layer} layer
 * @returns {number}
 */
export function plainLength(layer) {
  if (layer.jws === null || layer.children.length === 0) {
    return layer.compact.length;
  }
  const { jws } = layer;
  const entries = layer.children.map((child) => entryLength(layer, child) + plainLength(child));
  const member = entries.reduce((sum, one) => sum + one, ',"tokens":[]'.length + entries.length - 1);
  return layer.compact.length - encodedLength(jws.payload.length) + encodedLength(jws.payload.length - memberLength(jws) + member);
}

function entryLength(parent, child) {
  const entry = {
    type: 'urn:ietf:params:oauth:token-type:access_token',
    aud: child.audiences.length === 1 ? child.audiences[0] : child.audiences,
  };
  const withHolder = parent.audiences.length > 1 ? { ...entry, holder: child.holder } : entry;
  return jsonLength({ ...withHolder, token: '' });
}
