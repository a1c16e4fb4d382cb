// @ts-check
/** What changed between two documents: as the API says it, and as rows to show. Pure. */
import { isSame } from './merge.js';

/**
 * @typedef {{added: Record<string, any>, removed: Record<string, any>, changed: Record<string, Record<string, {before: any, after: any}>>}} Elements
 * @typedef {{services: Elements, dependencies: Elements, invariants: Elements}} Diff as `GET /graph/diff` gives it
 * @typedef {{name: string, before: string | null, after: string | null, added: string[], removed: string[]}} Member of a list or map,
 *     `added` and `removed` tell which entries; of anything else, `before` and `after` are its text
 * @typedef {{section: string, kind: string, name: string, state: 'added' | 'removed' | 'changed', members: Member[]}} Row
 */

/** @type {Record<string, string>} */
const KINDS = { services: 'service', dependencies: 'dependency', invariants: 'guard rail' };
const SECTIONS = /** @type {const} */ (['services', 'dependencies', 'invariants']);

/**
 * @param {any} before
 * @param {any} after
 * @returns {Diff}
 */
export function documentDiff(before, after) {
  return /** @type {Diff} */ (Object.fromEntries(SECTIONS.map((section) => [section, elementsDiff(before?.[section] ?? {}, after?.[section] ?? {})])));
}

/**
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 * @returns {Elements}
 */
function elementsDiff(before, after) {
  const only = (/** @type {any} */ one, /** @type {any} */ other) => Object.fromEntries(Object.entries(one).filter(([name]) => !Object.hasOwn(other, name)));
  const changed = Object.entries(after).filter(([name, element]) => Object.hasOwn(before, name) && !isSame(before[name], element))
    .map(([name, element]) => [name, membersDiff(before[name] ?? {}, element ?? {})]);
  return { added: only(after, before), removed: only(before, after), changed: Object.fromEntries(changed) };
}

/**
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 */
function membersDiff(before, after) {
  return Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    .filter((name) => !isSame(before[name], after[name]))
    .map((name) => [name, { before: before[name] ?? null, after: after[name] ?? null }]));
}

/**
 * @param {Diff} diff
 * @returns {Row[]} by section; what is added first, then what changes, then what is removed
 */
export function rowsOf(diff) {
  return SECTIONS.flatMap((section) => {
    const { added = {}, changed = {}, removed = {} } = diff[section] ?? {};
    const row = (/** @type {Row['state']} */ state, /** @type {string} */ name, /** @type {Member[]} */ members) => ({ section, kind: KINDS[section], name, state, members });
    return [
      ...Object.entries(added).map(([name, element]) => row('added', name, membersOf(element, (value) => member('', null, value)))),
      ...Object.entries(changed).map(([name, members]) => row('changed', name, membersOf(members, (value) => member('', value.before, value.after)))),
      ...Object.entries(removed).map(([name, element]) => row('removed', name, membersOf(element, (value) => member('', value, null)))),
    ];
  });
}

/**
 * @param {Record<string, any>} members
 * @param {(value: any) => Member} made
 */
function membersOf(members, made) {
  return Object.entries(members).map(([name, value]) => ({ ...made(value), name }));
}

/**
 * @param {string} name
 * @param {any} before
 * @param {any} after
 * @returns {Member}
 */
function member(name, before, after) {
  const [earlier, later] = [entries(before), entries(after)];
  if (earlier !== null && later !== null) {
    return {
      name, before: null, after: null,
      added: later.filter((one) => !earlier.includes(one)), removed: earlier.filter((one) => !later.includes(one)),
    };
  }
  return { name, before: shown(before), after: shown(after), added: [], removed: [] };
}

/**
 * The entries of a list or map as texts; null if it is neither.
 *
 * @param {any} value
 * @returns {string[] | null}
 */
function entries(value) {
  if (value === null || value === undefined) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.map((one) => shown(one) ?? 'null');
  }
  return typeof value === 'object' ? Object.entries(value).map(([name, one]) => (one === '' ? name : `${name}: ${shown(one)}`)) : null;
}

/**
 * @param {any} value
 * @returns {string | null} null if there is none
 */
export function shown(value) {
  if (value === null || value === undefined) {
    return null;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** @param {Diff} diff */
export function isEmpty(diff) {
  return rowsOf(diff).length === 0;
}
