// @ts-check
/** The frame of the console: who is signed in, the navigation, and the page that the address names. */
import { Api } from './api.js';
import { h, replace } from './dom.js';
import { pages } from './pages.js';
import { busy, button, empty, failure, icon } from './parts.js';
import { Session } from './session.js';
import { signInForm } from './sign-in.js';
import { themeSwitch, useTheme } from './theme.js';
import { address, route } from './route.js';

const base = new URL('../', document.baseURI);
const session = new Session(base);
const api = new Api(base, () => session.token(), () => session.signOut(new Error('The issuer no longer accepts the token. Sign in again.')));
const app = /** @type {HTMLElement} */ (document.getElementById('app'));

/** @type {AbortController} */
let leaving = new AbortController();
/** @type {{nav: HTMLElement, main: HTMLElement} | null} */
let frame = null;

/** Tells whether the page has something that leaving it would lose. */
let isUnsaved = () => false;

useTheme();
session.addEventListener('change', () => show());
window.addEventListener('hashchange', (event) => {
  if (mayLeave()) {
    enter();
  } else {
    history.replaceState(null, '', event.oldURL);
  }
});
window.addEventListener('beforeunload', (event) => {
  if (isUnsaved()) {
    event.preventDefault();
  }
});
enter();

function mayLeave() {
  return !isUnsaved() || window.confirm('You have changes that are not published. Leave them?');
}

/** A link that signs in has its code in the address. It works once; the address forgets it at once. */
async function enter() {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
  if (code === undefined) {
    show();
    return;
  }
  history.replaceState(null, '', address(''));
  replace(app, busy('Signing in…'));
  try {
    await session.signInByLink(code);
  } catch (failed) {
    show(failed);
  }
}

/** @param {unknown} [why] why nobody is signed in, if something went wrong */
function show(why) {
  isUnsaved = () => false;
  leaving.abort();
  leaving = new AbortController();
  if (!session.isSignedIn) {
    frame = null;
    document.title = 'Sign in · Matryoshka';
    replace(app, signInForm(session, why instanceof Error ? why : session.why));
    return;
  }
  frame ??= makeFrame();
  showPage(frame, route(location.hash));
}

/**
 * @param {{nav: HTMLElement, main: HTMLElement}} place
 * @param {{id: string, query: URLSearchParams}} asked
 */
async function showPage(place, asked) {
  const offered = pages.filter((page) => session.may(page.needs));
  const page = offered.find((one) => one.id === asked.id) ?? (asked.id === '' ? offered[0] : undefined);
  replace(place.nav, offered.map((one) => h('li', {},
    h('a', { href: `#/${one.id}`, 'aria-current': one === page ? 'page' : null }, icon(one.icon), one.title))));
  if (page === undefined) {
    document.title = 'Matryoshka';
    replace(place.main, empty('There is nothing here', offered.length === 0
      ? 'The token has no scope for any page.' : 'No page has this address, or its scopes are missing.'));
    return;
  }
  document.title = `${page.title} · Matryoshka`;
  const title = h('h1', { tabindex: '-1' }, page.title);
  const actions = h('div', { class: 'actions' });
  const root = h('div', { class: 'page', 'data-page': page.id });
  replace(place.main, h('div', { class: 'head' }, title, actions, page.lead ? h('p', { class: 'lead' }, page.lead) : null), root);
  title.focus({ preventScroll: true });
  const { signal } = leaving;
  try {
    await page.show(root, { api, session, query: asked.query, signal, actions, open, remember, guard });
  } catch (failed) {
    if (!signal.aborted) {
      replace(root, failure(failed));
    }
  }
}

/**
 * @param {string} id
 * @param {Record<string, string>} [query]
 */
function open(id, query = {}) {
  location.hash = address(id, query);
}

/** @param {Record<string, string | null | undefined>} query */
function remember(query) {
  history.replaceState(null, '', address(route(location.hash).id, query));
}

/** @param {() => boolean} unsaved */
function guard(unsaved) {
  isUnsaved = unsaved;
}

function makeFrame() {
  const nav = h('ul', { class: 'nav', id: 'nav' });
  const main = h('main', { class: 'main', id: 'main', tabindex: '-1' });
  const side = h('header', { class: 'side', 'data-open': 'false' });
  const menu = button('', () => openMenu(side.dataset.open !== 'true'), { tone: 'plain', icon: 'menu', label: 'Menu' });
  const openMenu = (/** @type {boolean} */ isOpen) => {
    side.dataset.open = String(isOpen);
    menu.setAttribute('aria-expanded', String(isOpen));
  };
  menu.classList.add('menu');
  openMenu(false);
  nav.addEventListener('click', () => openMenu(false));
  side.append(
    h('div', { class: 'brand' }, h('img', { src: 'icon.svg', alt: '' }), 'Matryoshka', menu),
    h('nav', { 'aria-label': 'Pages' }, nav),
    h('div', { class: 'who' },
      h('div', { class: 'who-name', title: session.scopes.join(' ') }, session.client),
      h('div', { class: 'row' },
        button('Sign out', () => mayLeave() && session.signOut(), { tone: 'plain', icon: 'leave' }), themeSwitch())));
  replace(app,
    h('a', { class: 'skip', href: '#main', on: { click: (/** @type {Event} */ event) => { event.preventDefault(); main.focus(); } } }, 'Skip to the page'),
    h('div', { class: 'frame' }, side, main));
  return { nav, main };
}
