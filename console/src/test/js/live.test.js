import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rates, sum } from '../../main/resources/matryoshka/console/live/rates.js';
import { listen } from '../../main/resources/matryoshka/console/live/stream.js';
import { Problem } from '../../main/resources/matryoshka/console/api.js';
import { EventParser } from '../../main/resources/matryoshka/console/live/sse.js';

const activity = (minted, more = {}) => ({
  instance: 'one', minted: [{ grant: 'client_credentials', count: minted }], requests: [], exchanges: [], refusals: [], cut: 0, ...more,
});
const minted = (rates) => rates.rate((one) => sum(one.minted));

test('events are read from any parts of a stream', () => {
  const stream = 'retry: 2000\n\n: beat\n\nid: 17-a\nevent: published\ndata: {"a":\ndata: 1}\n\ndata:x\r\n\r\nevent: reset\n\n';
  const expected = [{ event: 'published', data: '{"a":\n1}', id: '17-a' }, { event: 'message', data: 'x', id: '17-a' }];

  for (const size of [1, 2, 7, stream.length]) {
    const parser = new EventParser();
    const found = [];
    for (let at = 0; at < stream.length; at += size) {
      found.push(...parser.push(stream.slice(at, at + size)));
    }
    assert.deepEqual(found, expected);
  }
});

test('an endless line is refused', () => {
  assert.throws(() => new EventParser().push('x'.repeat((4 << 20) + 1)));
});

test('a rate needs two answers of one instance', () => {
  const rates = new Rates();
  rates.add(activity(100), 0);
  assert.equal(minted(rates), null);
  rates.add(activity(5, { instance: 'two' }), 1);
  assert.equal(minted(rates), null);
  rates.add(activity(120), 2);
  assert.equal(minted(rates), 10);
});

test('rates of several instances are added, and a restarted one begins anew', () => {
  const rates = new Rates();
  rates.add(activity(100), 0);
  rates.add(activity(1000, { instance: 'two' }), 0);
  rates.add(activity(110), 2);
  rates.add(activity(1004, { instance: 'two' }), 2);
  assert.equal(minted(rates), 7);
  assert.equal(rates.instances, 2);
  rates.add(activity(0, { instance: 'two again' }), 40);
  assert.equal(rates.instances, 1);
  assert.equal(minted(rates), null);
});

test('a rate is that of the last ten seconds, and points are bounded', () => {
  const rates = new Rates();
  for (let at = 0; at <= 200; at += 2) {
    rates.add(activity(at < 100 ? at * 50 : 5000), at);
  }
  assert.equal(minted(rates), 0);
  assert.equal(rates.points.length, 60);
});

test('rows say what grew in the last minute, and what did not grow comes last', () => {
  const rates = new Rates();
  const exchanges = (...counts) => ({ exchanges: counts.map((count, at) => ({ client: 'orders', service: `s${at}`, count })) });
  rates.add(activity(0, exchanges(50, 1)), 0);
  rates.add(activity(0, exchanges(50, 4, 2)), 20);

  assert.deepEqual(rates.rows((one) => one.exchanges, (row) => [row.client, row.service]), [
    { labels: ['orders', 's1'], total: 4, recent: 3 }, { labels: ['orders', 's2'], total: 2, recent: 2 },
    { labels: ['orders', 's0'], total: 50, recent: 0 },
  ]);
});

/** Plays the issuer: one answer after the other; each gets the last id, and the signal. */
async function listened(answers, until) {
  const leaving = new AbortController();
  const seen = { asked: [], versions: [], states: [] };
  const api = {
    open(method, path, body, { headers, signal }) {
      seen.asked.push(headers['Last-Event-ID']);
      return answers[Math.min(seen.asked.length, answers.length) - 1](signal);
    },
  };
  const listener = {
    published: (event) => seen.versions.push(event.version),
    reset: () => seen.versions.push('reset'),
    state(state, problem) {
      seen.states.push(problem ?? state);
      if (until(seen)) {
        leaving.abort();
      }
    },
  };
  await listen(api, '3', listener, leaving.signal, { pause: 1, longPause: 2, silence: 40 });
  return seen;
}

const ended = (text) => () => new Response(text);
const event = (id) => `id: ${id}-a\nevent: published\ndata: {"version":${id}}\n\n`;

test('an interrupted stream goes on after the last event', async () => {
  const seen = await listened([ended(event(4) + event(5)), ended('id: 9-b\nevent: reset\ndata: {"version":9}\n\n')],
    ({ asked }) => asked.length === 3);

  assert.deepEqual(seen.asked, ['3', '5-a', '9-b']);
  assert.deepEqual(seen.versions.slice(0, 3), [4, 5, 'reset']);
});

test('a refusal is told, and the stream is tried again', async () => {
  const seen = await listened([() => Promise.reject(new Problem(503, 'No place.')), ended(event(4))], ({ versions }) => versions.length > 0);

  assert.deepEqual(seen.states.slice(0, 2), ['No place.', 'open']);
});

test('a stream that is silent is opened again', async () => {
  const silent = (signal) => new Response(new ReadableStream({
    start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
  }));
  const seen = await listened([silent], ({ asked }) => asked.length === 2);

  assert.deepEqual(seen.states.slice(0, 2), ['open', 'interrupted']);
});
