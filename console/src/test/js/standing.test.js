import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingOf } from '../../main/resources/matryoshka/console/token/standing.js';
import { encode } from '../../main/resources/matryoshka/console/token/base64url.js';
import { ISSUER } from './tokens.js';

const NOW = 1000;
const BEGUN = 500;

// The form of ChainId: time, registration, random bytes, and what it contains in the last character.
function jti(begun, registration, last) {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, begun);
  new DataView(bytes.buffer).setUint32(3, registration | ((begun & 255) << 24));
  return encode(bytes).slice(0, 21) + last;
}

const ROOT = jti(BEGUN, 7, 'C');

const token = {
  iss: ISSUER,
  sub: 'shop',
  client_id: 'orders',
  aud: ['https://a.example', 'https://b.example'],
  iat: 600,
  jti: `${ROOT}.1~x.0`,
  act: { sub: 'orders', act: { sub: 'edge' } },
  graph: { version: 1, plan: 'P' },
};
const user = { ...token, sub: 'corp:ann' };
const fresh = { iss: ISSUER, exp: 2000, version: 1, stale: {}, refused: [], revoked: {}, complete: true };

const cases = [
  ['fresh', {}],
  ['stale', { stale: { P: ['changed', 'missing', 'new'] } }, { directions: ['missing', 'changed'] }],
  ['fresh', { stale: { Q: ['missing'] } }],
  ['refused', { refused: ['P'] }],
  ['refused', { refused: ['P'], stale: { P: ['excess'] }, complete: false }],
  ['unknown', { complete: false, stale: { P: ['missing'] } }],
  ['unknown', { exp: NOW }],
  ['unknown', { iss: 'https://other.example' }],
  ['unknown', { revoked: { new: {} } }],
  ['unknown', { origins: { new: {} } }],
  ['revoked', { revoked: { jti: [ROOT] } }],
  ['revoked', { revoked: { jti: [`${ROOT}.1`] }, complete: false }],
  ['revoked', { revoked: { jti: [`${ROOT}.1~x`] } }],
  ['revoked', { revoked: { jti: [token.jti] } }],
  ['fresh', { revoked: { jti: [`${ROOT}.1~x.01`, ROOT.slice(0, 21), `${ROOT}.`] } }],
  ['revoked', { revoked: { sub: { shop: BEGUN } } }],
  ['fresh', { revoked: { sub: { shop: BEGUN - 1 } } }],
  ['revoked', { revoked: { client_id: { shop: BEGUN } } }],
  ['revoked', { revoked: { client_id: { orders: 600 } } }],
  ['revoked', { revoked: { client_id: { edge: 600 } } }],
  ['fresh', { revoked: { client_id: { edge: 599, orders: 599, shop: 499, constructor: 9999 } } }],
  ['revoked', { revoked: { chains: [{ begun_by: 'shop', begun_until: BEGUN, revoked_by: 'shop' }] } }],
  ['revoked', { revoked: { chains: [{ begun_by: 'shop', begun_until: BEGUN, revoked_by: 'edge' }] } }],
  ['revoked', { revoked: { chains: [{ begun_by: 'shop', begun_until: BEGUN, revoked_by: 'x', aud: 'https://b.example' }] } }],
  ['fresh', { revoked: { chains: [{ begun_by: 'shop', begun_until: BEGUN, revoked_by: 'x' }] } }],
  ['fresh', { revoked: { chains: [{ begun_by: 'shop', begun_until: BEGUN - 1, revoked_by: 'shop' }] } }],
  ['fresh', { revoked: { chains: [{ begun_by: 'edge', begun_until: BEGUN, revoked_by: 'edge' }] } }],
  ['fresh', { origins: { client_id: { shop: 7 } } }],
  ['revoked', { origins: { client_id: { shop: 8 } } }],
  ['revoked', { origins: { client_id: { shop: 7 } } }, { jti: jti(BEGUN, 7, 'B') }],
  ['revoked', { origins: { ended: ['shop'] } }],
  ['fresh', { origins: { sub_prefix: { corp: BEGUN } } }, { claims: user }],
  ['revoked', { origins: { sub_prefix: { corp: BEGUN + 1 } } }, { claims: user }],
  ['revoked', { origins: { sub_prefix: {} } }, { claims: user }],
  ['revoked', { revoked: { client_id: { edge: BEGUN } } }, { claims: user }],
  ['fresh', { revoked: { sub: { shop: 599 } } }, { jti: 'of-an-earlier-release!' }],
  ['revoked', { revoked: { sub: { shop: 600 } } }, { jti: 'of-an-earlier-release!' }],
  ['unknown', {}, { claims: { ...token, graph: undefined } }],
  ['unknown', {}, { claims: { ...token, act: { sub: 1 } } }],
];

for (const [status, summary, { directions = [], claims = token, jti: id = claims.jti } = {}] of cases) {
  test(`${status}: ${JSON.stringify(summary)}`, () => {
    assert.deepEqual(standingOf({ ...fresh, ...summary }, { ...claims, jti: id }, NOW), { status, directions });
  });
}
