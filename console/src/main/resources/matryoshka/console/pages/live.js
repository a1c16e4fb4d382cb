// @ts-check
/** What happens now: versions as they are published, and what the token endpoint does. */
import { h, replace } from '../dom.js';
import { badge, card, failure, notice } from '../parts.js';
import { Feed } from '../live/feed.js';
import { exchangesCard, refusalsCard, tiles } from '../live/figures.js';
import { Rates } from '../live/rates.js';
import { SharingBySource } from '../live/sharing.js';
import { listen } from '../live/stream.js';

/** In milliseconds. */
const INTERVAL = 2_000;

/** Versions of the past that are shown at first. */
const SHOWN_BEFORE = 20;

/** @type {import('../pages.js').Page} */
export default {
  id: 'live',
  title: 'Live',
  icon: 'live',
  needs: ['graph:read'],
  lead: 'Versions as they are published, and what the token endpoint does.',
  async show(root, context) {
    const live = new Live(context);
    root.append(live.problem, live.figures, h('div', { class: 'live' }, h('div', { class: 'stack' }, live.exchanges, live.refusals), live.versions));
    await live.start();
  },
};

class Live {
  /** @param {import('../pages.js').Context} context */
  constructor(context) {
    this.context = context;
    this.rates = new Rates();
    this.sharing = new SharingBySource(context.api, context.signal);
    this.feed = new Feed();
    this.problem = h('div', {});
    this.figures = h('div', {});
    this.exchanges = h('div', {});
    this.refusals = h('div', {});
    this.connection = h('span', { 'data-connection': 'connecting' }, badge('connecting'));
    this.versions = card(null, h('div', { class: 'row feed-head' }, h('h2', {}, 'Versions'), this.connection), this.feed.element);
    /** Versions up to this one were published before the page was opened. */
    this.seen = 0;
  }

  async start() {
    const { api, signal } = this.context;
    this.seen = (await api.get('graph/versions?limit=1', { signal })).body.versions[0]?.version ?? 0;
    const listener = {
      published: (/** @type {any} */ event) => this.published(event),
      reset: () => replace(this.problem, notice('The database was restored: versions have another history now. Open the page anew.', 'warn')),
      state: (/** @type {'open' | 'interrupted'} */ state, /** @type {string | null} */ problem) => this.connected(state, problem),
    };
    listen(api, String(Math.max(0, this.seen - SHOWN_BEFORE)), listener, signal);
    this.poll();
    await this.count();
  }

  /** @param {any} event */
  published(event) {
    this.feed.add(event, event.version > this.seen);
    if (event.version > this.seen) {
      this.sharing.forget();
    }
  }

  /** @param {'open' | 'interrupted'} state @param {string | null} problem */
  connected(state, problem) {
    this.connection.dataset.connection = state;
    replace(this.connection, state === 'open' ? badge('live', 'good') : badge('interrupted', 'warn'), problem === null ? null : h('span', { class: 'small quiet' }, ` ${problem}`));
  }

  poll() {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        this.count();
      }
    }, INTERVAL);
    this.context.signal.addEventListener('abort', () => clearInterval(timer));
  }

  async count() {
    const { api, signal } = this.context;
    try {
      this.rates.add((await api.get('activity', { signal })).body, performance.now() / 1000);
      await this.sharing.learn(this.rates.rows((one) => one.exchanges, (row) => [row.client]).map((row) => row.labels[0]));
      if (!signal.aborted) {
        replace(this.problem, this.rates.instances > 1 ? notice(`${this.rates.instances} instances answer in turn; the figures are those of all of them together.`) : null);
        this.draw();
      }
    } catch (failed) {
      if (!signal.aborted) {
        replace(this.problem, failure(failed));
      }
    }
  }

  draw() {
    replace(this.figures, tiles(this.rates));
    replace(this.exchanges, exchangesCard(this.rates, this.sharing.known));
    replace(this.refusals, refusalsCard(this.rates));
  }
}
