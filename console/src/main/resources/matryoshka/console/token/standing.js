// @ts-check
// What the status summary says about a token (docs/staleness.md, "The status summary"). The summary is public, so nothing about the token
// leaves the page.

import { decode } from './base64url.js';
import { actorsOf } from './claims.js';
import { isObject } from './json.js';

/**
 * @typedef {object} Standing
 * @property {'fresh' | 'stale' | 'refused' | 'revoked' | 'unknown'} status
 * @property {string[]} directions of a stale token
 */

const DIRECTIONS = ['missing', 'excess', 'changed'];
const REVOKED = new Set(['jti', 'client_id', 'sub', 'chains']);
const ORIGINS = new Set(['client_id', 'sub_prefix', 'ended']);
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ID_LENGTH = 22;
const ONLY_TIME = 1;
const TIME_AND_REGISTRATION = 2;

/**
 * @param {Record<string, any>} summary its claims
 * @param {Record<string, any>} claims of a verified token of the same issuer
 * @param {number} now in seconds
 * @returns {Standing}
 */
export function standingOf(summary, claims, now) {
  const token = read(claims);
  if (token === null || summary.iss !== claims.iss || !(summary.exp > now)) {
    return { status: 'unknown', directions: [] };
  }
  if (isRevoked(summary.revoked ?? {}, token) || (summary.origins && isOfAnotherOrigin(summary.origins, token))) {
    return { status: 'revoked', directions: [] };
  }
  if ((summary.refused ?? []).includes(token.plan)) {
    return { status: 'refused', directions: [] };
  }
  if (summary.complete !== true || !knowsAllOf(summary.revoked, REVOKED) || !knowsAllOf(summary.origins, ORIGINS)) {
    return { status: 'unknown', directions: [] };
  }
  const directions = own(summary.stale, token.plan);
  return directions === undefined
    ? { status: 'fresh', directions: [] }
    : { status: 'stale', directions: DIRECTIONS.filter((direction) => directions.includes(direction)) };
}

// A member that this page does not know may revoke more than it knows.
function knowsAllOf(object, known) {
  return object === undefined || Object.keys(object).every((name) => known.has(name));
}

function read(claims) {
  const { jti, sub, client_id: clientId, iat, aud, graph } = claims;
  const actors = claims.act === undefined ? [] : actorsOf(claims.act);
  const plan = isObject(graph) ? graph.plan : undefined;
  if (actors === null || [jti, sub, clientId, plan].some((text) => typeof text !== 'string') || typeof iat !== 'number') {
    return null;
  }
  const isUser = sub.includes(':');
  return {
    jti,
    sub,
    clientId,
    iat,
    plan,
    actors,
    isUser,
    audiences: typeof aud === 'string' ? [aud] : aud,
    begunBy: isUser ? (actors.at(-1) ?? clientId) : sub,
    begunAt: begunAt(jti) ?? iat,
    registration: registration(jti),
  };
}

function isRevoked(revoked, token) {
  const jtis = new Set(revoked.jti ?? []);
  return (
    ancestors(token.jti).some((jti) => jtis.has(jti)) ||
    covers(revoked.sub, token.sub, token.begunAt) ||
    covers(revoked.client_id, token.begunBy, token.begunAt) ||
    [...token.actors, token.clientId, token.sub].some((party) => covers(revoked.client_id, party, token.iat)) ||
    (revoked.chains ?? []).some((some) => isOneOf(some, token))
  );
}

/** The ids that a token was derived from, and its own. */
function ancestors(jti) {
  return [...jti].flatMap((c, i) => (c === '.' || c === '~' ? [jti.slice(0, i)] : [])).concat(jti);
}

function covers(until, name, at) {
  const last = own(until, name);
  return typeof last === 'number' && at <= last;
}

function isOneOf(chains, token) {
  return (
    chains.begun_by === token.begunBy &&
    token.begunAt <= chains.begun_until &&
    (chains.revoked_by === token.begunBy ||
      chains.revoked_by === token.clientId ||
      token.actors.includes(chains.revoked_by) ||
      (chains.aud !== undefined && token.audiences.includes(chains.aud)))
  );
}

function isOfAnotherOrigin(origins, token) {
  const registered = own(origins.client_id, token.begunBy);
  if ((origins.ended ?? []).includes(token.begunBy) || (registered !== undefined && registered !== token.registration)) {
    return true;
  }
  if (!token.isUser) {
    return false;
  }
  const since = own(origins.sub_prefix, token.sub.slice(0, token.sub.indexOf(':')));
  return since === undefined || token.begunAt < since;
}

function own(object, name) {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

function begunAt(jti) {
  const bytes = idBytes(jti, ONLY_TIME) ?? idBytes(jti, TIME_AND_REGISTRATION);
  return bytes === null ? null : new DataView(bytes.buffer).getUint32(0);
}

function registration(jti) {
  const bytes = idBytes(jti, TIME_AND_REGISTRATION);
  return bytes === null ? null : new DataView(bytes.buffer).getUint32(3) & 0xffffff;
}

// The last of 22 characters has four bits that 16 bytes leave unused: they say what the id contains.
function idBytes(jti, kind) {
  const id = jti.split(/[.~]/, 1)[0];
  return id.length === ID_LENGTH && (ALPHABET.indexOf(id[ID_LENGTH - 1]) & 15) === kind ? decode(id.slice(0, 12)) : null;
}
