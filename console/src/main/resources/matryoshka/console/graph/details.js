// @ts-check
/** What is told about a service or dependency that was chosen in the picture. */
import { h } from '../dom.js';
import { address } from '../route.js';
import { badge, button, card, facts, loaded, scopeBadges, time } from '../parts.js';

/** @typedef {{context: import('../pages.js').Context, model: import('./model.js').Model, choose: (name: string) => void,
 *     chooseDependency: (name: string) => void, focus: (name: string) => void, version: number}} Shown */

/** @type {Record<string, import('../parts.js').Tone>} */
const TONES = { added: 'good', removed: 'bad', changed: 'warn' };

/**
 * @param {import('./model.js').Service} service
 * @param {Shown} shown
 */
export function serviceCard(service, shown) {
  const { element } = service;
  const of = shown.model.of.get(service.name) ?? [];
  const published = h('div', {});
  loaded(published, () => lastChange('services', service.name, shown), 'Who published it…');
  return card(null,
    h('div', { class: 'stack' },
      h('div', { class: 'row' }, h('h2', {}, service.name), state(service.state)),
      element.description ? h('p', {}, element.description) : null,
      h('div', { class: 'row' }, button('Show what is around it', () => shown.focus(service.name))),
      facts([
        ['Audience', h('code', {}, element.audience ?? service.name)],
        ['Context', service.context],
        ['Owners', (element.owners ?? []).join(', ')],
        ['Lifetime', element.lifetime],
        ['Hosts', (element.hosts ?? []).map((/** @type {string} */ host) => h('div', {}, h('code', {}, host)))],
        ['Presenters', (element.presenters ?? []).join(', ')],
        ['Scopes', scopeList(element.scopes ?? {})],
      ]),
      changes(service.changes),
      dependencies('Calls', of.filter((one) => one.from === service.name), (one) => one.to, shown),
      dependencies('Called by', of.filter((one) => one.to === service.name), (one) => one.from, shown),
      published));
}

/**
 * @param {import('./model.js').Dependency} dependency
 * @param {Shown} shown
 */
export function dependencyCard(dependency, shown) {
  const { element } = dependency;
  const terms = ['lifetime', 'extend', 'when', 'claims', 'parameters', 'staleness'].filter((name) => element[name] !== undefined);
  const published = h('div', {});
  loaded(published, () => lastChange('dependencies', dependency.name, shown), 'Who published it…');
  return card(null,
    h('div', { class: 'stack' },
      h('div', { class: 'row' }, h('h2', {}, dependency.name), badge(dependency.sharing, 'accent'), state(dependency.state)),
      dependency.state === 'removed' ? null
        : h('div', { class: 'row' }, button('Change', () => shown.context.open('change', { dependency: dependency.name }), { icon: 'edit' })),
      facts([
        ['From', link(dependency.from, shown)],
        ['To', link(dependency.to, shown)],
        ['Requires', scopeBadges(element.requires ?? [], 'any token for the caller')],
        ['Grants', scopeBadges(element.grants ?? [])],
        ['Clients', element.clients ? element.clients.join(', ') : 'all'],
        ['Encrypted', element.confidential ? 'to its holder' : null],
        ...terms.map((name) => /** @type {[string, any]} */ ([name[0].toUpperCase() + name.slice(1), term(element[name])])),
      ]),
      changes(dependency.changes),
      published));
}

/**
 * Who published an element as it is in the version that is shown.
 *
 * @param {'services' | 'dependencies'} kind
 * @param {string} name
 * @param {Shown} shown
 */
async function lastChange(kind, name, shown) {
  const { api, signal } = shown.context;
  const path = `graph/${kind}/${encodeURIComponent(name)}/versions?limit=1&before=${shown.version + 1}`;
  const [last] = (await api.get(path, { signal })).body.versions;
  return last === undefined ? null : facts([
    ['Published', ['in version ', h('a', { href: versionAddress(last.version) }, last.version), ', ', time(last.published_at)]],
    ['By', last.published_by],
    ['Message', last.message],
  ]);
}

/** @param {number} version */
function versionAddress(version) {
  return address('history', { from: String(version - 1), to: String(version) });
}

/** @param {any} value */
function term(value) {
  return h('code', {}, typeof value === 'string' ? value : JSON.stringify(value, null, 1));
}

/** @param {Record<string, string>} scopes */
function scopeList(scopes) {
  return Object.entries(scopes).map(([name, description]) => h('div', {}, h('code', {}, name), h('div', { class: 'quiet small' }, description)));
}

/**
 * @param {string} title
 * @param {import('./model.js').Dependency[]} list
 * @param {(one: import('./model.js').Dependency) => string} other
 * @param {Shown} shown
 */
function dependencies(title, list, other, shown) {
  return list.length === 0 ? null : h('div', {}, h('h3', {}, title), h('ul', { class: 'found' }, list.slice(0, 50).map((one) => h('li', {},
    h('button', { type: 'button', on: { click: () => shown.chooseDependency(one.name) } }, other(one), badge(one.sharing), state(one.state))))),
  list.length > 50 ? h('p', { class: 'quiet small' }, `and ${list.length - 50} more`) : null);
}

/**
 * @param {string} service
 * @param {Shown} shown
 */
function link(service, shown) {
  return button(service, () => shown.choose(service), { tone: 'link' });
}

/** @param {import('./model.js').State} value */
function state(value) {
  return value === 'same' ? null : badge(value, TONES[value]);
}

/** @param {Record<string, {before: any, after: any}> | null} all */
function changes(all) {
  return all === null ? null : h('div', { class: 'stack' }, Object.entries(all).map(([name, change]) => h('div', {},
    h('h3', {}, `Changed: ${name}`),
    h('div', {}, badge('before', 'bad'), ' ', term(change.before ?? 'none')),
    h('div', {}, badge('after', 'good'), ' ', term(change.after ?? 'none')))));
}
