import assert from 'node:assert/strict';
import { test } from 'node:test';
import { budgetShares, compared, exchangeOf, limitOf, rows } from '../../main/resources/matryoshka/console/plan/model.js';

const token = (more = {}) => ({
  id: 'a', aud: 'https://a.example', services: ['a'], scope: 'a:x', holder: 'shop', lifetime: 300, bytes: 500, given_by: { 'a:x': [] },
  exchange: [], children: [], ...more,
});
const plan = (outer) => ({ bytes: 900, tokens: 2, depth: 2, budget: { bytes: 1000, tokens: 64, depth: 4 }, plan: outer });
const child = token({ id: 'b', services: ['b'], holder: 'a' });

const differences = (one, other) => compared(rows(plan(one)), rows(plan(other))).map((row) => row.difference);

test('tokens are listed from the outer one, with their depth', () => {
  assert.deepEqual(
    rows(plan(token({ children: [child, token({ services: ['c'], holder: 'a' })] }))).map((row) => [row.depth, row.key]),
    [[0, ''], [1, '/a>b'], [1, '/a>c']]
  );
});

test('plans are compared token by token', () => {
  const one = token({ children: [child] });

  assert.deepEqual(differences(one, one), ['same', 'same']);
  assert.deepEqual(differences(one, token({ id: 'z' })), ['below', 'only']);
  assert.deepEqual(differences(one, token({ id: 'z', children: [{ ...child, id: 'y', lifetime: 60 }] })), ['below', 'changed']);
  assert.deepEqual(differences(one, token({ id: 'z', children: [{ ...child, id: 'y', holder: 'c' }] })), ['below', 'only']);
  assert.deepEqual(differences(one, token({ exchange: [{ cut: true }], children: [child] })), ['changed', 'same']);
});

test('the size alone makes no difference', () => {
  assert.deepEqual(differences(token(), token({ bytes: 501 })), ['same']);
});

test('the fullest limit of the budget comes first', () => {
  assert.deepEqual(budgetShares(plan(token())).map((one) => [one.name, one.share]), [['bytes', 0.9], ['levels', 0.5], ['tokens', 2 / 64]]);
});

test('what is available by exchange is asked for through every service on the way', () => {
  const offer = { holder: 'b', service: 'c', scope: 'c:x', aud: 'c', cut: false };
  const outer = token({ children: [token({ services: ['b'], holder: 'a', exchange: [offer] })] });
  const whole = { ...plan(outer), client_id: 'shop', scope: 'a:x', version: 3 };
  const expected = { client: 'shop', scope: 'a:x', version: '3', via: 'a b', audience: 'c', exchange_scope: 'c:x' };

  assert.deepEqual(exchangeOf(whole, rows(whole)[1], offer), expected);
  assert.deepEqual(exchangeOf({ ...whole, via: ['z'] }, rows(whole)[1], offer), { ...expected, via: 'z a b' });
});

test('the limit that cut a token is named', () => {
  const [outer, nested] = rows(plan(token({ children: [child] })));

  assert.equal(limitOf(plan(token()), outer), '1,000 bytes');
  assert.equal(limitOf({ ...plan(token()), tokens: 64 }, outer), '64 tokens');
  assert.equal(limitOf({ ...plan(token()), budget: { bytes: 1000, tokens: 64, depth: 2 } }, nested), '2 levels');
});
