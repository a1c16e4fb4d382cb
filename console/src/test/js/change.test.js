import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../main/resources/matryoshka/console/api.js';
import { documentDiff, rowsOf } from '../../main/resources/matryoshka/console/change/compare.js';
import { elementOf, fieldsOf } from '../../main/resources/matryoshka/console/change/edge.js';
import { Latest } from '../../main/resources/matryoshka/console/change/latest.js';
import { parse } from '../../main/resources/matryoshka/console/change/lines.js';
import { textOf } from '../../main/resources/matryoshka/console/change/meanwhile.js';
import { merge, withTheirs } from '../../main/resources/matryoshka/console/change/merge.js';
import { accepted, refused } from '../../main/resources/matryoshka/console/change/result.js';
import { range } from '../../main/resources/matryoshka/console/history/range.js';
import { needsParser, yaml } from './parser.js';

const base = {
  services: { orders: { scopes: { 'orders:place': '' }, owners: ['one', 'two'] }, stock: { lifetime: 'PT1M' }, old: {} },
  dependencies: { edge: { from: 'orders', to: 'stock', grants: ['stock:reserve'], lifetime: 'PT5M' } },
};
const edited = (change) => {
  const copy = structuredClone(base);
  change(copy);
  return copy;
};

test('changes of different members are merged', () => {
  const theirs = edited((one) => { one.services.orders.scopes['orders:read'] = 'Read'; one.services.orders.owners = ['three', 'one']; delete one.services.old; });
  const yours = edited((one) => { one.services.orders.audience = 'https://x'; one.services.orders.owners = ['two', 'four', 'one']; one.dependencies.edge.lifetime = 'PT1M'; });
  const { merged, conflicts } = merge(base, theirs, yours);
  assert.deepEqual(conflicts, []);
  assert.deepEqual(merged.services.orders, { scopes: { 'orders:place': '', 'orders:read': 'Read' }, owners: ['four', 'one', 'three'], audience: 'https://x' });
  assert.deepEqual(Object.keys(merged.services), ['orders', 'stock']);
  assert.equal(merged.dependencies.edge.lifetime, 'PT1M');
});

test('changes of one member are a conflict, which either side can win', () => {
  const theirs = edited((one) => { one.dependencies.edge.lifetime = 'PT2M'; one.services.stock.lifetime = 'PT9M'; delete one.services.old; });
  const yours = edited((one) => { one.dependencies.edge.lifetime = 'PT1M'; delete one.services.stock; one.services.old.context = 'x'; });
  const { merged, conflicts } = merge(base, theirs, yours);
  assert.deepEqual(conflicts.map(({ path }) => path.join('/')).sort(), ['dependencies/edge/lifetime', 'services/old', 'services/stock']);
  assert.equal(merged.dependencies.edge.lifetime, 'PT1M');
  assert.equal(withTheirs(merged, conflicts).dependencies.edge.lifetime, 'PT2M');
  assert.deepEqual(withTheirs(merged, conflicts).services.stock, { lifetime: 'PT9M' });
  assert.equal('old' in withTheirs(merged, conflicts).services, false);
});

test('both adding the same is no conflict; adding different elements of one name is', () => {
  const add = (element) => edited((one) => { one.services.fresh = element; });
  assert.deepEqual(merge(base, add({ context: 'a', owners: ['x', 'y'] }), add({ owners: ['y', 'x'], context: 'a' })).conflicts, []);
  assert.deepEqual(merge(base, add({ context: 'a' }), add({ context: 'b' })).conflicts,
    [{ path: ['services', 'fresh', 'context'], base: undefined, theirs: 'a', yours: 'b' }]);
});

test('what nobody changed is never in conflict, and merging with what did not change gives the other', () => {
  const yours = edited((one) => { one.services.orders.owners = []; });
  assert.deepEqual(merge(base, base, yours), { merged: yours, conflicts: [] });
  assert.deepEqual(merge(base, yours, base), { merged: yours, conflicts: [] });
});

test('a diff becomes rows: entries of lists and maps, values before and after', () => {
  const after = edited((one) => {
    one.services.orders.scopes = { 'orders:read': 'Read' };
    one.dependencies.edge.lifetime = 'PT1M';
    one.services.fresh = { context: 'x' };
    delete one.services.old;
  });
  const rows = rowsOf(documentDiff(base, after));
  assert.deepEqual(rows.map(({ name, state }) => `${state} ${name}`), ['added fresh', 'changed orders', 'removed old', 'changed edge']);
  assert.deepEqual(rows[1].members, [{ name: 'scopes', before: null, after: null, added: ['orders:read: Read'], removed: ['orders:place'] }]);
  assert.deepEqual(rows[3].members, [{ name: 'lifetime', before: 'PT5M', after: 'PT1M', added: [], removed: [] }]);
  assert.deepEqual(rows[0].members, [{ name: 'context', before: null, after: 'x', added: [], removed: [] }]);
  assert.equal(rows[3].kind, 'dependency');
});

test('a merge is written as their text is, except for what differs', needsParser, () => {
  const theirs = 'services:\n  orders: {context: shop} # theirs\n  stock:\n    lifetime: PT1M\n';
  const document = parse(theirs, yaml).value;
  const merged = { services: { orders: document.services.orders, stock: { lifetime: 'PT2M' }, fresh: {} } };
  assert.equal(textOf(merged, document, theirs, yaml), 'services:\n  orders: {context: shop} # theirs\n  stock:\n    lifetime: PT2M\n  fresh: {}\n');
});

test('a form keeps what it does not show, and leaves out what is empty', () => {
  const before = { from: 'orders', to: 'stock', grants: ['stock:x'], claims: { pass: ['tier'] }, clients: ['a', 'b'], staleness: { excess: 'reject' } };
  assert.deepEqual(elementOf(fieldsOf(before), before), before);
  assert.deepEqual(elementOf({ ...fieldsOf(before), clients: ' ', staleness: '', sharing: 'exchange', lifetime: 'PT1M ' }, before),
    { from: 'orders', to: 'stock', grants: ['stock:x'], sharing: 'exchange', lifetime: 'PT1M', claims: { pass: ['tier'] } });
  assert.deepEqual(elementOf(fieldsOf(undefined)), {});
});

test('who lacks whose consent is told, for publishers and for readers', () => {
  const power = { service: 'bank', element: 'edge', kind: 'dependency-added', message: 'x', owners: ['team-bank'] };
  const answer = { etag: '"3-x"', body: { version: 3, diff: documentDiff({}, {}), power_given: [power], impact: null } };
  const lacks = (client, mayPublishAny) => accepted(answer, { client, mayPublishAny }).powers[0].lacks;
  assert.deepEqual([lacks('reader', false), lacks('team-bank', false), lacks('reader', true)], [true, false, false]);
  const consent = refused(new Problem(403, 'no', [], null, { changes: [{ ...power, kind: undefined, change: 'dependency-added' }], diff: answer.body.diff, impact: null }));
  assert.equal(consent.kind, 'consent');
  assert.deepEqual(consent.powers[0], { ...power, change: 'dependency-added', lacks: true });
  assert.equal(refused(new Problem(403, 'This requires a token with the scope graph:write.')).kind, 'failed');
  assert.equal(refused(new Problem(412, 'moved')).kind, 'stale');
  assert.deepEqual(refused(new Problem(422, 'bad', [{ pointer: '/x', message: 'y' }])).violations, [{ pointer: '/x', message: 'y' }]);
});

test('of many tasks only the latest is told, and the others are aborted', async () => {
  const leaving = new AbortController();
  const latest = new Latest(leaving.signal);
  const told = [];
  const aborted = [];
  const task = (name) => (signal) => new Promise((resolve) => {
    signal.addEventListener('abort', () => { aborted.push(name); resolve(name); });
    if (name === 'last') { resolve(name); }
  });
  await new Promise((resolve) => {
    latest.run(0, (signal) => { setTimeout(() => latest.run(0, task('last'), (name) => { told.push(name); resolve(name); }, resolve), 5); return task('first')(signal); },
      (name) => told.push(name), resolve);
  });
  latest.run(0, task('left'), (name) => told.push(name), () => told.push('failed'));
  leaving.abort();
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  assert.deepEqual(told, ['last']);
  assert.deepEqual(aborted.slice(0, 1), ['first']);
});

test('the history shows what the current version changed, unless the address says otherwise', () => {
  const of = (query) => range(new URLSearchParams(query), 7);
  assert.deepEqual(of(''), { from: 6, to: 7 });
  assert.deepEqual(of('to=3'), { from: 2, to: 3 });
  assert.deepEqual(of('from=5&to=1'), { from: 5, to: 1 });
  assert.deepEqual(of('from=99&to=-1'), { from: 7, to: 7 });
  assert.deepEqual(range(new URLSearchParams('to=0'), 7), { from: 0, to: 0 });
});
