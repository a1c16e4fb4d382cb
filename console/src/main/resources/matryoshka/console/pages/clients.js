// @ts-check
/** Clients: who is registered, and what each may do. */
import { replace } from '../dom.js';
import { loaded } from '../parts.js';
import { clientDetails } from '../registry/client-details.js';
import { clientForm } from '../registry/client-form.js';
import { clientList } from '../registry/client-list.js';

/** @type {import('../pages.js').Page} */
const page = {
  id: 'clients',
  title: 'Clients',
  icon: 'clients',
  needs: ['clients:read'],
  lead: 'Whatever requests tokens: applications, batch jobs, and services that exchange what they received.',
  show(root, context) {
    const { api, signal, query } = context;
    const id = query.get('client') ?? '';
    const reload = () => {
      replace(context.actions);
      page.show(root, context);
    };
    return loaded(root, async () => {
      if (id === '' && !query.has('register')) {
        return clientList((await api.get('clients', { signal })).body.clients, context);
      }
      const [client, power] = await Promise.all([id === '' ? null : api.get(`clients/${encodeURIComponent(id)}`, { signal }), powerOf(context)]);
      return client !== null && !query.has('change') ? clientDetails(client, power, context, reload) : clientForm(client, power, context, root);
    });
  },
};

export default page;

/**
 * What decides what the caller may do to clients.
 *
 * @param {import('../pages.js').Context} context
 * @returns {Promise<import('../registry/client-details.js').Power>}
 */
async function powerOf({ api, session, signal }) {
  const graph = session.may(['graph:read']) ? (await api.get('graph', { signal })).body : {};
  return { caller: { client: session.client, may: (scopes) => session.may(scopes) }, services: graph.services ?? {} };
}
