// Makes tokens for tests, signed with keys that exist only there.

import { encode } from '../../main/resources/matryoshka/console/token/base64url.js';
import { deflateRawSync } from 'node:zlib';

export const ISSUER = 'https://issuer.example';

const bytes = (text) => new TextEncoder().encode(text);

/** A compact token around exactly this payload. */
export function compact(payload, header = { alg: 'ES256', typ: 'at+jwt', kid: 'k' }, signature = new Uint8Array(64).fill(7)) {
  return `${encode(bytes(JSON.stringify(header)))}.${encode(typeof payload === 'string' ? bytes(payload) : payload)}.${encode(signature)}`;
}

/** The claims of a token, as JSON. */
export function claims(more = {}) {
  return JSON.stringify({ iss: ISSUER, sub: 'shop', aud: 'https://a.example', client_id: 'shop', scope: 'a:x', ...more });
}

/** A payload with packed tokens, made of any text. */
export function packing(text, outer = claims()) {
  const before = `${outer.slice(0, -1)},`;
  return `${before}"tokens":"${encode(deflateRawSync(bytes(text), { dictionary: bytes(before) }))}"}`;
}

/** Signs with a WebCrypto key pair. */
export async function sign(header, payload, privateKey, algorithm) {
  const signed = `${encode(bytes(JSON.stringify(header)))}.${encode(bytes(payload))}`;
  return `${signed}.${encode(new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, bytes(signed))))}`;
}
