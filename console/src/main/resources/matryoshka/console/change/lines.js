// @ts-check
/** Where the elements of a graph document are in its YAML. Pure: it is given the parser. */

/**
 * The parser, js-yaml: what is used of it.
 *
 * @typedef {object} Yaml
 * @property {(text: string, options?: any) => any} load
 * @property {(value: any, options?: any) => string} dump
 * @property {any} CORE_SCHEMA
 */

/**
 * @typedef {{line: number, lastLine: number, start: number, end: number}} Place lines count from 1, and characters from 0
 * @typedef {{value: any, places: Map<string, Place>, error: null}} Parsed
 * @typedef {{value: null, places: Map<string, Place>, error: {line: number, message: string}}} Broken
 * @typedef {{kind: string | null, value: any, line: number, start: number, end: number, children: Event[]}} Event
 */

/**
 * Parses a document.
 *
 * @param {string} text
 * @param {Yaml} yaml
 * @returns {Parsed | Broken} the place of each member by its JSON pointer: from its key to the end of its value
 */
export function parse(text, yaml) {
  /** @type {Event[]} */
  const open = [{ kind: null, value: undefined, line: 0, start: 0, end: 0, children: [] }];
  const listener = (/** @type {'open' | 'close'} */ happened, /** @type {any} */ state) => {
    if (happened === 'open') {
      open.push({ kind: null, value: undefined, line: state.line, start: state.position, end: 0, children: [] });
      return;
    }
    const closed = /** @type {Event} */ (open.pop());
    Object.assign(closed, { kind: state.kind, value: state.result, end: state.position });
    open[open.length - 1].children.push(closed);
  };
  try {
    // The schema of YAML 1.2: no dates. The parser tells its listener where nodes begin and end.
    const value = yaml.load(text, { schema: yaml.CORE_SCHEMA, listener }) ?? {};
    /** @type {Map<string, Place>} */
    const places = new Map();
    open[0].children.forEach((root) => locate(root, '', text, places));
    return { value, places, error: null };
  } catch (failed) {
    return { value: null, places: new Map(), error: flaw(failed) };
  }
}

/** @param {any} failed */
function flaw(failed) {
  const reason = `${failed.reason ?? failed.message ?? failed}`;
  return { line: (failed.mark?.line ?? 0) + 1, message: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.` };
}

/**
 * @param {Event} node
 * @param {string} pointer
 * @param {string} text
 * @param {Map<string, Place>} places
 */
function locate(node, pointer, text, places) {
  if (node.kind === 'mapping' && typeof node.value === 'object' && node.value !== null) {
    locateMembers(node, pointer, text, places);
  } else if (node.kind === 'sequence' && Array.isArray(node.value)) {
    locateItems(node, pointer, text, places);
  } else {
    // A scalar at the start of a line is first read as the key that it could be.
    node.children.filter((child) => child.kind === 'mapping' || child.kind === 'sequence').forEach((child) => locate(child, pointer, text, places));
  }
}

/** @type {typeof locate} */
function locateMembers(node, pointer, text, places) {
  for (let at = 0; at < node.children.length; at += 1) {
    const key = node.children[at];
    const name = String(key.value);
    const next = node.children[at + 1];
    const held = Object.hasOwn(node.value, name) ? node.value[name] : undefined;
    // A key without a value has no event for it.
    const child = next !== undefined && same(next.value, held) ? next : undefined;
    const path = `${pointer}/${escaped(name)}`;
    places.set(path, placed(key, child ?? key, text));
    if (child !== undefined) {
      locate(child, path, text, places);
      at += 1;
    }
  }
}

/** @type {typeof locate} */
function locateItems(node, pointer, text, places) {
  let index = 0;
  for (const item of node.children) {
    while (index < node.value.length && !same(item.value, node.value[index])) {
      index += 1;
    }
    places.set(`${pointer}/${index}`, placed(item, item, text));
    locate(item, `${pointer}/${index}`, text, places);
    index += 1;
  }
}

/**
 * @param {any} one
 * @param {any} other
 */
function same(one, other) {
  return Object.is(one ?? null, other ?? null);
}

/**
 * @param {Event} first
 * @param {Event} last
 * @param {string} text
 * @returns {Place}
 */
function placed(first, last, text) {
  const end = first.start + trimmed(text.slice(first.start, last.end)).length;
  return { line: first.line + 1, lastLine: first.line + lineBreaks(text, first.start, end) + 1, start: first.start, end };
}

/**
 * Without the empty lines and comments that follow.
 *
 * @param {string} text
 */
function trimmed(text) {
  let rest = text.trimEnd();
  for (;;) {
    const at = rest.lastIndexOf('\n');
    if (at < 0 || !rest.slice(at + 1).trimStart().startsWith('#')) {
      return rest;
    }
    rest = rest.slice(0, at).trimEnd();
  }
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function lineBreaks(text, from, to) {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}

/**
 * The line of a JSON pointer, or of the closest thing around it that is in the document.
 *
 * @param {Map<string, Place>} places
 * @param {string} pointer
 */
export function lineOf(places, pointer) {
  for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const place = places.get(path);
    if (place !== undefined) {
      return place.line;
    }
  }
  return 1;
}

/**
 * A name as a JSON pointer has it (RFC 6901).
 *
 * @param {string} name
 */
export function escaped(name) {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
