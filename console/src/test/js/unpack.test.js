import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TokenError } from '../../main/resources/matryoshka/console/token/error.js';
import { readJws } from '../../main/resources/matryoshka/console/token/jws.js';
import { unfold, layers, MAX_DEPTH, MAX_LENGTH } from '../../main/resources/matryoshka/console/token/unfold.js';
import { unpack } from '../../main/resources/matryoshka/console/token/unpack.js';
import { claims, compact, packing } from './tokens.js';
import { vectors } from './vectors.js';

const refused = (token) => assert.rejects(async () => unpack(readJws(token)), TokenError);

for (const { name, token, embedded } of vectors.cases) {
  test(`unpacks byte for byte: ${name}`, async () => {
    assert.deepEqual(
      (await unpack(readJws(token))).map((one) => one.compact),
      embedded
    );
  });
}

// Node's DecompressionStream does not notice bytes after the end (Compression Standard, 5.1); browsers do, and a test in one covers it.
const unnoticedByNode = new Set(['bytes after the end of the stream']);
for (const { name, token } of vectors.refused.filter((vector) => !unnoticedByNode.has(vector.name))) {
  test(`refuses: ${name}`, () => refused(token));
}

const entry = {
  type: 'urn:ietf:params:oauth:token-type:access_token',
  aud: 'https://b.example',
  token: compact(claims({ client_id: 'a' })),
};
const jwe = 'eyJhbGciOiJFQ0RILUVTIn0..AAAA.AAAA.AAAA';

for (const [name, payload] of Object.entries({
  'the claim is a number': claims({ tokens: 1 }),
  'the claim is null': claims({ tokens: null }),
  'the claim is an object': claims({ tokens: {} }),
  'the claim is not the last one': claims({ tokens: 'AwA', later: 1 }),
  'white space follows the claim': packing('{} AAAA\n').replace(/}$/, ' }'),
  'a claim in it looks like the packed tokens': '{"x":{"y":1},"tokens":"AwA", "tokens":"AwA"}',
  'an entry is a string': claims({ tokens: ['a'] }),
  'an entry has no token': claims({ tokens: [{ ...entry, token: undefined }] }),
  'an entry has another type': claims({ tokens: [{ ...entry, type: 'id_token' }] }),
  'an entry is no token': claims({ tokens: [{ ...entry, token: 'a.b.c' }] }),
  'a line has a control character': packing('{"aud":"a","client_id":"b"}\t AAAA\n'),
  'a line has a carriage return': packing('{"aud":"a","client_id":"b"} AAAA\r\n'),
  'a line names no holder': packing('{"aud":"a"} AAAA\n'),
  'a line has a number as its audience': packing('{"aud":1,"client_id":"b"} AAAA\n'),
  'a line repeats a claim': packing('{"aud":"a","client_id":"b","\\u0061ud":"c"} AAAA\n'),
  'a signature is not base64url': packing('{"aud":"a","client_id":"b"} AA+A\n'),
  'a signature has bits left over': packing('{"aud":"a","client_id":"b"} AB\n'),
  'an encrypted line has no holder': packing(`${jwe} https://b.example\n`),
  'an encrypted line has four fields': packing(`${jwe} https://b.example a b\n`),
  'an empty line': packing('{"aud":"a","client_id":"b"} AAAA\n\n'),
})) {
  test(`refuses: ${name}`, () => refused(compact(payload)));
}

test('a long header is not repeated for very many lines', () => {
  const lines = '{"aud":"a","client_id":"b"} AAAA\n'.repeat(30000);
  return refused(compact(packing(lines), { alg: 'ES256', long: 'x'.repeat(100) }));
});

test('unpacks the plain form, with encrypted entries', async () => {
  const tokens = [entry, { ...entry, token: jwe, holder: 'a' }];
  const found = await unpack(readJws(compact(claims({ tokens }))));

  assert.deepEqual(
    found.map(({ audiences, holder, encrypted }) => ({ audiences, holder, encrypted })),
    [
      { audiences: ['https://a.example'], holder: 'a', encrypted: false },
      { audiences: ['https://b.example'], holder: 'a', encrypted: true },
    ]
  );
});

test('unfolds all levels, the outer token first', async () => {
  const { token } = vectors.cases.find((vector) => vector.name === 'an encrypted token between signed ones');
  const all = layers(await unfold(token));

  assert.deepEqual(all.map(({ path, encrypted }) => ({ path, encrypted })).slice(0, 3), [
    { path: '0', encrypted: false },
    { path: '0.0', encrypted: false },
    { path: '0.1', encrypted: true },
  ]);
  assert.equal(all[2].header.enc, 'A256GCM');
});

test('what cannot be read inside is marked, and the rest is shown', async () => {
  const inner = packing('not a line\n', claims({ client_id: 'a' }));
  const outer = await unfold(compact(packing(`${inner} AAAA\n`)));

  assert.equal(outer.flaw, null);
  assert.match(outer.children[0].flaw, /neither a signed nor an encrypted token/);
});

test('a tree that is too deep is cut with a sentence', async () => {
  let payload = claims();
  for (let depth = 0; depth < MAX_DEPTH + 5; depth++) {
    payload = packing(`${payload} AAAA\n`);
  }
  const all = layers(await unfold(compact(payload)));

  assert.equal(all.length, MAX_DEPTH);
  assert.match(all[MAX_DEPTH - 1].flaw, /too large to show/);
});

test('a tree with too many tokens is cut with a sentence', async () => {
  const outer = await unfold(compact(packing('{"aud":"a","client_id":"b"} AAAA\n'.repeat(1001), '{"a":1}'), {}));

  assert.equal(outer.children.length, 0);
  assert.match(outer.flaw, /too large to show/);
});

test('a token that is too long is refused before it is read', () => assert.rejects(unfold('a'.repeat(MAX_LENGTH + 1)), TokenError));

for (const text of [
  '',
  'a',
  'a.b',
  'a.b.c',
  '..',
  'e30.e30',
  'e30.e30.!',
  compact('[]'),
  compact('null'),
  compact('{"a":1,"a":2}'),
  compact(Uint8Array.of(0x7b, 0xff, 0x7d)),
  compact('['.repeat(200000)),
  compact(`{"a":${'['.repeat(200)}${']'.repeat(200)}}`),
  compact('"\\"\\"'.repeat(100000)),
]) {
  test(`refuses as a token: ${text.slice(0, 20)}`, () => assert.throws(() => readJws(text), TokenError));
}
