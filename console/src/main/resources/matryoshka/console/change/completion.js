// @ts-check
/** What can be written where the caret is. Pure. */
import { caretAt } from './caret.js';
import { memberAt } from './members.js';

/**
 * The names that a document and the issuer know.
 *
 * @typedef {{services: Map<string, {scopes: string[], context: string}>, clients: string[]}} Names
 * @typedef {{text: string, hint: string}} Option
 * @typedef {{from: number, to: number, word: string, options: Option[]}} Completion `from` and `to` enclose what an option replaces
 */

const MAX_OPTIONS = 8;
/** What YAML reads as a text without quotes, wherever it stands. */
const PLAIN = /^(?!(?:true|false|null|~|yes|no|on|off)$)[A-Za-z][\w./@+-]*(?::[\w./@+-]+)*$/i;

/**
 * @param {any} document the last that could be parsed
 * @param {string[]} clients
 * @returns {Names}
 */
export function namesOf(document, clients) {
  const services = new Map(Object.entries(document?.services ?? {}).map(([name, service]) =>
    [name, { scopes: Object.keys(service?.scopes ?? {}), context: service?.context ?? name }]));
  return { services, clients };
}

/**
 * @param {string} text
 * @param {number} at the caret
 * @param {Names} names
 * @returns {Completion | null} null if nothing is to be offered
 */
export function complete(text, at, names) {
  const caret = caretAt(text, at);
  if (caret === null) {
    return null;
  }
  // A key that is written anew keeps its colon.
  const hasColon = text[caret.to] === ':';
  const options = matching(caret.kind === 'key' ? keys(caret) : values(caret, names), caret.word)
    .map((option) => (hasColon ? { ...option, text: option.text.replace(/: $/, '') } : option));
  return options.length === 0 ? null : { from: caret.from, to: caret.to, word: caret.word, options };
}

/** @param {import('./caret.js').Caret} caret */
function keys({ path, element }) {
  const members = Object.entries(memberAt(path)?.members ?? {});
  // Those that the element has are not offered again.
  const has = (/** @type {string} */ name) => path.length === 2 && new RegExp(`(?:^|[{,\\s])${name.replace(/\W/g, '\\$&')}\\s*:(?=\\s|$)`).test(element);
  return members.filter(([name]) => !has(name)).map(([name, member]) => ({ text: `${name}: `, hint: member.hint }));
}

/**
 * @param {import('./caret.js').Caret} caret
 * @param {Names} names
 * @returns {Option[]}
 */
function values({ path, element }, names) {
  const member = memberAt(path);
  if (member?.words !== undefined) {
    return member.words.map((text) => ({ text, hint: member.hint }));
  }
  return named(member?.names, element, names).map(({ text, hint }) => ({ text: quoted(text), hint }));
}

/**
 * @param {import('./members.js').Member['names']} kind
 * @param {string} element
 * @param {Names} names
 * @returns {Option[]}
 */
function named(kind, element, names) {
  const services = () => [...names.services].map(([text, { context }]) => ({ text, hint: context === text ? 'service' : `service in ${context}` }));
  const clients = () => names.clients.map((text) => ({ text, hint: 'client' }));
  switch (kind) {
    case 'service': return services();
    case 'client': return clients();
    case 'client-or-service': return [...clients(), ...services()];
    case 'context': return [...new Set([...names.services.values()].map(({ context }) => context))].map((text) => ({ text, hint: 'context' }));
    case 'scopes-of-from': return scopes(names, valueOf(element, 'from'));
    case 'scopes-of-to': return scopes(names, valueOf(element, 'to'));
    case 'scope': return scopes(names, null);
    default: return [];
  }
}

/**
 * @param {Names} names
 * @param {string | null} service all if null
 */
function scopes(names, service) {
  return [...names.services].filter(([name]) => service === null || name === service)
    .flatMap(([name, one]) => one.scopes.map((text) => ({ text, hint: `scope of ${name}` })));
}

/**
 * @param {string} element
 * @param {string} member
 * @returns {string | null}
 */
function valueOf(element, member) {
  const match = new RegExp(`(?:^|[{,\\s])${member}\\s*:\\s+["']?([^\\s,}"'#]+)`).exec(element);
  return match === null ? null : match[1];
}

/**
 * Those that begin with the word come before those that contain it.
 *
 * @param {Option[]} options
 * @param {string} word
 */
function matching(options, word) {
  const wanted = word.toLowerCase();
  const plain = (/** @type {Option} */ option) => option.text.replace(/^"/, '').toLowerCase();
  const begin = options.filter((option) => plain(option).startsWith(wanted));
  const contain = options.filter((option) => !plain(option).startsWith(wanted) && plain(option).includes(wanted));
  const found = [...begin, ...contain].slice(0, MAX_OPTIONS);
  return found.length === 1 && plain(found[0]).trim() === wanted ? [] : found;
}

/** @param {string} name */
function quoted(name) {
  return PLAIN.test(name) ? name : JSON.stringify(name);
}
