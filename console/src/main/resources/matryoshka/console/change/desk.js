// @ts-check
/** The page where a change is made: the document, what a dry run says about it, and its publication. */
import { h, replace } from '../dom.js';
import { badge, button, busy, failure, notice } from '../parts.js';
import { cards, nothingCard } from './cards.js';
import { isEmpty } from './compare.js';
import { complete, namesOf } from './completion.js';
import { Editor } from './editor.js';
import { EdgeForm } from './form.js';
import { Latest } from './latest.js';
import { lineOf } from './lines.js';
import { publishedMeanwhile, threeWays } from './meanwhile.js';
import { Reading } from './reading.js';
import { accepted, refused, summary } from './result.js';
import { withElement } from './splice.js';
import { violationsCard } from './violations.js';

/** How long after the last key a dry run begins. */
const PAUSE = 400;
/** Larger documents are tried out only when asked for: they would slow down typing. */
const MAX_LIVE = 400_000;

export class Desk {
  /** @type {import('./result.js').Result | null} what the last dry run of this very text came to */
  #result = null;

  /**
   * @param {import('../pages.js').Context} context
   * @param {import('./lines.js').Yaml} yaml
   * @param {import('./meanwhile.js').Base} base
   * @param {string[]} clients whose names are offered
   */
  constructor(context, yaml, base, clients) {
    this.context = context;
    this.yaml = yaml;
    this.base = base;
    this.clients = clients;
    this.latest = new Latest(context.signal);
    this.mayPublish = context.session.may(['graph:write']);
    this.caller = { client: context.session.client, mayPublishAny: context.session.may(['graph:publish-any']) };
    this.editor = new Editor('The graph document, in YAML', () => this.changed(), (text, at) => complete(text, at, this.names()));
    this.form = new EdgeForm(() => ({ document: this.reading.document, names: this.names(), put: (name, element) => this.put(name, element) }),
      (name) => context.remember({ dependency: name === '' ? null : name, view: 'form' }));
    this.status = h('div', { role: 'status', class: 'row desk-status' });
    this.outcome = h('div', { class: 'stack desk-outcome' });
    this.top = h('div', { class: 'desk-top' });
    this.message = /** @type {HTMLInputElement} */ (h('input', { type: 'text', name: 'message', maxlength: 1000, placeholder: 'Why this change?' }));
    this.publishButton = /** @type {HTMLButtonElement} */ (button('Publish', () => this.publish(), { tone: 'primary' }));
    /** Brings the editor into sight. */
    this.showDocument = () => {};
    this.reading = new Reading(yaml);
    this.reading.of(base.text);
  }

  names() {
    return namesOf(this.reading.document, this.clients);
  }

  get text() {
    return this.editor.value;
  }

  /** Whether the text is YAML. */
  get isReadable() {
    return this.reading.of(this.text).error === null;
  }

  get isChanged() {
    return this.text !== this.base.text;
  }

  /** Changes a dependency of the document. @param {string} name @param {any} element */
  put(name, element) {
    this.editor.value = withElement(this.text, 'dependencies', name, element, this.yaml);
    this.reading.of(this.text);
    this.changed();
  }

  /** Replaces the whole text. @param {string} text */
  write(text) {
    this.editor.value = text;
    this.changed(0);
  }

  /**
   * The text is another one: nothing that was said about the last one holds, nor can that be merged any more.
   *
   * @param {number} [pause] in milliseconds, before it is tried out
   */
  changed(pause = PAUSE) {
    this.latest.cancel();
    this.#result = null;
    replace(this.top);
    if (this.text.length > MAX_LIVE) {
      this.editor.mark([]);
      this.tell('The document is large, so it is not checked as you type.', button('Check', () => this.check(0)));
    } else {
      this.check(pause);
    }
    this.enable();
  }

  /** Tries the change out. @param {number} pause in milliseconds */
  check(pause) {
    this.tell(busy('Trying it out…'));
    this.latest.run(pause, async (signal) => (this.#isTried() ? accepted(await this.send(true, signal), this.caller) : null),
      (result) => { if (result !== null) { this.show(result); } }, (failed) => this.show(refused(failed)));
  }

  /** Whether there is something to try out. If not, this says why. */
  #isTried() {
    const { error } = this.reading.of(this.text);
    this.editor.mark(error === null ? [] : [error]);
    if (error !== null) {
      this.tell(badge('no YAML', 'bad'));
      replace(this.outcome, violationsCard('The document cannot be read.', [error], (line) => this.goTo(line)));
    } else if (!this.isChanged) {
      this.tell(`Version ${this.base.version}, unchanged.`);
      replace(this.outcome, nothingCard());
    }
    return error === null && this.isChanged;
  }

  /**
   * @param {boolean} isDryRun
   * @param {AbortSignal} signal
   */
  send(isDryRun, signal) {
    const query = isDryRun ? 'dry_run=true' : new URLSearchParams(this.message.value.trim() === '' ? {} : { message: this.message.value.trim() });
    return this.context.api.send('PUT', `graph?${query}`, this.text, { type: 'application/yaml', ifMatch: this.base.etag, signal });
  }

  /** @param {import('./result.js').Result} result */
  show(result) {
    this.#result = result;
    const violations = result.kind === 'invalid'
      ? result.violations.map((one) => ({ ...one, line: one.pointer === undefined ? null : lineOf(this.reading.of(this.text).places, one.pointer) })) : [];
    this.editor.mark(/** @type {any[]} */ (violations.filter(({ line }) => line !== null)));
    this.tell(...summary(result).map(({ text, tone }) => badge(text, tone)));
    replace(this.outcome, cards(result, violations, { goTo: (line) => this.goTo(line), meet: () => this.meet() }));
    this.enable();
  }

  /** Only what a dry run has found possible can be published. */
  enable() {
    const result = this.#result;
    this.publishButton.disabled = !(this.mayPublish && result?.kind === 'possible' && !isEmpty(result.diff));
  }

  async publish() {
    this.publishButton.disabled = true;
    this.message.disabled = true;
    const text = this.text;
    try {
      const answer = await this.send(false, this.context.signal);
      this.base = { version: answer.body.version, etag: answer.etag ?? '', text };
      this.message.value = '';
      this.changed();
      replace(this.top, notice([`Version ${answer.body.version} is published. `,
        h('a', { href: `#/history?from=${answer.body.version - 1}&to=${answer.body.version}` }, 'See it in the history')], 'good'));
    } catch (failed) {
      if (!this.context.signal.aborted) {
        this.show(refused(failed));
      }
    } finally {
      this.message.disabled = false;
    }
  }

  /** Shows what was published meanwhile, beside what is changed here. */
  async meet() {
    const { signal } = this.context;
    replace(this.top, busy());
    try {
      const found = await publishedMeanwhile(this.context.api, this.base, signal);
      replace(this.top, threeWays(found, { base: this.base, yours: this.reading.document }, this.yaml, (text) => {
        this.base = found.theirs;
        this.showDocument();
        this.write(text);
      }));
      this.top.scrollIntoView({ block: 'start' });
    } catch (failed) {
      if (!signal.aborted) {
        replace(this.top, failure(failed));
      }
    }
  }

  /** @param {number} line */
  goTo(line) {
    this.showDocument();
    this.editor.goTo(line);
  }

  /** @param {...import('../dom.js').Child} what */
  tell(...what) {
    replace(this.status, what);
  }
}
