// @ts-check
// All that can be said about one token of a tree: its signature, its times, and how it stands in today's graph.

import { standingOf } from './standing.js';
import { validity } from './times.js';
import { encrypted, verify } from './verify.js';

/**
 * What the issuer publishes.
 *
 * @typedef {object} Published
 * @property {string} issuer
 * @property {import('./verify.js').Jwk[]} keys
 * @property {Record<string, any> | null} summary the status summary's claims; null if it could not be read
 */

/**
 * @typedef {object} Assessment
 * @property {import('./verify.js').Verdict} verdict
 * @property {ReturnType<typeof validity>} validity
 * @property {import('./standing.js').Standing} standing `unknown` unless the token is verified and live
 */

const UNKNOWN = /** @type {const} */ ({ status: 'unknown', directions: [] });

/**
 * @param {import('./unfold.js').Layer} layer
 * @param {Published} published
 * @param {number} now in seconds
 * @returns {Promise<Assessment>}
 */
export async function assess(layer, published, now) {
  if (layer.jws === null) {
    return { verdict: encrypted(), validity: { state: 'unknown', sentence: 'Its times are encrypted.' }, standing: { ...UNKNOWN, directions: [] } };
  }
  const verdict = await verify(layer.jws, published.keys, published.issuer);
  const valid = validity(layer.jws.claims, now);
  const isKnown = verdict.result === 'verified' && valid.state === 'live' && published.summary !== null;
  const standing = isKnown ? standingOf(/** @type {any} */ (published.summary), layer.jws.claims, now) : { ...UNKNOWN, directions: [] };
  return { verdict, validity: valid, standing };
}
