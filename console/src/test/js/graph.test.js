import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounded, changedPart, drawing, modelOf, neighbourhood, search } from '../../main/resources/matryoshka/console/graph/model.js';
import { curve, read } from '../../main/resources/matryoshka/console/graph/layout.js';

const document = {
  services: {
    orders: { context: 'shop', scopes: { 'orders:place': 'Place an order' } },
    stock: { context: 'shop' },
    bank: { audience: 'https://bank.example' },
    ledger: {},
  },
  dependencies: {
    'orders-ask-bank': { from: 'orders', to: 'bank', grants: ['bank:finance'] },
    'orders-reserve-stock': { from: 'orders', to: 'stock', sharing: 'reuse' },
    'bank-book-loan': { from: 'bank', to: 'ledger', sharing: 'exchange' },
  },
};

test('dependencies are embedded unless they say otherwise', () => {
  const { dependencies } = modelOf(document);
  assert.equal(dependencies.get('orders-ask-bank').sharing, 'embed');
  assert.equal(dependencies.get('bank-book-loan').sharing, 'exchange');
});

test('a neighbourhood follows dependencies in both directions', () => {
  const model = modelOf(document);
  assert.deepEqual([...neighbourhood(model, 'bank', 1)].sort(), ['bank', 'ledger', 'orders']);
  assert.deepEqual([...neighbourhood(model, 'ledger', 2)].sort(), ['bank', 'ledger', 'orders']);
  assert.equal(neighbourhood(model, 'ledger', 9).size, 4);
});

test('of too many services the nearest are drawn', () => {
  const many = { services: { hub: {} }, dependencies: {} };
  for (let at = 0; at < 20_000; at += 1) {
    many.services[`s${at}`] = {};
    many.dependencies[`d${at}`] = { from: 'hub', to: `s${at}` };
  }
  const model = modelOf(many);
  const { names, left } = bounded(model, neighbourhood(model, 'hub', 3));
  assert.equal(names.size, 80);
  assert.equal(names.has('hub'), true);
  assert.equal(left, 20_001 - 80);
});

test('of too many dependencies as many are drawn as Graphviz lays out at once', () => {
  const dense = { services: {}, dependencies: {} };
  for (let at = 0; at < 60; at += 1) {
    dense.services[`s${at}`] = {};
    for (let other = 0; other < at; other += 1) {
      dense.dependencies[`d${at}-${other}`] = { from: `s${at}`, to: `s${other}` };
    }
  }
  const model = modelOf(dense);
  const { names, left } = bounded(model, new Set(model.services.keys()));
  assert.equal(names.size, 35);
  assert.equal(left, 25);
});

test('services are found by name first, then by scope, audience and context', () => {
  const model = modelOf(document);
  assert.deepEqual(search(model, 'ban', 9).map(({ service }) => service.name), ['bank']);
  assert.deepEqual(search(model, 'PLACE', 9), [{ service: model.services.get('orders'), why: 'orders:place', rank: 3 }]);
  assert.deepEqual(search(model, 'shop', 9).map(({ service }) => service.name), ['orders', 'stock']);
  assert.deepEqual(search(model, '  ', 9), []);
  assert.equal(search(model, 'e', 2).length, 2);
});

test('what changed is marked, and what was removed is still there', () => {
  const model = modelOf(document, {
    services: { added: { ledger: {} }, removed: { mail: {} }, changed: {} },
    dependencies: { added: {}, removed: { 'orders-send-mail': { from: 'orders', to: 'mail' } }, changed: { 'orders-ask-bank': { lifetime: { before: null, after: 'PT1M' } } } },
  });
  assert.equal(model.services.get('ledger').state, 'added');
  assert.equal(model.services.get('mail').state, 'removed');
  assert.equal(model.dependencies.get('orders-send-mail').state, 'removed');
  assert.deepEqual(model.dependencies.get('orders-ask-bank').changes.lifetime, { before: null, after: 'PT1M' });
  assert.deepEqual([...changedPart(model)].sort(), ['bank', 'ledger', 'mail', 'orders']);
});

test('contexts of one service of the same name have no frame', () => {
  const { input, contexts } = drawing(modelOf(document), new Set(['orders', 'stock', 'bank']));
  assert.deepEqual(contexts, ['shop']);
  assert.deepEqual(input.subgraphs[0].nodes.map(({ name }) => name), ['n1', 'n2']);
  assert.deepEqual(input.nodes.map(({ name }) => name), ['n0']);
  assert.deepEqual(input.edges.map(({ tail, head }) => [tail, head]), [['n1', 'n0'], ['n1', 'n2']]);
});

test('no name of a document reaches Graphviz', () => {
  const hostile = '</svg><script>alert(1)</script>';
  const { input } = drawing(modelOf({ services: { [hostile]: { context: hostile }, b: { context: hostile } }, dependencies: { [hostile]: { from: hostile, to: 'b' } } }), new Set([hostile, 'b']));
  assert.equal(JSON.stringify(input).includes('script'), false);
});

test('where Graphviz has put things is read', () => {
  const { boxes, curves, width } = read({
    bb: '0,0,200,100',
    objects: [{ name: 'cluster0', bb: '10,90,190,10' }, { name: 'n0', pos: '50,40', width: '1', height: '0.5' }],
    edges: [{ id: 'e0', pos: 'e,100,50 0,0 10,10 20,20 90,50' }, { id: 'e1' }],
  });
  assert.equal(width, 200);
  assert.deepEqual(boxes.get('cluster0'), { x: 10, y: 10, width: 180, height: 80 });
  assert.deepEqual(boxes.get('n0'), { x: 14, y: 22, width: 72, height: 36 });
  assert.equal(curves.get('e0').path, 'M0,0C10,10 20,20 90,50');
  assert.match(curve('e,100,50 0,0 10,10 20,20 90,50').arrow, /^M100,50L/);
});
