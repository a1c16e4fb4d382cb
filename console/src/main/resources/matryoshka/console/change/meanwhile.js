// @ts-check
/** The version that a change begins with, and what others publish while it is made. */
import { conflictCard } from './conflict.js';
import { parse } from './lines.js';
import { isSame } from './merge.js';
import { withElement } from './splice.js';

/**
 * @typedef {{version: number, etag: string, text: string}} Base a version of the graph, as YAML
 * @typedef {{theirs: Base, versions: any[]}} Meanwhile the current version, and what was published since, latest first
 */

const SECTIONS = /** @type {const} */ (['services', 'dependencies', 'invariants']);
const MAX_VERSIONS = 20;

/**
 * Reads the current version.
 *
 * @param {import('../api.js').Api} api
 * @param {AbortSignal} signal
 * @returns {Promise<Base>}
 */
export async function readBase(api, signal) {
  const { text, etag } = await api.get('graph', { accept: 'application/yaml', signal });
  return { version: Number.parseInt(/\d+/.exec(etag ?? '')?.[0] ?? '0', 10), etag: etag ?? '', text };
}

/**
 * @param {import('../api.js').Api} api
 * @param {Base} base
 * @param {AbortSignal} signal
 * @returns {Promise<Meanwhile>}
 */
export async function publishedMeanwhile(api, base, signal) {
  const theirs = await readBase(api, signal);
  const { body } = await api.get(`graph/versions?limit=${MAX_VERSIONS}`, { signal });
  return { theirs, versions: body.versions.filter((/** @type {any} */ one) => one.version > base.version && one.version <= theirs.version) };
}

/**
 * @param {Meanwhile} meanwhile
 * @param {{base: Base, yours: any}} change
 * @param {import('./lines.js').Yaml} yaml
 * @param {(text: string) => void} done is given the text to go on with
 */
export function threeWays({ theirs, versions }, { base, yours }, yaml, done) {
  const documents = { base: parse(base.text, yaml).value, theirs: parse(theirs.text, yaml).value, yours };
  return conflictCard(documents, versions, {
    take: (merged) => done(textOf(merged, documents.theirs, theirs.text, yaml)), drop: () => done(theirs.text),
  });
}

/**
 * A document in YAML, written as their text is, except for the elements that differ.
 *
 * @param {any} document
 * @param {any} theirs
 * @param {string} text
 * @param {import('./lines.js').Yaml} yaml
 */
export function textOf(document, theirs, text, yaml) {
  let written = text;
  for (const section of SECTIONS) {
    const [after, before] = [document[section] ?? {}, theirs[section] ?? {}];
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (!isSame(before[name], after[name])) {
        written = withElement(written, section, name, Object.hasOwn(after, name) ? after[name] : null, yaml);
      }
    }
  }
  return written;
}
