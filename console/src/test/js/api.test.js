import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problem } from '../../main/resources/matryoshka/console/api.js';

/** @param {number} status @param {string} type */
function answer(status, type) {
  return new Response(null, { status, headers: { 'Content-Type': type, ETag: '"18-a"' } });
}

test('problem details become a message with violations', () => {
  const violations = [{ pointer: '/services/a', rule: 'unknown', message: 'There is no such service.' }];
  const found = problem(answer(422, 'application/problem+json'), JSON.stringify({ title: 'Invalid', detail: 'The document breaks rules.', violations }));
  assert.equal(found.status, 422);
  assert.equal(found.message, 'The document breaks rules.');
  assert.deepEqual(found.violations, violations);
});

test('a failed precondition tells the current tag', () => {
  assert.equal(problem(answer(412, 'application/problem+json'), '{"title":"Changed"}').etag, '"18-a"');
});

test('OAuth errors become their description', () => {
  assert.equal(problem(answer(401, 'application/json'), '{"error":"invalid_client","error_description":"Wrong secret."}').message, 'Wrong secret.');
});

test('what is not JSON is not shown', () => {
  assert.equal(problem(answer(502, 'text/html'), '<h1>Bad gateway</h1>').message, 'The issuer answered 502.');
  assert.equal(problem(answer(502, 'application/json'), '{').message, 'The issuer answered 502.');
});
