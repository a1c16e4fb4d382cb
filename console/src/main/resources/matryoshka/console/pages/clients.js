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
      const isForm = id === '' || query.has('change');
      const [client, power] = await Promise.all([id === '' ? null : api.get(`clients/${encodeURIComponent(id)}`, { signal }), powerOf(context, isForm)]);
      return client === null || isForm ? clientForm(client, power, context, root) : clientDetails(client, power, context, reload);
    });
  },
};

export default page;

/**
 * What decides what the caller may do to clients. A graph can be large, so it is read only where it matters: for the scopes that a form
 * suggests, and for the owners of services if the caller may not act without them.
 *
 * @param {import('../pages.js').Context} context
 * @param {boolean} suggests whether scopes are suggested
 * @returns {Promise<import('../registry/client-details.js').Power>}
 */
async function powerOf({ api, session, signal }, suggests) {
  const dependsOnOwners = session.may(['clients:write']) && !session.may(['graph:publish-any']);
  const graph = session.may(['graph:read']) && (suggests || dependsOnOwners) ? (await api.get('graph', { signal })).body : {};
  return { caller: { client: session.client, may: (scopes) => session.may(scopes) }, services: graph.services ?? {} };
}
