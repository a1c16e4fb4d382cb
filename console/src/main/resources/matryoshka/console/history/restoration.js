// @ts-check
/** Publishes the content of an old version again: first it is tried out, then published if it is still what was tried out. */
import { h, replace } from '../dom.js';
import { button, busy, card, field, notice } from '../parts.js';
import { cards } from '../change/cards.js';
import { isEmpty } from '../change/compare.js';
import { accepted, refused } from '../change/result.js';

/**
 * @param {number} version
 * @param {import('../pages.js').Context} context
 */
export function restoration(version, context) {
  const { api, session, signal } = context;
  const place = h('div', { class: 'stack' });
  const message = /** @type {HTMLInputElement} */ (h('input', { type: 'text', name: 'message', maxlength: 1000, value: `Restore version ${version}` }));
  const caller = { client: session.client, mayPublishAny: session.may(['graph:publish-any']) };
  const send = async (/** @type {URLSearchParams} */ query, /** @type {string | null} */ ifMatch) => {
    try {
      return accepted(await api.send('POST', `graph/versions/${version}/restore?${query}`, undefined, { ifMatch, signal }), caller);
    } catch (failed) {
      return refused(failed);
    }
  };
  const again = () => button('Try it out again', tryOut, { tone: 'primary' });
  const tryOut = async () => {
    replace(place, busy('Trying it out…'));
    const result = await send(new URLSearchParams({ dry_run: 'true' }), null);
    if (!signal.aborted) {
      replace(place, outcome(result), session.may(['graph:write']) && result.kind === 'possible' && !isEmpty(result.diff) ? publishing(result.etag) : null);
    }
  };
  const publishing = (/** @type {string | null} */ etag) => h('div', { class: 'toolbar' }, h('div', { class: 'grow' }, field('Message', message)),
    button(`Publish version ${version} again`, () => publish(etag), { tone: 'primary' }));
  const publish = async (/** @type {string | null} */ etag) => {
    replace(place, busy('Publishing…'));
    const result = await send(new URLSearchParams({ message: message.value.trim() }), etag);
    if (!signal.aborted) {
      replace(place, result.kind === 'possible' ? published(result.version)
        : result.kind === 'stale' ? [notice('Somebody published meanwhile, so nothing was restored.', 'warn'), h('div', { class: 'row' }, again())] : outcome(result));
    }
  };
  tryOut();
  return card(`Restore version ${version}`, h('div', { class: 'stack' },
    h('p', { class: 'quiet' }, 'Its content is published as a new version. Nothing is lost: the history keeps all versions.'), place));
}

/** @param {import('../change/result.js').Result} result */
function outcome(result) {
  const violations = result.kind === 'invalid' ? result.violations.map((one) => ({ ...one, line: null })) : [];
  return cards(result, violations, { goTo: () => undefined, meet: () => undefined });
}

/** @param {number} version */
function published(version) {
  return notice([`Published as version ${version}. `, h('a', { href: `#/history?to=${version}` }, 'See it in the history')], 'good');
}
