// @ts-check
// Unpacks one level of the tokens that a token embeds, in either form of the claim (docs/token-anatomy.md, "The tokens claim"). It refuses
// everything that is not exactly one of the forms, and verifies nothing.

import { decode, encode } from './base64url.js';
import { TokenError } from './error.js';
import { inflate } from './inflate.js';
import { isObject, parseObject } from './json.js';
import { isJwe, readJws, utf8 } from './jws.js';

export const MAX_TEXT_BYTES = 1 << 20;

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const LINE_FEED = 10;
const SPACE = 32;

/**
 * @typedef {object} Embedded
 * @property {string} compact
 * @property {string[]} audiences
 * @property {string | null} holder null where neither the token nor its entry names one
 * @property {boolean} encrypted
 */

/** @typedef {'none' | 'packed' | 'plain'} Form */

/**
 * The form of a token's embedded tokens.
 * @param {import('./jws.js').Jws} jws
 * @returns {Form}
 */
export function formOf(jws) {
  if (!Object.hasOwn(jws.claims, 'tokens')) {
    return 'none';
  }
  if (typeof jws.claims.tokens === 'string') {
    return 'packed';
  }
  if (Array.isArray(jws.claims.tokens)) {
    return 'plain';
  }
  throw new TokenError("The claim 'tokens' is neither a string nor an array of entries.");
}

/**
 * Returns the tokens that a token embeds, in the order in which they were written.
 * @param {import('./jws.js').Jws} jws
 * @returns {Promise<Embedded[]>}
 */
export async function unpack(jws) {
  switch (formOf(jws)) {
    case 'packed':
      return packed(jws);
    case 'plain':
      return jws.claims.tokens.map(plainEntry);
    default:
      return [];
  }
}

async function packed(jws) {
  const deflated = decode(jws.claims.tokens);
  if (deflated === null) {
    throw new TokenError("The claim 'tokens' is not base64url without padding.");
  }
  const bytes = await inflate(deflated, jws.payload.subarray(0, dictionaryLength(jws)), MAX_TEXT_BYTES);
  const lines = split(bytes);
  // A long header would otherwise be repeated for each of very many lines.
  if (jws.encodedHeader.length * lines.length > MAX_TEXT_BYTES) {
    throw new TokenError('The embedded tokens take more than 1 MiB.');
  }
  return lines.map((line) => (line.startsWith('{') ? signedLine(jws.encodedHeader, line) : encryptedLine(line)));
}

// The payload is a JSON object, so the text at its end that follows a comma or a brace is its last member.
function dictionaryLength(jws) {
  const member = new TextEncoder().encode(`"tokens":"${jws.claims.tokens}"}`);
  const start = jws.payload.length - member.length;
  const before = start > 0 ? String.fromCharCode(jws.payload[start - 1]) : '';
  if ((before !== ',' && before !== '{') || !member.every((byte, i) => byte === jws.payload[start + i])) {
    throw new TokenError("The claim 'tokens' is not the last claim without white space around it.");
  }
  return start;
}

function split(bytes) {
  if (bytes.length === 0) {
    throw new TokenError('The embedded tokens are an empty text.');
  }
  if (bytes[bytes.length - 1] !== LINE_FEED) {
    throw new TokenError('The last line of the embedded tokens has no line feed.');
  }
  if (bytes.some((byte) => byte < SPACE && byte !== LINE_FEED)) {
    throw new TokenError('The embedded tokens contain a control character other than the line feed.');
  }
  return utf8(bytes.subarray(0, -1)).split('\n');
}

// The payload may contain spaces, the signature cannot.
function signedLine(encodedHeader, line) {
  const space = line.lastIndexOf(' ');
  const signature = line.slice(space + 1);
  if (space < 0 || line[space - 1] !== '}' || signature === '' || decode(signature) === null) {
    throw malformedLine();
  }
  const json = line.slice(0, space);
  const claims = parseObject(json);
  const payload = encode(new TextEncoder().encode(json));
  return signed(`${encodedHeader}.${payload}.${signature}`, claims);
}

function signed(compact, claims) {
  const audiences = texts(claims.aud);
  if (audiences === null || typeof claims.client_id !== 'string') {
    throw new TokenError("An embedded token's claims are not a JSON object with 'aud' and 'client_id'.");
  }
  return { compact, audiences, holder: claims.client_id, encrypted: false };
}

function encryptedLine(line) {
  const fields = line.split(' ');
  if (fields.length !== 3 || fields[1] === '' || fields[2] === '' || !isJwe(fields[0])) {
    throw malformedLine();
  }
  return { compact: fields[0], audiences: [fields[1]], holder: fields[2], encrypted: true };
}

function malformedLine() {
  return new TokenError('A line of the embedded tokens is neither a signed nor an encrypted token.');
}

function plainEntry(entry) {
  const audiences = isObject(entry) ? texts(entry.aud) : null;
  if (audiences === null || entry.type !== ACCESS_TOKEN || typeof entry.token !== 'string') {
    throw new TokenError("An entry of the claim 'tokens' is not an object with 'type', 'aud' and 'token'.");
  }
  if (isJwe(entry.token)) {
    return { compact: entry.token, audiences, holder: typeof entry.holder === 'string' ? entry.holder : null, encrypted: true };
  }
  return signed(entry.token, readJws(entry.token).claims);
}

/**
 * A string or an array of strings as an array; null for anything else.
 * @param {unknown} value
 * @returns {string[] | null}
 */
export function texts(value) {
  const all = typeof value === 'string' ? [value] : value;
  return Array.isArray(all) && all.length > 0 && all.every((one) => typeof one === 'string') ? all : null;
}
