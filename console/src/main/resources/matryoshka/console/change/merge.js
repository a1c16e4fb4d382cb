// @ts-check
/** Merges two changes of one document, member by member. Pure. */

/**
 * A member that both have changed, in different ways; `undefined` where one has no such member.
 *
 * @typedef {{path: string[], base: any, theirs: any, yours: any}} Conflict
 */

/** Services, dependencies and guard rails are this deep. */
const ELEMENT_DEPTH = 2;
/** Lists of these names are sets: what one adds and the other removes is merged entry by entry. */
const SETS = new Set(['requires', 'grants', 'owners', 'clients', 'presenters', 'hosts', 'pass', 'callers']);

/**
 * @param {any} base what both began with
 * @param {any} theirs
 * @param {any} yours
 * @returns {{merged: any, conflicts: Conflict[]}} where both have changed the same member, the merged document has yours
 */
export function merge(base, theirs, yours) {
  /** @type {Conflict[]} */
  const conflicts = [];
  const merged = mergedValue([], base, theirs, yours, conflicts);
  return { merged, conflicts };
}

/**
 * The merged document with theirs instead of yours, for some conflicts.
 *
 * @param {any} merged
 * @param {Conflict[]} theirs
 */
export function withTheirs(merged, theirs) {
  const document = structuredClone(merged);
  theirs.forEach((conflict) => put(document, conflict.path, conflict.theirs));
  return document;
}

/**
 * @param {any} document
 * @param {string[]} path
 * @param {any} value
 */
function put(document, path, value) {
  const around = path.slice(0, -1).reduce((object, name) => own(object, name) ?? (object[name] = {}), document);
  const name = path[path.length - 1];
  if (value === undefined) {
    delete around[name];
  } else {
    around[name] = value;
  }
}

/**
 * @param {string[]} path
 * @param {any} base
 * @param {any} theirs
 * @param {any} yours
 * @param {Conflict[]} conflicts
 * @returns {any}
 */
function mergedValue(path, base, theirs, yours, conflicts) {
  // The document and its sections are too large to compare as a whole, only to find out that one element differs.
  if (path.length >= ELEMENT_DEPTH || [base, theirs, yours].some((one) => !isObject(one))) {
    if (isSame(theirs, yours) || isSame(base, theirs)) {
      return yours;
    }
    if (isSame(base, yours)) {
      return theirs;
    }
  }
  if (isObject(theirs) && isObject(yours) && (isObject(base) || base === undefined)) {
    /** @type {[string, any][]} */
    const entries = [];
    for (const name of new Set([...Object.keys(yours), ...Object.keys(theirs)])) {
      const value = mergedValue([...path, name], own(base, name), own(theirs, name), own(yours, name), conflicts);
      if (value !== undefined) {
        entries.push([name, value]);
      }
    }
    return Object.fromEntries(entries);
  }
  if (SETS.has(path[path.length - 1]) && [theirs, yours].every(Array.isArray) && (base === undefined || Array.isArray(base))) {
    return mergedSet(base ?? [], theirs, yours);
  }
  conflicts.push({ path, base, theirs, yours });
  return yours;
}

/**
 * @param {any[]} base
 * @param {any[]} theirs
 * @param {any[]} yours
 */
function mergedSet(base, theirs, yours) {
  const all = [...new Set([...yours, ...theirs])];
  return all.filter((one) => (base.includes(one) ? theirs.includes(one) && yours.includes(one) : true));
}

/**
 * Tells whether two values say the same. The order of members does not count, nor that of lists that are sets.
 *
 * @param {any} one
 * @param {any} other
 */
export function isSame(one, other) {
  return JSON.stringify(canonical(one, '')) === JSON.stringify(canonical(other, ''));
}

/**
 * @param {any} value
 * @param {string} name
 * @returns {any}
 */
function canonical(value, name) {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, ''));
    return SETS.has(name) ? items.sort() : items;
  }
  return isObject(value) ? Object.keys(value).sort().map((key) => [key, canonical(value[key], key)]) : value;
}

/** @param {any} value */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {any} object
 * @param {string} name
 */
function own(object, name) {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}
