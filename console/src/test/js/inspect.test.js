import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../main/resources/matryoshka/console/token/claims.js';
import { recognize } from '../../main/resources/matryoshka/console/token/recognize.js';
import { plainLength, sizes } from '../../main/resources/matryoshka/console/token/sizes.js';
import { clock, duration, relative, validity } from '../../main/resources/matryoshka/console/token/times.js';
import { unfold } from '../../main/resources/matryoshka/console/token/unfold.js';
import { claims, compact, packing } from './tokens.js';
import { vectors } from './vectors.js';

const token = compact(claims());
const signature = token.split('.')[2];

for (const [pasted, kind] of [
  ['', 'nothing'],
  ['  \n', 'nothing'],
  [token, 'token'],
  [`  ${token}\n`, 'token'],
  [`Bearer ${token}`, 'token'],
  [`Authorization: Bearer ${token}`, 'token'],
  [`authorization: DPoP ${token}`, 'token'],
  [`"${token}"`, 'token'],
  [JSON.stringify({ access_token: token, token_type: 'Bearer' }), 'token'],
  [`${token.slice(0, 70)}\n  ${token.slice(70)}`, 'token'],
  ['mtkp_AY3rN', 'handle'],
  [signature, 'split'],
  ['eyJhbGciOiJFQ0RILUVTIn0..AAAA.AAAA.AAAA', 'encrypted'],
  ['hello', 'unknown'],
  ['{"access_token":1}', 'unknown'],
  ['{', 'unknown'],
  ['a.b', 'unknown'],
  ['a'.repeat(3 << 20), 'unknown'],
]) {
  test(`recognizes ${kind} in ${pasted.slice(0, 30).trim()}`, () => assert.equal(recognize(pasted).kind, kind));
}

test('what was around a token is left out', () => assert.equal(recognize(`Authorization: Bearer ${token}\n`).text, token));

test('claims are listed in their order, with their meaning, without the embedded tokens', () => {
  const listed = describe({
    scope: 'a:x b:y',
    exp: 5,
    act: { sub: 'b', act: { sub: 'a' } },
    tier: { x: 1 },
    aud: ['a', 'b'],
    tokens: 'AwA',
  });

  assert.deepEqual(
    listed.map(({ name, kind, value }) => [name, kind, value]),
    [
      ['scope', 'list', ['a:x', 'b:y']],
      ['exp', 'time', 5],
      ['act', 'text', 'b ← a'],
      ['tier', 'json', '{"x":1}'],
      ['aud', 'list', ['a', 'b']],
    ]
  );
  assert.ok(listed.every((claim) => claim.meaning !== ''));
});

test('claims of any form are listed', () => {
  const odd = JSON.parse('{"exp":"soon","act":{"sub":1},"scope":7,"aud":[1],"__proto__":{"x":1},"constructor":null}');

  assert.deepEqual(
    describe(odd).map(({ name, kind }) => [name, kind]),
    [
      ['exp', 'text'],
      ['act', 'json'],
      ['scope', 'json'],
      ['aud', 'json'],
      ['__proto__', 'json'],
      ['constructor', 'json'],
    ]
  );
});

test('times are shown as clock and countdown', () => {
  assert.equal(clock(1795818514), '2026-11-27 22:28:34 UTC');
  assert.deepEqual([null, '5', NaN, Infinity, 1e300, -1e300].map(clock), [null, null, null, null, null, null]);
  assert.deepEqual([0, 59, 60, 252, 3600, 3661, 90061].map(duration), [
    '0 s',
    '59 s',
    '1 min',
    '4 min 12 s',
    '1 h',
    '1 h 1 min',
    '1 d 1 h',
  ]);
  assert.deepEqual([relative(10, 0), relative(0, 10.9), relative(5, 5.5)], ['in 10 s', '10 s ago', 'now']);
});

test('a token is live until it expires, and not before it begins', () => {
  assert.deepEqual(
    [{ exp: 10, iat: 0 }, { exp: 5, iat: 0 }, { exp: 99, iat: 65 }, { exp: 99, iat: 66 }, { exp: 99, nbf: 67, iat: 0 }, { exp: 'x' }, {}].map(
      (some) => validity(some, 5).state
    ),
    ['live', 'expired', 'live', 'early', 'early', 'unknown', 'unknown']
  );
});

test('sizes of all layers add up, in both forms', async () => {
  const inner = claims({ aud: 'https://b.example', client_id: 'a' });
  const packed = await unfold(compact(packing(`${inner} ${signature}\n`)));
  const plain = await unfold(
    compact(
      claims({ tokens: [{ type: 'urn:ietf:params:oauth:token-type:access_token', aud: 'https://b.example', token: compact(inner) }] })
    )
  );

  for (const outer of [packed, plain]) {
    const [first, second] = sizes(outer);
    assert.equal(first.own + first.embedded, outer.compact.length);
    assert.equal(second.compact, compact(inner).length);
    assert.equal(second.embedded, 0);
    assert.ok(Math.abs(first.own - token.length) <= 2);
  }
  assert.ok(Math.abs(plainLength(packed) - plain.compact.length) <= 2);
  assert.equal(plainLength(plain), plain.compact.length);
});

test('packing a tree of several levels saves most of its plain length', async () => {
  const outer = await unfold(vectors.cases.find((vector) => vector.embedded.length === 40).token);

  assert.ok(plainLength(outer) > 3 * outer.compact.length);
});
