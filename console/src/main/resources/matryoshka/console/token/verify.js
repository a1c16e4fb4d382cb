// @ts-check
// Verifies signatures with WebCrypto and the issuer's JWKS (RFC 7515, RFC 7518, RFC 8725). It says that a signature is good only where a
// key of the issuer made it; everything else has a reason.

/**
 * @typedef {object} Verdict
 * @property {'verified' | 'not-verified' | 'unknown'} result
 * @property {string} reason
 */

/** @typedef {JsonWebKey & {kid?: string}} Jwk */

const TYPES = new Set(['at+jwt', 'application/at+jwt']);
const MIN_RSA_BYTES = 256;

const ecdsa = (curve, hash, bytes) => ({
  kty: 'EC',
  crv: curve,
  bytes,
  key: { name: 'ECDSA', namedCurve: curve },
  use: { name: 'ECDSA', hash },
});
const rsa = (name, hash, saltLength) => ({
  kty: 'RSA',
  key: { name, hash },
  use: saltLength ? { name, saltLength } : { name },
});
const ed25519 = { kty: 'OKP', crv: 'Ed25519', bytes: 64, key: { name: 'Ed25519' }, use: { name: 'Ed25519' } };

/** What WebCrypto needs for each algorithm of RFC 7518, RFC 8037 and RFC 9864. The salt of PSS is as long as the digest. */
const ALGORITHMS = new Map(
  Object.entries({
    ES256: ecdsa('P-256', 'SHA-256', 64),
    ES384: ecdsa('P-384', 'SHA-384', 96),
    ES512: ecdsa('P-521', 'SHA-512', 132),
    RS256: rsa('RSASSA-PKCS1-v1_5', 'SHA-256'),
    RS384: rsa('RSASSA-PKCS1-v1_5', 'SHA-384'),
    RS512: rsa('RSASSA-PKCS1-v1_5', 'SHA-512'),
    PS256: rsa('RSA-PSS', 'SHA-256', 32),
    PS384: rsa('RSA-PSS', 'SHA-384', 48),
    PS512: rsa('RSA-PSS', 'SHA-512', 64),
    EdDSA: ed25519,
    Ed25519: ed25519,
  })
);

/**
 * Says whether a key of the issuer has signed an access token.
 * @param {import('./jws.js').Jws} jws
 * @param {Jwk[]} keys the issuer's JWKS
 * @param {string} issuer whose keys these are
 * @param {SubtleCrypto | null} subtle null where the page did not come over https
 * @returns {Promise<Verdict>}
 */
export async function verify(jws, keys, issuer, subtle = globalThis.crypto?.subtle ?? null) {
  if (jws.claims.iss !== issuer) {
    return unknown('Its issuer (iss) is another one, whose keys this page does not have.');
  }
  return flawOfHeader(jws.header) ?? signature(jws, keys, subtle);
}

function flawOfHeader(header) {
  if (Object.hasOwn(header, 'crit')) {
    return notVerified('Its header demands extensions (crit), so verifiers must refuse it.');
  }
  if (!TYPES.has(header.typ)) {
    return notVerified('Its header is not that of an access token: typ must be at+jwt.');
  }
  if (header.alg === 'none') {
    return notVerified('It is not signed at all (alg: none).');
  }
  return null;
}

async function signature(jws, keys, subtle) {
  const key = keys.find((one) => one.kid === jws.header.kid && typeof one.kid === 'string');
  if (key === undefined) {
    return notVerified("The issuer publishes no key with its kid: the key was rotated out, or never was the issuer's.");
  }
  const algorithm = ALGORITHMS.get(jws.header.alg);
  if (algorithm === undefined || !fits(algorithm, key, jws.header.alg)) {
    return notVerified('Its header names another algorithm (alg) than the key is for.');
  }
  if (!hasRightLength(algorithm, key, jws.signature)) {
    return notVerified('The signature has the wrong length.');
  }
  if (subtle === null) {
    return unknown('Browsers verify signatures only on pages that came over https or from localhost.');
  }
  return check(jws, key, algorithm, subtle);
}

function fits(algorithm, key, alg) {
  return (
    key.kty === algorithm.kty &&
    (algorithm.crv === undefined || key.crv === algorithm.crv) &&
    (key.alg === undefined || key.alg === alg || ALGORITHMS.get(key.alg) === algorithm) &&
    (key.use === undefined || key.use === 'sig')
  );
}

function hasRightLength(algorithm, key, bytes) {
  if (algorithm.kty !== 'RSA') {
    return bytes.length === algorithm.bytes;
  }
  return bytes.length >= MIN_RSA_BYTES && bytes.length === Math.floor(((key.n ?? '').length * 3) / 4);
}

/** @returns {Promise<Verdict>} */
async function check(jws, key, algorithm, subtle) {
  const { kty, crv, x, y, n, e } = key;
  const signed = new TextEncoder().encode(jws.compact.slice(0, jws.compact.lastIndexOf('.')));
  try {
    const imported = await subtle.importKey('jwk', JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })), algorithm.key, false, ['verify']);
    return (await subtle.verify(algorithm.use, imported, jws.signature, signed))
      ? { result: 'verified', reason: 'A key of the issuer signed it, and nothing in it was altered.' }
      : notVerified("The signature is not the issuer's: the token was altered, or somebody else signed it.");
  } catch {
    return unknown(`This browser cannot verify ${jws.header.alg} with the issuer's key.`);
  }
}

/** @returns {Verdict} */
function notVerified(reason) {
  return { result: 'not-verified', reason };
}

/** @returns {Verdict} */
function unknown(reason) {
  return { result: 'unknown', reason };
}

/**
 * What can be said of an encrypted token.
 * @returns {Verdict}
 */
export function encrypted() {
  return unknown('It is encrypted to its holder: only the holder can read and verify it.');
}
