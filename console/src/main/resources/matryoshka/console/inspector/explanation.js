// @ts-check
/** What the issuer says about a token that the user sent to it: its standing, and what gave it each scope. */
import { h } from '../dom.js';
import { badge, card, facts, notice, scopeBadge, time } from '../parts.js';

/** @param {any} explanation an answer of POST /graph/explain */
export function explanationCard(explanation) {
  return card('What the issuer says',
    h('div', { class: 'stack' },
      facts([
        ['Standing', standing(explanation)],
        ['Versions', `minted in version ${explanation.version}, compared with version ${explanation.current_version}`],
        ['Missing', byService(explanation.missing)],
        ['Excess', byService(explanation.excess)],
        ['Changed', explanation.changed.join(', ')],
      ]),
      h('h3', {}, 'What gave each scope'),
      scopes(explanation.scopes),
      explanation.lineage.length === 0 ? null : [h('h3', {}, 'Before it was exchanged'), explanation.lineage.map((/** @type {any} */ earlier) => scopes(earlier.scopes))],
      explanation.changes.length === 0 ? null : [h('h3', {}, 'Published since, and concerning it'), changes(explanation.changes)]));
}

/** @param {any} explanation */
function standing(explanation) {
  if (explanation.refused) {
    return badge('refused', 'bad');
  }
  return explanation.stale ? badge('stale', Object.keys(explanation.excess).length > 0 ? 'bad' : 'warn') : badge('fresh', 'good');
}

/** @param {Record<string, string[]>} scopesByService */
function byService(scopesByService) {
  const entries = Object.entries(scopesByService);
  return entries.length === 0 ? null : h('ul', { class: 'plain' }, entries.map(([service, names]) => h('li', { class: 'row' },
    service, names.map(scopeBadge))));
}

/** @param {any[]} all */
export function scopes(all) {
  return h('ul', { class: 'given' }, all.map((scope) => h('li', { style: { '--depth': scope.nested?.length ?? 0 } },
    h('span', { class: 'row' }, scopeBadge(scope.scope), h('span', { class: 'quiet small' }, `at ${scope.service}`)),
    scope.requested
      ? h('span', { class: 'small' }, 'The chain began with it: it was requested.')
      : scope.given_by.map(giver))));
}

/** @param {any} giver */
export function giver(giver) {
  return h('span', { class: 'small' }, 'Given by ', h('code', {}, giver.dependency), giver.version === undefined ? null : [
    `, version ${giver.version}`, giver.published_by ? `, published by ${giver.published_by}` : null, giver.published_at ? [', ', time(giver.published_at)] : null,
    giver.message ? [': ', h('q', {}, giver.message)] : null]);
}

/** @param {any[]} all */
function changes(all) {
  return h('ul', { class: 'given' }, all.map((change) => h('li', {},
    h('span', { class: 'small' }, `Version ${change.version}`, change.published_by ? ` by ${change.published_by}` : null, ': ',
      [...change.services, ...change.dependencies].join(', '), change.message ? [' ', h('q', {}, change.message)] : null))));
}

export function privacyNotice() {
  return notice('The token stays in this page: it is unfolded and verified here, with keys and a status summary that the issuer publishes.');
}
