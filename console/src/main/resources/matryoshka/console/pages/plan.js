// @ts-check
/** What would a client get: the plan of a token, token by token, and beside that of another version. */
import { h } from '../dom.js';
import { empty, failure, loaded } from '../parts.js';
import { planForm } from '../plan/form.js';
import { compared, rows, scopesOf } from '../plan/model.js';
import { planCard } from '../plan/tree.js';

const ASKED = ['client', 'scope', 'version', 'against', 'via', 'audience', 'exchange_scope', 'issuer', 'subject'];

/** @type {import('../pages.js').Page} */
export default {
  id: 'plan',
  title: 'Token plan',
  icon: 'tree',
  needs: ['graph:read'],
  lead: 'What would a client get? The tree of tokens that a request gives, without minting it.',
  async show(root, context) {
    const { api, session, signal, query } = context;
    const [versions, clients] = await Promise.all([
      api.get('graph/versions?limit=1', { signal }),
      session.may(['clients:read']) ? api.get('clients', { signal }) : { body: { clients: [] } },
    ]);
    const current = versions.body.versions[0]?.version ?? 0;
    const result = h('div', {}, empty('No client yet', 'Choose a client to see what it would get.'));
    const asked = /** @type {import('../plan/form.js').Asked} */ (Object.fromEntries(ASKED.map((name) => [name, query.get(name) ?? ''])));
    const ask = (/** @type {import('../plan/form.js').Asked} */ now) => {
      context.remember({ ...now });
      return loaded(result, () => plans(now, context), 'Planning…');
    };
    root.append(planForm(asked, clients.body.clients, current, ask), result);
    if (asked.client !== '') {
      await ask(asked);
    }
  },
};

/**
 * @param {import('../plan/form.js').Asked} asked
 * @param {import('../pages.js').Context} context
 */
async function plans(asked, context) {
  const versions = asked.against === '' || asked.against === asked.version ? [asked.version] : [asked.against, asked.version].sort(byAge);
  const found = await Promise.all(versions.map((version) => plan(asked, version, context)));
  return h('div', { class: found.length === 1 ? 'plans' : 'plans columns' }, found.map((one, at) => shown(one, found[1 - at], asked, context)));
}

/** The older version first; the current one has no number here. @param {string} a @param {string} b */
function byAge(a, b) {
  return (a === '' ? Infinity : Number(a)) - (b === '' ? Infinity : Number(b));
}

/**
 * The plan in a version, or why there is none: a client can get something in one version and nothing in another.
 *
 * @param {import('../plan/form.js').Asked} asked
 * @param {string} version the current one when empty
 * @param {import('../pages.js').Context} context
 * @returns {Promise<{plan: import('../plan/model.js').Plan} | {failed: unknown}>}
 */
async function plan(asked, version, { api, signal }) {
  const { client, via, against: _, ...others } = { ...asked, version };
  const query = new URLSearchParams({ client_id: client });
  Object.entries(others).filter(([, value]) => value !== '').forEach(([name, value]) => query.set(name, value));
  scopesOf(via).forEach((service) => query.append('via', service));
  try {
    return { plan: (await api.get(`graph/plan?${query}`, { signal })).body };
  } catch (failed) {
    signal.throwIfAborted();
    return { failed };
  }
}

/**
 * @param {Awaited<ReturnType<typeof plan>>} one
 * @param {Awaited<ReturnType<typeof plan>> | undefined} other
 * @param {import('../plan/form.js').Asked} asked
 * @param {import('../pages.js').Context} context
 */
function shown(one, other, { issuer, subject }, { api, signal }) {
  if ('failed' in one) {
    return failure(one.failed);
  }
  const own = rows(one.plan);
  const all = other !== undefined && 'plan' in other ? compared(own, rows(other.plan)) : own;
  return planCard(one.plan, all, { api, signal, version: one.plan.version, user: { issuer, subject } });
}
