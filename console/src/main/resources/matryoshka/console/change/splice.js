// @ts-check
/** Changes one element of a document in its YAML, and leaves the rest as it is written. Pure: it is given the parser. */
import { escaped, parse } from './lines.js';

/** @typedef {import('./lines.js').Yaml} Yaml */
/** @typedef {'services' | 'dependencies' | 'invariants'} Section */

const WIDTH = 120;
/** More than any document nests: everything is written in blocks. */
const BLOCKS = -1;

/**
 * @param {string} text of a document that can be parsed
 * @param {Section} section
 * @param {string} name
 * @param {any} element null to remove it
 * @param {Yaml} yaml
 * @returns {string}
 */
export function withElement(text, section, name, element, yaml) {
  const parsed = parse(text, yaml);
  if (parsed.error !== null) {
    throw new Error(`The document is not YAML: ${parsed.error.message}`);
  }
  const place = parsed.places.get(`/${section}/${escaped(name)}`);
  const isLast = Object.keys(parsed.value[section] ?? {}).length <= 1;
  const lines = text.split('\n');
  if (place !== undefined && !(element === null && isLast) && standsAlone(text, place)) {
    const indent = place.start - (text.lastIndexOf('\n', place.start - 1) + 1);
    lines.splice(place.line - 1, place.lastLine - place.line + 1, ...(element === null ? [] : written(name, element, indent, yaml)));
    return lines.join('\n');
  }
  const after = place === undefined && element !== null ? lastOf(text, section, parsed) : null;
  if (after !== null) {
    lines.splice(after.line, 0, ...written(name, element, after.indent, yaml));
    return lines.join('\n');
  }
  return rewritten({ ...parsed.value, [section]: changed(parsed.value[section] ?? {}, name, element) }, yaml);
}

/**
 * A whole document, in the order in which it is given.
 *
 * @param {any} document
 * @param {Yaml} yaml
 */
export function rewritten(document, yaml) {
  return Object.entries(document).map(([section, elements]) => {
    const entries = Object.entries(elements ?? {});
    return entries.length === 0 ? `${section}: {}\n`
      : `${section}:\n${entries.flatMap(([name, element]) => written(name, element, 2, yaml)).join('\n')}\n`;
  }).join('');
}

/**
 * @param {Record<string, any>} elements
 * @param {string} name
 * @param {any} element
 */
function changed(elements, name, element) {
  const entries = Object.entries(elements).filter(([other]) => other !== name);
  return Object.fromEntries(element === null ? entries : [...entries, [name, element]]);
}

/**
 * Tells whether nothing else is on the lines of an element.
 *
 * @param {string} text
 * @param {import('./lines.js').Place} place
 */
function standsAlone(text, { start, end }) {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const lineEnd = text.indexOf('\n', end);
  const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  return before.trim() === '' && /^\s*(?:#.*)?$/.test(after);
}

/**
 * The line after which a new element of a section is written, and how far it is indented; null if there is none yet.
 *
 * @param {string} text
 * @param {Section} section
 * @param {import('./lines.js').Parsed} parsed
 */
function lastOf(text, section, parsed) {
  const name = Object.keys(parsed.value[section] ?? {}).pop();
  const place = name === undefined ? undefined : parsed.places.get(`/${section}/${escaped(name)}`);
  if (place === undefined || !standsAlone(text, place)) {
    return null;
  }
  return { line: place.lastLine, indent: place.start - (text.lastIndexOf('\n', place.start - 1) + 1) };
}

/**
 * The lines of an element: one member below the other, lists on one line.
 *
 * @param {string} name
 * @param {any} element
 * @param {number} indent
 * @param {Yaml} yaml
 * @returns {string[]}
 */
export function written(name, element, indent, yaml) {
  const margin = ' '.repeat(indent);
  const members = Object.entries(element ?? {});
  const key = dumped({ [name]: null }, BLOCKS, yaml)[0].replace(/:\s+null$/, ':');
  return members.length === 0 ? [`${margin}${key} {}`] : [`${margin}${key}`, ...members.flatMap(([member, value]) =>
    dumped({ [member]: value }, Array.isArray(value) ? 1 : 2, yaml).map((line) => `${margin}  ${line}`))];
}

/**
 * @param {any} value
 * @param {number} flowLevel
 * @param {Yaml} yaml
 */
function dumped(value, flowLevel, yaml) {
  return yaml.dump(value, { flowLevel, lineWidth: WIDTH, noRefs: true, schema: yaml.CORE_SCHEMA }).trimEnd().split('\n');
}
