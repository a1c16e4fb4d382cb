import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJws } from '../../main/resources/matryoshka/console/token/jws.js';
import { unfold, layers } from '../../main/resources/matryoshka/console/token/unfold.js';
import { verify } from '../../main/resources/matryoshka/console/token/verify.js';
import { claims, compact, ISSUER, sign } from './tokens.js';
import { vectors } from './vectors.js';

const ALGORITHMS = {
  ES256: [
    { name: 'ECDSA', namedCurve: 'P-256' },
    { name: 'ECDSA', hash: 'SHA-256' },
  ],
  ES384: [
    { name: 'ECDSA', namedCurve: 'P-384' },
    { name: 'ECDSA', hash: 'SHA-384' },
  ],
  ES512: [
    { name: 'ECDSA', namedCurve: 'P-521' },
    { name: 'ECDSA', hash: 'SHA-512' },
  ],
  RS256: [rsa('RSASSA-PKCS1-v1_5', 'SHA-256'), 'RSASSA-PKCS1-v1_5'],
  RS512: [rsa('RSASSA-PKCS1-v1_5', 'SHA-512'), 'RSASSA-PKCS1-v1_5'],
  PS256: [rsa('RSA-PSS', 'SHA-256'), { name: 'RSA-PSS', saltLength: 32 }],
  PS384: [rsa('RSA-PSS', 'SHA-384'), { name: 'RSA-PSS', saltLength: 48 }],
  EdDSA: [{ name: 'Ed25519' }, 'Ed25519'],
};

function rsa(name, hash) {
  return { name, hash, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
}

async function pair(alg) {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(ALGORITHMS[alg][0], true, ['sign', 'verify']);
  return { privateKey, jwk: { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'k', alg, use: 'sig' } };
}

async function signedWith(alg, header = {}) {
  const { privateKey, jwk } = await pair(alg);
  const token = await sign({ alg, typ: 'at+jwt', kid: 'k', ...header }, claims(), privateKey, ALGORITHMS[alg][1]);
  return { token, jwk };
}

async function result(token, keys, ...more) {
  return verify(readJws(token), keys, ISSUER, ...more);
}

for (const alg of Object.keys(ALGORITHMS)) {
  test(`${alg}: the issuer's signature is verified, and an altered token is not`, async () => {
    const { token, jwk } = await signedWith(alg);
    const [header, , signature] = token.split('.');
    const altered = `${header}.${compact(claims({ scope: 'a:x a:y' })).split('.')[1]}.${signature}`;

    assert.equal((await result(token, [jwk])).result, 'verified');
    assert.equal((await result(altered, [jwk])).result, 'not-verified');
  });
}

async function isAuthentic(token) {
  const all = layers(await unfold(token));
  const verdicts = await Promise.all(all.map((layer) => layer.jws && verify(layer.jws, vectors.keys.keys, ISSUER)));
  return all.every((layer) => layer.flaw === null) && verdicts.every((verdict) => verdict === null || verdict.result === 'verified');
}

for (const { name, token } of vectors.cases) {
  test(`every signed token is verified: ${name}`, async () => assert.ok(await isAuthentic(token)));
}

test('a packing with another dictionary, from which it takes nothing that differs, gives what was signed', async () => {
  const { children } = await unfold(vectors.forged[0].token);

  assert.deepEqual(
    children.map((child) => child.compact),
    vectors.cases[1].embedded
  );
  assert.ok(await isAuthentic(vectors.forged[0].token));
});

test('what takes something from a forged dictionary is not verified', async () => {
  const [header, payload, signature] = vectors.cases[1].token.split('.');
  const forged = atob(payload.replace(/-/g, '+').replace(/_/g, '/')).replace('"sub":"shop"', '"sub":"root"');
  const { children } = await unfold(`${header}.${btoa(forged).replace(/=/g, '')}.${signature}`);

  assert.equal(children[0].jws.claims.sub, 'root');
  assert.equal((await verify(children[0].jws, vectors.keys.keys, ISSUER)).result, 'not-verified');
});

const flaws = {
  'alg none': [{ alg: 'none' }, {}, /not signed at all/],
  'another typ': [{ typ: 'JWT' }, {}, /at\+jwt/],
  'no typ': [{ typ: undefined }, {}, /at\+jwt/],
  'critical extensions': [{ crit: ['b64'] }, {}, /crit/],
  'an unknown kid': [{ kid: 'x' }, {}, /no key with its kid/],
  'no kid, and a key without one': [{ kid: undefined }, { kid: undefined }, /no key with its kid/],
  'HS256 with the public key': [{ alg: 'HS256' }, {}, /another algorithm/],
  'another algorithm than the key is for': [{ alg: 'ES384' }, {}, /another algorithm/],
  'a key for encryption': [{}, { use: 'enc' }, /another algorithm/],
};
for (const [name, [header, key, reason]] of Object.entries(flaws)) {
  test(`not verified: ${name}`, async () => {
    const { token, jwk } = await signedWith('ES256', header);
    const verdict = await result(token, [{ ...jwk, ...key }]);

    assert.equal(verdict.result, 'not-verified');
    assert.match(verdict.reason, reason);
  });
}

test('not verified: a signature with another key', async () => {
  const { token } = await signedWith('ES256');
  const other = await pair('ES256');

  assert.equal((await result(token, [other.jwk])).result, 'not-verified');
});

test('not verified: a signature of another length, or of zeros', async () => {
  const { jwk } = await pair('ES256');

  assert.equal((await result(compact(claims(), undefined, new Uint8Array(63)), [jwk])).result, 'not-verified');
  assert.equal((await result(compact(claims(), undefined, new Uint8Array(64)), [jwk])).result, 'not-verified');
});

test('not verified: RSA keys of fewer than 2048 bits', async () => {
  const weak = { ...rsa('RSASSA-PKCS1-v1_5', 'SHA-256'), modulusLength: 1024 };
  const { publicKey, privateKey } = await crypto.subtle.generateKey(weak, true, ['sign', 'verify']);
  const token = await sign({ alg: 'RS256', typ: 'at+jwt', kid: 'k' }, claims(), privateKey, 'RSASSA-PKCS1-v1_5');

  assert.equal((await result(token, [{ ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'k' }])).result, 'not-verified');
});

test('cannot be told: another issuer, no WebCrypto, an algorithm that the browser lacks', async () => {
  const { token, jwk } = await signedWith('EdDSA');
  const without = { importKey: () => Promise.reject(new DOMException('', 'NotSupportedError')) };

  assert.match((await verify(readJws(token), [jwk], 'https://other.example')).reason, /another one/);
  assert.match((await result(token, [jwk], null)).reason, /over https/);
  assert.match((await result(token, [jwk], without)).reason, /cannot verify EdDSA/);
  assert.deepEqual([(await result(token, [jwk], without)).result, (await verify(readJws(token), [], 'x')).result], ['unknown', 'unknown']);
});
