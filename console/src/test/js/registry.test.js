import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grantable, lacking, lackingToEnd } from '../../main/resources/matryoshka/console/registry/power.js';
import { changedClient, clientBody, FieldError, found, issuerBody } from '../../main/resources/matryoshka/console/registry/registrations.js';

const SERVICES = {
  bank: { owners: ['payments'], scopes: { 'bank:finance': 'Finance' } },
  orders: { presenters: ['gateway'], scopes: { 'orders:read': '' } },
};
const caller = (client, ...scopes) => ({ client, may: (needed) => needed.every((scope) => scopes.includes(scope)) });
const ordinary = { client_id: 'shop', scope: 'orders:read' };

test('without clients:write nothing is offered', () => {
  assert.match(lacking(caller('reader', 'clients:read'), ordinary, SERVICES), /clients:write/);
});

test('an ordinary client is changed with clients:write alone', () => {
  assert.equal(lackingToEnd(caller('admin', 'clients:write'), ordinary, SERVICES), null);
});

test('a client with scopes of the issuer is changed only with the same scopes', () => {
  const rotating = { client_id: 'rotator', scope: 'keys:rotate' };
  assert.match(lacking(caller('admin', 'clients:write'), rotating, SERVICES), /keys:rotate/);
  assert.equal(lacking(caller('admin', 'clients:write', 'keys:rotate'), rotating, SERVICES), null);
});

test('a client that may own services is changed only with graph:publish-any', () => {
  const owner = { client_id: 'owner', scope: 'clients:write' };
  assert.match(lacking(caller('admin', 'clients:write'), owner, SERVICES), /graph:publish-any/);
  assert.equal(lacking(caller('admin', 'clients:write', 'graph:publish-any'), owner, SERVICES), null);
});

test('the client of a service, and one that presents its tokens, is changed by an owner', () => {
  assert.match(lacking(caller('admin', 'clients:write'), { client_id: 'bank' }, SERVICES), /bank/);
  assert.equal(lacking(caller('payments', 'clients:write'), { client_id: 'bank' }, SERVICES), null);
  assert.match(lacking(caller('payments', 'clients:write'), { client_id: 'gateway' }, SERVICES), /orders/);
});

test('a client changes itself, but does not end itself', () => {
  const self = { client_id: 'bank', scope: 'clients:write' };
  assert.equal(lacking(caller('bank', 'clients:write'), self, SERVICES), null);
  assert.match(lackingToEnd(caller('bank', 'clients:write'), self, SERVICES), /signed in/);
});

test('only scopes of the issuer that the caller may give are suggested', () => {
  assert.deepEqual(grantable(caller('admin', 'clients:read', 'clients:write'), SERVICES), ['bank:finance', 'orders:read', 'clients:read']);
  assert.ok(grantable(caller('admin', 'clients:write', 'graph:publish-any'), SERVICES).includes('clients:write'));
});

test('a registration has only what is filled in', () => {
  const fields = {
    client_id: ' ', client_name: '', scope: 'orders:read', grant_types: ['client_credentials'], token_endpoint_auth_method: 'client_secret_basic',
    token_format: 'jwt', claims: '', properties: '{"region": "eu"}', dpop_bound_access_tokens: true, key: 'forgotten', key_member: 'jwks_uri',
  };
  assert.deepEqual(clientBody(fields), {
    scope: 'orders:read', token_endpoint_auth_method: 'client_secret_basic', token_format: 'jwt', grant_types: ['client_credentials'],
    properties: { region: 'eu' }, dpop_bound_access_tokens: true,
  });
});

test('keys go with the methods that use them', () => {
  const method = (name, key_member, key) => clientBody({ token_endpoint_auth_method: name, key_member, key, grant_types: [] });
  assert.equal(method('private_key_jwt', 'jwks_uri', ' https://keys.example ').jwks_uri, 'https://keys.example');
  assert.deepEqual(method('private_key_jwt', 'jwks', '{"keys": []}').jwks, { keys: [] });
  assert.deepEqual(method('self_signed_tls_client_auth', 'jwks_uri', '{"keys": []}').jwks, { keys: [] });
  assert.equal(method('tls_client_auth', 'tls_client_auth_san_dns', 'a.example').tls_client_auth_san_dns, 'a.example');
});

test('what is no JSON is named', () => {
  assert.throws(() => clientBody({ grant_types: [], claims: '{' }), (failed) => failed instanceof FieldError && /Claims/.test(failed.message));
});

test('a registration is sent back without what the issuer adds', () => {
  assert.deepEqual(changedClient({ client_id: 'a', disabled: false, client_id_issued_at: 1 }, { disabled: true }), { client_id: 'a', disabled: true });
});

test('an issuer has keys or a URL of keys', () => {
  const fields = { name: 'acme', issuer: 'https://acme.example', audiences: 'us\n them', types: ['id_token'], algorithms: ['ES256'], claims: '', clients: 'a b' };
  assert.deepEqual(issuerBody({ ...fields, key_member: 'jwks_uri', key: 'https://acme.example/keys' }), {
    name: 'acme', issuer: 'https://acme.example', jwks_uri: 'https://acme.example/keys', audiences: ['us', 'them'], types: ['id_token'],
    algorithms: ['ES256'], clients: ['a', 'b'],
  });
  assert.deepEqual(issuerBody({ ...fields, key_member: 'jwks', key: '{"keys": []}' }).jwks, { keys: [] });
});

test('a search finds clients that have all its words', () => {
  const all = [{ client_id: 'web-shop', client_name: 'The Shop', scope: 'orders:read' }, { client_id: 'batch', scope: 'orders:ship' }];
  const ids = (search) => found(all, search, ['client_id', 'client_name', 'scope']).map((one) => one.client_id);
  assert.deepEqual(ids('ORDERS'), ['web-shop', 'batch']);
  assert.deepEqual(ids('orders shop'), ['web-shop']);
  assert.deepEqual(ids('nothing'), []);
});
