// @ts-check
/** What the graph page draws: services and dependencies of a document, and what changed since another version. Pure. */

/**
 * @typedef {'same' | 'added' | 'removed' | 'changed'} State
 * @typedef {{name: string, context: string, element: any, state: State, changes: any}} Service
 * @typedef {{name: string, from: string, to: string, sharing: string, element: any, state: State, changes: any}} Dependency
 * @typedef {{services: Map<string, Service>, dependencies: Map<string, Dependency>, of: Map<string, Dependency[]>}} Model
 */

/**
 * @param {any} document a graph document
 * @param {any} [diff] from another version to that of the document, as `GET /graph/diff` gives it
 * @returns {Model} with the elements that were removed, too
 */
export function modelOf(document, diff = {}) {
  /** @type {Map<string, Service>} */
  const services = new Map();
  /** @type {Map<string, Dependency>} */
  const dependencies = new Map();
  for (const { name, element, state, changes } of elements(document.services, diff.services)) {
    services.set(name, { name, context: element.context ?? name, element, state, changes });
  }
  for (const { name, element, state, changes } of elements(document.dependencies, diff.dependencies)) {
    dependencies.set(name, { name, from: element.from, to: element.to, sharing: element.sharing ?? 'embed', element, state, changes });
  }
  /** @type {Map<string, Dependency[]>} */
  const of = new Map([...services.keys()].map((name) => [name, []]));
  for (const dependency of dependencies.values()) {
    of.get(dependency.from)?.push(dependency);
    of.get(dependency.to)?.push(dependency);
  }
  return { services, dependencies, of };
}

/**
 * @param {Record<string, any>} [now]
 * @param {{added?: Record<string, any>, removed?: Record<string, any>, changed?: Record<string, any>}} [diff]
 */
function elements(now = {}, diff = {}) {
  const names = (/** @type {any} */ part) => new Set(Object.keys(part ?? {}));
  const added = names(diff.added);
  const changed = names(diff.changed);
  /** @type {{name: string, element: any, state: State, changes: any}[]} */
  const all = Object.entries(now).map(([name, element]) => ({
    name, element, state: added.has(name) ? 'added' : changed.has(name) ? 'changed' : 'same', changes: diff.changed?.[name] ?? null,
  }));
  for (const [name, element] of Object.entries(diff.removed ?? {})) {
    all.push({ name, element, state: 'removed', changes: null });
  }
  return all;
}

/** More are not drawn at once: nobody could read the picture, and Graphviz would take seconds. */
const MAX_SERVICES = 80;
const MAX_DEPENDENCIES = 600;

/**
 * The services that are at most so many steps from one, in either direction, the nearest first.
 *
 * @param {Model} model
 * @param {string} start
 * @param {number} steps
 * @returns {Set<string>}
 */
export function neighbourhood(model, start, steps) {
  const near = new Set([start]);
  let edge = [start];
  for (let step = 0; step < steps && edge.length > 0; step += 1) {
    const next = new Set();
    for (const name of edge) {
      for (const dependency of model.of.get(name) ?? []) {
        [dependency.from, dependency.to].filter((other) => !near.has(other) && model.services.has(other)).forEach((other) => next.add(other));
      }
    }
    edge = [...next].sort();
    edge.forEach((name) => near.add(name));
  }
  return near;
}

/**
 * The services to draw when two versions are compared: what changed, and what that touches.
 *
 * @param {Model} model
 * @returns {Set<string>}
 */
export function changedPart(model) {
  const names = new Set();
  [...model.services.values()].filter((one) => one.state !== 'same').forEach((one) => names.add(one.name));
  [...model.dependencies.values()].filter((one) => one.state !== 'same').forEach((one) => [one.from, one.to]
    .filter((name) => model.services.has(name)).forEach((name) => names.add(name)));
  return names;
}

/**
 * As many services, the first ones, as can be drawn with the dependencies between them.
 *
 * @param {Model} model
 * @param {Set<string>} wanted
 * @returns {{names: Set<string>, left: number}} `left` is how many were left out
 */
export function bounded(model, wanted) {
  /** @type {Set<string>} */
  const names = new Set();
  let dependencies = 0;
  for (const name of wanted) {
    const more = (model.of.get(name) ?? []).filter((one) => names.has(one.from === name ? one.to : one.from)).length;
    if (names.size === MAX_SERVICES || dependencies + more > MAX_DEPENDENCIES) {
      break;
    }
    dependencies += more;
    names.add(name);
  }
  return { names, left: wanted.size - names.size };
}

/**
 * Services by name, scope, audience or description; those whose name begins with the text come first.
 *
 * @param {Model} model
 * @param {string} text
 * @param {number} max
 * @returns {{service: Service, why: string}[]} `why` is the text that matched, if it is not the name
 */
export function search(model, text, max) {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') {
    return [];
  }
  /** @type {{service: Service, why: string, rank: number}[]} */
  const found = [];
  for (const service of model.services.values()) {
    const at = service.name.toLowerCase().indexOf(wanted);
    if (at >= 0) {
      found.push({ service, why: '', rank: at === 0 ? (service.name.length === wanted.length ? 0 : 1) : 2 });
      continue;
    }
    const texts = [...Object.keys(service.element.scopes ?? {}), service.context, service.element.audience, service.element.description];
    const why = texts.find((one) => typeof one === 'string' && one.toLowerCase().includes(wanted));
    if (why !== undefined) {
      found.push({ service, why, rank: 3 });
    }
  }
  found.sort((one, other) => one.rank - other.rank || (one.service.name < other.service.name ? -1 : 1));
  return found.slice(0, max);
}

/** How wide a character of a name is drawn, at most, in points. */
const CHARACTER = 7.4;
const PADDING = 28;
const HEIGHT = 34;
/** Longer names are cut in the picture. */
export const MAX_LABEL = 32;

/** @param {string} name */
export function label(name) {
  return name.length > MAX_LABEL ? `${name.slice(0, MAX_LABEL - 1)}…` : name;
}

/**
 * What Graphviz is asked to lay out. Names are replaced by numbers, so that none means anything to it.
 *
 * @param {Model} model
 * @param {Set<string>} names of the services to draw
 * @param {'LR' | 'TB'} [direction] in which dependencies lead, mostly
 * @returns {{input: any, services: Service[], dependencies: Dependency[], contexts: string[]}} nodes are named `n` and edges have an id of
 *     `e`, with their place in the list; clusters `cluster` and the place of the context
 */
export function drawing(model, names, direction = 'LR') {
  const services = [...names].sort().map((name) => model.services.get(name)).filter((one) => one !== undefined);
  const at = new Map(services.map((service, index) => [service.name, index]));
  const dependencies = [...model.dependencies.values()].filter((one) => at.has(one.from) && at.has(one.to));
  const members = new Map();
  services.forEach((service, index) => members.set(service.context, [...(members.get(service.context) ?? []), index]));
  // A context with one service of the same name needs no frame.
  const contexts = [...members.keys()].filter((context) => members.get(context).length > 1 || services[members.get(context)[0]].name !== context);
  const node = (/** @type {number} */ index) => ({
    name: `n${index}`,
    attributes: { label: '', width: (label(services[index].name).length * CHARACTER + PADDING) / 72, height: HEIGHT / 72 },
  });
  const framed = new Set(contexts.flatMap((context) => members.get(context)));
  return {
    services,
    dependencies,
    contexts,
    input: {
      directed: true,
      graphAttributes: { rankdir: direction, nodesep: 0.3, ranksep: direction === 'LR' ? 0.75 : 0.5, pad: 0.1, splines: 'true' },
      nodeAttributes: { shape: 'box', fixedsize: true },
      edgeAttributes: { arrowsize: 0.7 },
      nodes: services.map((_, index) => index).filter((index) => !framed.has(index)).map(node),
      subgraphs: contexts.map((context, index) => ({
        name: `cluster${index}`,
        // Room for the label that we draw above the services.
        graphAttributes: { label: ' ', fontsize: 16, margin: 14 },
        nodes: members.get(context).map(node),
      })),
      edges: dependencies.map((dependency, index) => ({
        tail: `n${at.get(dependency.from)}`, head: `n${at.get(dependency.to)}`, attributes: { id: `e${index}` },
      })),
    },
  };
}
