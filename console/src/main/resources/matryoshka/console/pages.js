// @ts-check
/** All pages, in the order of the navigation. */
import change from './pages/change.js';
import clients from './pages/clients.js';
import graph from './pages/graph.js';
import history from './pages/history.js';
import inspector from './pages/inspector.js';
import issuers from './pages/issuers.js';
import keys from './pages/keys.js';
import live from './pages/live.js';
import plan from './pages/plan.js';

/**
 * What a page is given.
 *
 * @typedef {object} Context
 * @property {import('./api.js').Api} api
 * @property {import('./session.js').Session} session
 * @property {URLSearchParams} query what is behind the `?` of the page's address
 * @property {AbortSignal} signal is aborted when the page is left; hand it to requests and listeners
 * @property {HTMLElement} actions a place for buttons beside the title
 * @property {(id: string, query?: Record<string, string>) => void} open opens a page
 * @property {(query: Record<string, string | null | undefined>) => void} remember puts the page's state into its address, without opening it anew
 * @property {(unsaved: () => boolean) => void} guard asks before the page is left while this returns true
 */

/**
 * A page.
 *
 * @typedef {object} Page
 * @property {string} id its address is `#/id`
 * @property {string} title
 * @property {keyof typeof import('./parts.js').ICONS} icon
 * @property {string[]} needs the scopes without which it is not offered
 * @property {string} [lead] a sentence below the title
 * @property {(root: HTMLElement, context: Context) => void | Promise<void>} show fills the page
 */

/** @type {Page[]} */
export const pages = [graph, plan, inspector, change, history, clients, issuers, keys, live];
