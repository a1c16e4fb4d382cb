import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentials, issued } from '../../main/resources/matryoshka/console/oauth.js';
import { Session } from '../../main/resources/matryoshka/console/session.js';
import { address, route } from '../../main/resources/matryoshka/console/route.js';
import { isSafeUrl } from '../../main/resources/matryoshka/console/dom.js';

/** Plays the token endpoint. @param {string[]} has the scopes of the client @param {URLSearchParams[]} seen */
function tokenEndpoint(has, seen) {
  globalThis.fetch = async (_, request) => {
    const form = new URLSearchParams(request.body);
    seen.push(form);
    const scope = form.get('scope') ?? has.join(' ');
    return new Response(JSON.stringify({ access_token: `t${seen.length}`, scope, expires_in: 300 }), { headers: { 'Content-Type': 'application/json' } });
  };
}

test('each part of the credentials is form-encoded', () => {
  assert.equal(atob(credentials('a b', 'c:d%ü')), 'a+b:c%3Ad%25%C3%BC');
});

test('a token is narrowed to the scopes that the console uses', async () => {
  const seen = [];
  tokenEndpoint(['graph:read', 'audit:read'], seen);
  const session = new Session(new URL('https://issuer.example/'));
  await session.signIn('admin', 'hush', false);
  assert.deepEqual(session.scopes, ['graph:read']);
  assert.equal(await session.token(), 't2');
  assert.equal(seen[1].get('scope'), 'graph:read');
});

test('a read-only session has no scope that changes anything', async () => {
  const seen = [];
  tokenEndpoint(['clients:read', 'clients:write', 'graph:publish-any', 'graph:read', 'graph:write'], seen);
  const session = new Session(new URL('https://issuer.example/'));
  await session.signIn('admin', 'hush', true);
  assert.deepEqual(session.scopes, ['clients:read', 'graph:read']);
  assert.equal(session.may(['graph:write']), false);
});

test('a client without scopes for the console is not signed in', async () => {
  tokenEndpoint(['audit:read'], []);
  const session = new Session(new URL('https://issuer.example/'));
  await assert.rejects(session.signIn('admin', 'hush', false), /no scope/);
  assert.equal(session.isSignedIn, false);
});

test('a token is renewed once, before it ends', async (context) => {
  const seen = [];
  tokenEndpoint(['graph:read'], seen);
  context.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const session = new Session(new URL('https://issuer.example/'));
  await session.signIn('admin', 'hush', false);
  context.mock.timers.setTime(1_000_000 + 209_000);
  assert.equal(await session.token(), 't1');
  context.mock.timers.setTime(1_000_000 + 211_000);
  assert.deepEqual(await Promise.all([session.token(), session.token()]), ['t2', 't2']);
  assert.equal(seen.length, 2);
});

test('a token is renewed even if no page needs it', async (context) => {
  const seen = [];
  tokenEndpoint(['graph:read'], seen);
  context.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 1_000_000 });
  const session = new Session(new URL('https://issuer.example/'));
  await session.signIn('admin', 'hush', false);
  context.mock.timers.tick(211_000);
  await new Promise((resolve) => { setImmediate(resolve); });
  assert.equal(seen.length, 2);
});

test('when a token cannot be renewed, it is used until it ends', async (context) => {
  tokenEndpoint(['graph:read'], []);
  context.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const session = new Session(new URL('https://issuer.example/'));
  await session.signIn('admin', 'hush', false);
  globalThis.fetch = async () => { throw new TypeError('no network'); };
  context.mock.timers.setTime(1_000_000 + 250_000);
  assert.equal(await session.token(), 't1');
  context.mock.timers.setTime(1_000_000 + 301_000);
  await assert.rejects(session.token(), /cannot be reached/);
  assert.equal(session.isSignedIn, false);
  assert.match(session.why.message, /cannot be reached/);
});

test('a link signs in, and each token brings the code for the next', async (context) => {
  const seen = [];
  globalThis.fetch = async (url, request) => {
    seen.push(`${url} ${request.body.get('code')}`);
    return new Response(JSON.stringify({ access_token: `t${seen.length}`, scope: 'graph:read', expires_in: 300, client_id: 'admin', code: `c${seen.length}` }),
      { headers: { 'Content-Type': 'application/json' } });
  };
  context.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const session = new Session(new URL('https://issuer.example/base/'));
  await session.signInByLink('c0');
  context.mock.timers.setTime(1_000_000 + 250_000);
  assert.equal(await session.token(), 't2');
  assert.equal(session.client, 'admin');
  assert.deepEqual(seen, ['https://issuer.example/base/console/session c0', 'https://issuer.example/base/console/session c1']);
});

test('a renewal that is answered late does not change who has signed in', async (context) => {
  /** @type {() => void} */
  let answer = () => {};
  const late = new Promise((resolve) => { answer = () => resolve(undefined); });
  globalThis.fetch = async (_, request) => {
    const code = request.body.get('code');
    if (code === 'next-first') {
      await late;
    }
    const client = code.endsWith('first') ? 'first' : 'second';
    return new Response(JSON.stringify({ access_token: `t-${client}`, scope: 'graph:read', expires_in: 300, client_id: client, code: `next-${client}` }),
      { headers: { 'Content-Type': 'application/json' } });
  };
  context.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const session = new Session(new URL('https://issuer.example/'));
  await session.signInByLink('first');
  context.mock.timers.setTime(1_000_000 + 250_000);
  const renewed = session.token().catch(() => '');
  session.signOut();
  await session.signInByLink('second');
  answer();
  await renewed;
  assert.equal(session.client, 'second');
  assert.equal(await session.token(), 't-second');
});

test('signing out forgets the token', async () => {
  tokenEndpoint(['graph:read'], []);
  const session = new Session(new URL('https://issuer.example/'));
  await session.signIn('admin', 'hush', false);
  session.signOut();
  await assert.rejects(session.token(), /Nobody/);
});

test('the life of a token is read from the answer', () => {
  assert.deepEqual(issued({ access_token: 't', scope: 'a b', expires_in: 100 }, 0), { token: 't', scopes: ['a', 'b'], renewAt: 70_000, endsAt: 100_000 });
});

test('addresses name a page and its state', () => {
  assert.equal(address('graph', { service: 'a&b', version: '3', against: null }), '#/graph?service=a%26b&version=3');
  assert.equal(route('#/graph?service=a%26b').query.get('service'), 'a&b');
  assert.equal(route('#/graph').id, 'graph');
  assert.equal(route('').id, '');
  assert.equal(route('#/../etc').id, '');
});

test('only relative URLs and files in memory are safe', () => {
  ['#/graph', 'icon.svg', './a', '../a', 'lib/viz.js', 'blob:https://issuer.example/1'].forEach((url) => assert.equal(isSafeUrl(url), true, url));
  ['javascript:alert(1)', ' javascript:alert(1)', 'JAVASCRIPT:x', 'data:text/html,x', 'https://evil.example', '\tjavascript:x', 'vbscript:x', '//evil.example', '/\\evil.example']
    .forEach((url) => assert.equal(isSafeUrl(url), false, url));
});
