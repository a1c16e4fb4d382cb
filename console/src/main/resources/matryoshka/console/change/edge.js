// @ts-check
/** A dependency as the fields of a form, and back. Pure. */

/**
 * @typedef {{from: string, to: string, sharing: string, requires: string[], grants: string[], clients: string, lifetime: string, extend: string,
 *     when: string, confidential: boolean, staleness: string}} Fields
 */

/** Members that the form does not show. They stay as they are. */
const OTHERS = ['claims', 'parameters'];

/** @param {any} element undefined for a new one */
export function fieldsOf(element) {
  const { from, to, sharing, requires, grants, clients, lifetime, extend, when, confidential, staleness } = element ?? {};
  return {
    from: text(from), to: text(to), sharing: text(sharing) || 'embed', requires: list(requires), grants: list(grants), clients: list(clients).join(' '),
    lifetime: text(lifetime), extend: text(extend), when: text(when), confidential: confidential === true, staleness: text(staleness?.excess),
  };
}

/**
 * The dependency that a form means. What is left empty is left out.
 *
 * @param {Fields} fields
 * @param {any} [before] the dependency that is changed
 */
export function elementOf(fields, before) {
  const clients = fields.clients.split(/[\s,]+/).filter((name) => name !== '');
  const others = OTHERS.filter((name) => before?.[name] !== undefined).map((name) => [name, before[name]]);
  /** @type {[string, any][]} */
  const members = [
    ['from', fields.from.trim()], ['to', fields.to.trim()], ['requires', fields.requires], ['grants', fields.grants],
    ['sharing', fields.sharing === 'embed' && before?.sharing === undefined ? '' : fields.sharing], ['clients', clients],
    ['lifetime', fields.lifetime.trim()], ['extend', fields.extend.trim()], ['when', fields.when.trim()],
    ['confidential', fields.confidential ? true : ''], ['staleness', fields.staleness === '' ? '' : { excess: fields.staleness }],
  ];
  return Object.fromEntries([...members.filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)), ...others]);
}

/** @param {any} value */
function text(value) {
  return value === undefined || value === null ? '' : String(value);
}

/**
 * @param {any} value
 * @returns {string[]}
 */
function list(value) {
  return Array.isArray(value) ? value.map(String) : [];
}
