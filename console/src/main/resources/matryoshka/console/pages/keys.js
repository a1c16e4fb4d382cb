// @ts-check
/** Signing keys: their states, and their rotation. */
import { h, replace } from '../dom.js';
import { badge, button, loaded, notice, table, time } from '../parts.js';
import { confirmation } from '../registry/confirm.js';

const COLUMNS = [{ title: 'Key id' }, { title: 'Algorithm' }, { title: 'State' }, { title: 'Made' }, { title: 'Signs from' }, { title: 'Retired' }, { title: 'Published until' }];

/** @type {Record<string, import('../parts.js').Tone>} */
const TONES = { active: 'good', next: 'info', retiring: 'warn', gone: '' };

const ROTATION = {
  title: 'Rotate the signing keys',
  text: 'The next key signs as soon as all verifiers can know it. All tokens stay valid.',
  action: 'Rotate',
};
const ONE_LEAKED = {
  title: 'Somebody else may have the active key',
  text: 'The key is gone at once, and the issuer refuses every token that it signed: clients must get new ones. Services that verify tokens by themselves accept the old ones until they fetch the keys again.',
  word: 'compromised',
  action: 'Give up the active key',
};
const ALL_LEAKED = {
  title: 'Somebody else may have any of the keys',
  text: 'All keys are gone at once, and no token that was issued before stays valid. Services that verify tokens by themselves accept the old ones until they fetch the keys again.',
  word: 'all compromised',
  action: 'Give up all keys',
};

/** @type {import('../pages.js').Page} */
export default {
  id: 'keys',
  title: 'Signing keys',
  icon: 'keys',
  needs: ['keys:rotate'],
  lead: 'The next key is published before it signs, and a retired one until its last token has expired. No key leaves the issuer.',
  show(root, context) {
    const question = h('div', { class: 'asked' });
    const list = h('div', {});
    const { api, signal, actions } = context;
    const cancel = () => replace(question);
    const rotate = (/** @type {string} */ query, /** @type {(body: any) => import('../dom.js').Child} */ said) => async () => {
      const { body } = await api.send('POST', `keys/rotate${query}`, undefined, { signal });
      replace(question, said(body));
      replace(list, keys(body.keys));
    };
    const ask = (/** @type {Parameters<typeof confirmation>[0]} */ asked) => replace(question, confirmation(asked));
    actions.append(
      button('Rotate', () => ask({ ...ROTATION, act: rotate('', rotated), cancel })),
      button('The active key leaked', () => ask({ ...ONE_LEAKED, act: rotate('?compromised=true', leaked), cancel }), { tone: 'danger' }),
      button('Any key may have leaked', () => ask({ ...ALL_LEAKED, act: rotate('?compromised=all', leaked), cancel }), { tone: 'danger' }));
    root.append(question, list);
    return loaded(list, async () => keys((await api.get('keys', { signal })).body.keys));
  },
};

/** @param {any[]} all */
function keys(all) {
  const moment = (/** @type {number | undefined} */ at) => (at === undefined ? null : time(at));
  return h('div', { class: 'card flush' }, table(COLUMNS, all.map((key) => [
    h('code', {}, key.kid), key.alg, badge(key.state, TONES[key.state] ?? ''), moment(key.created_at), moment(key.activated_at ?? key.signs_from),
    moment(key.retired_at), moment(key.gone_at ?? key.published_until),
  ]), 'Signing keys'));
}

/** @param {any} body */
function rotated(body) {
  return body.rotated ? notice('The next key signs now.', 'good')
    : notice('The rotation is scheduled: verifiers may not know the next key yet. See when it signs.', 'info');
}

function leaked() {
  return notice('Tokens that these keys signed are refused from now on. Your own is one of them: sign in again to go on.', 'warn');
}
