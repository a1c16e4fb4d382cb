// @ts-check
// What somebody pasted: a token, something that stands for one, or something around one.

import { MAX_LENGTH } from './unfold.js';
import { isJwe } from './jws.js';
import { decode } from './base64url.js';

/**
 * @typedef {object} Recognized
 * @property {'token' | 'handle' | 'split' | 'encrypted' | 'nothing' | 'unknown'} kind
 * @property {string} text the token without what was around it
 * @property {string} sentence what it is, and what to do
 */

const HANDLE_PREFIX = 'mtkp_';

/** Signatures of ES256 and EdDSA have 64 bytes, of ES384 96, of ES512 132, of RSA keys 256 to 512. */
const SIGNATURE_BYTES = new Set([64, 96, 132, 256, 384, 512]);

const SENTENCES = {
  token: '',
  nothing: 'Paste a token to unfold it.',
  handle:
    'This is a handle of a client with token_format "phantom". It is encrypted by the issuer and says nothing here: a gateway trades it' +
    ' for the token by introspection (Accept: application/jwt), and the token is minted at that moment.',
  split:
    'This looks like the signature part of a split token. The issuer keeps the rest: a gateway gets it from /oauth2/split/{hash},' +
    ' by the SHA-256 of the signature. Paste the whole token, header.payload.signature, to unfold it.',
  encrypted: 'This token is encrypted (a JWE). Only its holder can read it: its key never leaves the holder.',
  unknown: 'This is not a token: a signed token has three parts in base64url, separated by dots. Was it cut when it was copied?',
};

/**
 * Says what a pasted text is. It accepts a bare token, a header with one, and a token response in JSON.
 * @param {string} pasted
 * @returns {Recognized}
 */
export function recognize(pasted) {
  // Base64 is longer than what it encodes, and a token response has little around its token.
  if (pasted.length > 2 * MAX_LENGTH) {
    return { kind: 'unknown', text: '', sentence: `This text is too long for a token: ${pasted.length} characters.` };
  }
  const text = bare(pasted);
  const kind = kindOf(text);
  return { kind, text, sentence: SENTENCES[kind] };
}

function bare(pasted) {
  const text = pasted.trim();
  if (text.startsWith('{')) {
    return fromResponse(text) ?? text;
  }
  return (
    text
      .replace(/^["']|["']$/g, '')
      .replace(/^authorization\s*:\s*/i, '')
      .replace(/^(bearer|dpop)\s+/i, '')
      // A terminal breaks long lines.
      .replace(/\s*[\r\n]+\s*/g, '')
  );
}

function fromResponse(text) {
  try {
    const token = JSON.parse(text).access_token;
    return typeof token === 'string' ? token : null;
  } catch {
    return null;
  }
}

function kindOf(text) {
  if (text === '') {
    return 'nothing';
  }
  if (text.startsWith(HANDLE_PREFIX)) {
    return 'handle';
  }
  if (isJwe(text)) {
    return 'encrypted';
  }
  if (text.split('.').length === 3) {
    return 'token';
  }
  return SIGNATURE_BYTES.has(decode(text)?.length ?? 0) ? 'split' : 'unknown';
}
