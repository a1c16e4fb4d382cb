import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caretAt } from '../../main/resources/matryoshka/console/change/caret.js';
import { complete, namesOf } from '../../main/resources/matryoshka/console/change/completion.js';
import { partsOf } from '../../main/resources/matryoshka/console/change/highlight.js';
import { lineOf, parse } from '../../main/resources/matryoshka/console/change/lines.js';
import { withElement } from '../../main/resources/matryoshka/console/change/splice.js';
import { needsParser, yaml } from './parser.js';

const TEXT = `# The shop
services:
  orders:
    context: shop
    scopes:
      orders:place: Place an order
      orders:read: ""
  empty:
  stock: {context: shop, scopes: {"stock:reserve": Put goods aside}}
  a/b~c:
    owners:
    - one
    -   # nobody
    - two   # the second
# about dependencies

dependencies:
  orders-reserve-stock:
    from: orders
    to: stock
    requires:
      - orders:place
      - orders:read
    grants: [stock:reserve, "stock:x"]
    when: >-
      client.tier
      == 'gold'
    lifetime:
      PT1M
`;

const line = (pointer) => lineOf(parse(TEXT, yaml).places, pointer);

test('the line of each member is found by its JSON pointer', needsParser, () => {
  assert.equal(parse(TEXT, yaml).error, null);
  assert.deepEqual(['/services', '/services/orders', '/services/orders/context', '/services/orders/scopes/orders:read'].map(line), [2, 3, 4, 7]);
  assert.deepEqual(['/services/empty', '/services/stock', '/services/stock/scopes/stock:reserve'].map(line), [8, 9, 9]);
  assert.deepEqual(['/services/a~1b~0c/owners', '/services/a~1b~0c/owners/0', '/services/a~1b~0c/owners/2'].map(line), [11, 12, 14]);
  assert.deepEqual(['/dependencies/orders-reserve-stock/requires/1', '/dependencies/orders-reserve-stock/grants/1'].map(line), [23, 24]);
  assert.deepEqual(['/dependencies/orders-reserve-stock/when', '/dependencies/orders-reserve-stock/lifetime'].map(line), [25, 28]);
});

test('a pointer to something that is not there leads to what is around it', needsParser, () => {
  assert.equal(line('/services/orders/audience'), 3);
  assert.equal(line('/invariants/x'), 1);
  assert.equal(line(''), 1);
});

test('the end of an element leaves out the comments behind it', needsParser, () => {
  const { places } = parse(TEXT, yaml);
  assert.equal(places.get('/services/a~1b~0c').lastLine, 14);
  assert.equal(places.get('/dependencies/orders-reserve-stock').lastLine, 29);
});

test('the line of what is no YAML is told', needsParser, () => {
  const { error, value } = parse('services:\n  orders: {a: 1\ndependencies: {}\n', yaml);
  assert.equal(value, null);
  assert.equal(error.line >= 2, true);
  assert.deepEqual(parse('a: 1\na: 2\n', yaml).error, { line: 2, message: 'Duplicated mapping key.' });
});

test('dates and hostile names are only texts', needsParser, () => {
  const { value, places } = parse('services: {__proto__: {context: 2026-11-28}}\n', yaml);
  assert.equal(Object.getOwnPropertyDescriptor(value.services, '__proto__').value.context, '2026-11-28');
  assert.equal(places.get('/services/__proto__/context').line, 1);
  assert.equal({}.context, undefined);
});

test('every member of a large document has the place of its own', needsParser, () => {
  let text = 'services:\n';
  for (let at = 0; at < 500; at += 1) {
    text += at % 3 === 0 ? `  s${at}:\n` : at % 3 === 1 ? `  s${at}: {}\n` : `  s${at}:\n    scopes:\n      s${at}:x: ''\n`;
  }
  const { places } = parse(text, yaml);
  const lines = text.split('\n');
  for (let at = 0; at < 500; at += 1) {
    assert.equal(lines[places.get(`/services/s${at}`).line - 1].startsWith(`  s${at}:`), true);
  }
});

test('an element is changed where it stands, and the rest stays as it is written', needsParser, () => {
  const changed = withElement(TEXT, 'services', 'orders', { context: 'shop', scopes: { 'orders:place': '' }, owners: ['team'] }, yaml);
  assert.equal(changed.startsWith('# The shop\nservices:\n  orders:\n    context: shop\n    scopes:\n      orders:place: \'\'\n    owners: [team]\n  empty:\n'), true);
  assert.equal(changed.endsWith(TEXT.slice(TEXT.indexOf('  empty:'))), true);
});

test('elements are added and removed, also in a section that is not there', needsParser, () => {
  const removed = withElement(TEXT, 'services', 'stock', null, yaml);
  assert.equal(removed, TEXT.split('\n').filter((one) => !one.startsWith('  stock')).join('\n'));
  const added = withElement(TEXT, 'services', 'bank', { owners: ['team-bank'] }, yaml);
  assert.deepEqual(parse(added, yaml).value.services.bank, { owners: ['team-bank'] });
  assert.equal(added.includes('two   # the second\n  bank:\n    owners: [team-bank]\n# about'), true);
  const guarded = withElement('services: {a: {}}\n', 'invariants', 'shallow', { max_depth: 3 }, yaml);
  assert.deepEqual(parse(guarded, yaml).value, { services: { a: {} }, invariants: { shallow: { max_depth: 3 } } });
  assert.deepEqual(parse(withElement(guarded, 'invariants', 'shallow', null, yaml), yaml).value, { services: { a: {} }, invariants: {} });
});

test('names and texts that YAML would read otherwise are quoted', needsParser, () => {
  const hostile = { 'x: y #z': { description: 'no', context: '<img src=x>', owners: ['- a', '{b'], lifetime: '1' } };
  const text = withElement('services:\n  a: {}\n', 'services', 'x: y #z', hostile['x: y #z'], yaml);
  assert.deepEqual(parse(text, yaml).value.services, { a: {}, ...hostile });
});

const names = namesOf({
  services: { orders: { context: 'shop', scopes: { 'orders:place': '', 'orders:read': '' } }, stock: { context: 'shop', scopes: { 'stock:reserve': '' } }, bank: {} },
}, ['web-shop', 'odd {name}']);

/** Completes where the | is. */
const offered = (text) => complete(text.replace('|', ''), text.indexOf('|'), names)?.options.map((option) => option.text.trim()) ?? [];

test('members are offered where they belong', () => {
  assert.deepEqual(offered('|'), ['services:', 'dependencies:', 'invariants:']);
  assert.deepEqual(offered('dep|'), ['dependencies:']);
  assert.deepEqual(offered('services:\n  a:\n    con|'), ['context:']);
  assert.deepEqual(offered('services:\n  a:\n    context: x\n    ES|'), ['description:', 'scopes:', 'presenters:']);
  assert.deepEqual(offered('services:\n  a:\n    context: x\n    con|'), []);
  assert.deepEqual(offered('dependencies:\n  a: {from: orders, st|'), ['staleness:']);
  assert.deepEqual(offered('dependencies:\n  a:\n    claims:\n      |'), ['pass:', 'set:']);
  assert.deepEqual(offered('services:\n  |'), []);
});

test('services, scopes of the right service, and clients are offered as values', () => {
  assert.deepEqual(offered('dependencies:\n  a:\n    from: |'), ['orders', 'stock', 'bank']);
  assert.deepEqual(offered('dependencies:\n  a:\n    from: orders\n    to: stock\n    requires: [orders:place, o|]'), ['orders:place', 'orders:read']);
  assert.deepEqual(offered('dependencies:\n  a:\n    from: orders\n    grants:\n      - |\n    to: stock\n'), ['stock:reserve']);
  assert.deepEqual(offered('dependencies:\n  a:\n    from: orders\n    to: stock\n    grants:\n    - |\n'), ['stock:reserve']);
  assert.deepEqual(offered('dependencies:\n  a: {from: orders, to: stock, grants: [|'), ['stock:reserve']);
  assert.deepEqual(offered('dependencies:\n  a:\n    sharing: e|'), ['embed', 'exchange', 'reuse']);
  assert.deepEqual(offered('services:\n  a:\n    owners: [|'), ['web-shop', '"odd {name}"']);
  assert.deepEqual(offered('services:\n  a:\n    owners: ["odd|"'), ['"odd {name}"']);
  assert.deepEqual(offered('services:\n  a:\n    context: sh|'), ['shop']);
});

test('nothing is offered in comments, texts, and for what is complete', () => {
  assert.deepEqual(offered('dependencies:\n  a:\n    # from: |'), []);
  assert.deepEqual(offered('services:\n  a:\n    description: or|'), []);
  assert.deepEqual(offered('dependencies:\n  a:\n    from: bank|'), []);
});

test('a completion replaces the whole word, with its quotes', () => {
  const text = 'dependencies:\n  a:\n    from: "ord"';
  const { from, to } = complete(text, text.length - 2, names);
  assert.equal(text.slice(from, to), '"ord"');
  const key = complete('services:\n  a:\n    cont: shop', 'services:\n  a:\n    cont'.length, names);
  assert.deepEqual(key.options, [{ text: 'context', hint: 'security context' }]);
});

test('the caret of a line that is not finished is found', () => {
  assert.deepEqual(caretAt('services:\n  a:\n    scopes: {"a:x": ', 36)?.path, ['services', 'a', 'scopes', 'a:x']);
  assert.equal(caretAt('', 0)?.kind, 'key');
});

test('the parts of a line make the line', () => {
  const lines = [...TEXT.split('\n'), '<img src=x onerror="a">', '  "a b": [x, \'it\'\'s\', 3] # c', ': : {{', 'a:b', "'open", `x: ${'"\\'.repeat(9)}`];
  for (const one of lines) {
    assert.equal(partsOf(one).map((part) => part.text).join(''), one);
  }
  const kinds = (text) => partsOf(text).filter(({ kind }) => kind !== 'space').map(({ kind, text: part }) => `${kind} ${part}`);
  assert.deepEqual(kinds('  orders:place: Place an order # now'), ['key orders:place', 'mark :', 'text Place', 'text an', 'text order', 'comment # now']);
  assert.deepEqual(kinds('- max_depth: 3'), ['mark -', 'key max_depth', 'mark :', 'value 3']);
});
