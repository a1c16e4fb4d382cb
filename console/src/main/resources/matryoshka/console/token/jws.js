// @ts-check
// The parts of a compact JWS and of a compact JWE (RFC 7515, RFC 7516). Nothing is verified here.

import { decode } from './base64url.js';
import { TokenError } from './error.js';
import { parseObject } from './json.js';

/**
 * @typedef {object} Jws
 * @property {string} compact
 * @property {string} encodedHeader as it was sent: packed tokens inside inherit it
 * @property {Record<string, any>} header
 * @property {Uint8Array} payload
 * @property {Record<string, any>} claims
 * @property {Uint8Array} signature
 */

/**
 * Reads a compact JWS whose payload is a JSON object.
 * @param {string} compact
 * @returns {Jws}
 */
export function readJws(compact) {
  const parts = compact.split('.');
  if (parts.length !== 3) {
    throw new TokenError('This is not a signed token: that has three parts, separated by dots.');
  }
  const [header, payload, signature] = parts.map(decode);
  if (header === null || payload === null || signature === null) {
    throw new TokenError('A part of the token is not base64url. Was it cut when it was copied?');
  }
  return {
    compact,
    encodedHeader: parts[0],
    header: named('header', header),
    payload,
    claims: named('claims', payload),
    signature,
  };
}

function named(part, bytes) {
  try {
    return parseObject(utf8(bytes));
  } catch (error) {
    if (error instanceof TokenError) {
      throw new TokenError(`The token's ${part} cannot be read. ${error.message}`);
    }
    throw error;
  }
}

/**
 * Decodes UTF-8 strictly, and keeps a byte order mark.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TokenError('The text is not UTF-8.');
  }
}

/**
 * Whether a text has the form of a compact JWE. Only its key, the second part, may be empty.
 * @param {string} text
 */
export function isJwe(text) {
  const parts = text.split('.');
  return parts.length === 5 && parts.every((part, i) => (part !== '' || i === 1) && decode(part) !== null);
}

/**
 * Returns the header of a compact JWE, which is all that can be read without the key.
 * @param {string} jwe
 */
export function jweHeader(jwe) {
  const header = decode(jwe.split('.')[0]);
  return header === null ? {} : named('header', header);
}
