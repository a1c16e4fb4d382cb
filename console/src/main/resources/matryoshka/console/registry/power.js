// @ts-check
/**
 * What the signed-in client may do to a registration: the rules of "Power over a client" as far as the graph shows them. The issuer
 * decides; this only avoids offering what it would refuse. Pure.
 */

/** The scopes of the issuer's own API. */
export const ISSUER_SCOPES = [
  'graph:read', 'graph:write', 'graph:publish-any', 'clients:read', 'clients:write', 'tokens:introspect', 'keys:rotate',
];

/** Whoever has one of these may be an owner, and so consents to changes. */
const CONSENTING = ['graph:write', 'clients:write'];

/**
 * @typedef {{client: string, may: (scopes: string[]) => boolean}} Caller
 * @typedef {Record<string, {owners?: string[], presenters?: string[], scopes?: Record<string, string>}>} Services
 */

/**
 * Says why the caller may not change, rotate or remove a client.
 *
 * @param {Caller} caller
 * @param {{client_id: string, scope?: string}} client
 * @param {Services} services of the graph; empty if the caller may not read it
 * @returns {string | null} a sentence; null if nothing speaks against it
 */
export function lacking(caller, client, services) {
  if (!caller.may(['clients:write'])) {
    return 'Changing clients needs the scope clients:write.';
  }
  const missing = scopesOf(client).filter((scope) => ISSUER_SCOPES.includes(scope) && !caller.may([scope]));
  if (missing.length > 0) {
    return `This client has scopes of the issuer that you lack: ${missing.join(', ')}.`;
  }
  if (caller.client === client.client_id || caller.may(['graph:publish-any'])) {
    return null;
  }
  if (scopesOf(client).some((scope) => CONSENTING.includes(scope))) {
    return 'This client may own services, so changing it needs the scope graph:publish-any.';
  }
  const others = actedFor(client.client_id, services).filter((name) => !(services[name]?.owners ?? []).includes(caller.client));
  return others.length === 0 ? null : `This client acts for ${others.join(', ')}. Only an owner, or a client with graph:publish-any, may change it.`;
}

/**
 * Says why the caller may neither disable nor remove a client.
 *
 * @param {Caller} caller
 * @param {{client_id: string, scope?: string}} client
 * @param {Services} services
 */
export function lackingToEnd(caller, client, services) {
  return lacking(caller, client, services)
    ?? (caller.client === client.client_id ? 'You are signed in as this client. Only another client can disable or remove it.' : null);
}

/**
 * The scopes that the caller may give to a client.
 *
 * @param {Caller} caller
 * @param {Services} services
 */
export function grantable(caller, services) {
  const own = ISSUER_SCOPES.filter((scope) => caller.may([scope]) && (!CONSENTING.includes(scope) || caller.may(['graph:publish-any'])));
  return [...Object.values(services).flatMap((service) => Object.keys(service.scopes ?? {})).sort(), ...own];
}

/** @param {{scope?: string}} client */
export function scopesOf(client) {
  return (client.scope ?? '').split(' ').filter((scope) => scope !== '');
}

/**
 * The services that a client is, or whose tokens it presents.
 *
 * @param {string} id
 * @param {Services} services
 */
function actedFor(id, services) {
  return Object.keys(services).filter((name) => name === id || (services[name].presenters ?? []).includes(id));
}
