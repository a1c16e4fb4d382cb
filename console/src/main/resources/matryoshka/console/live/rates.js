// @ts-check
/** Rates from counts that only grow. Each instance counts for itself, and a load balancer may ask another one each time. */

/**
 * @typedef {object} Activity an answer of GET /activity
 * @property {string} instance
 * @property {string} at
 * @property {{grant: string, outcome: string, count: number}[]} requests
 * @property {{grant: string, count: number}[]} minted
 * @property {number} cut
 * @property {{client: string, service: string, count: number}[]} exchanges
 * @property {{kind: string, reason: string, count: number}[]} refusals
 */

/** @typedef {{labels: string[], total: number, recent: number}} Counted `recent`: in the last minute, as far as it was watched */

/** @typedef {{at: number, answer: Activity}} Sample */

/** In seconds. */
const WINDOW = 60;
const RATE_WINDOW = 10;
const MAX_POINTS = 60;

/** An instance that was not heard of for so long does not count any more. */
const MAX_SILENCE = 30;

export class Rates {
  /** @type {Map<string, Sample[]>} */
  #samples = new Map();
  /** @type {number[]} */
  #points = [];

  /** @param {Activity} answer @param {number} now in seconds, by the clock of this page */
  add(answer, now) {
    const samples = this.#samples.get(answer.instance) ?? [];
    samples.push({ at: now, answer });
    this.#samples.set(answer.instance, samples.filter((sample) => sample.at >= now - WINDOW));
    for (const [instance, all] of this.#samples) {
      if (now - /** @type {Sample} */ (all.at(-1)).at > MAX_SILENCE) {
        this.#samples.delete(instance);
      }
    }
    const minted = this.rate((one) => sum(one.minted));
    if (minted !== null) {
      this.#points = [...this.#points, minted].slice(-MAX_POINTS);
    }
  }

  get instances() {
    return this.#samples.size;
  }

  /** Minted tokens per second, a point for each answer. */
  get points() {
    return this.#points;
  }

  /**
   * How much a count grows in a second, over the last ten; null until two answers of one instance are known.
   *
   * @param {(answer: Activity) => number} count
   * @returns {number | null}
   */
  rate(count) {
    const rates = [...this.#samples.values()].flatMap((samples) => {
      const last = /** @type {Sample} */ (samples.at(-1));
      const first = samples.find((sample) => sample.at >= last.at - RATE_WINDOW);
      return first === undefined || first === last ? [] : [(count(last.answer) - count(first.answer)) / (last.at - first.at)];
    });
    return rates.length === 0 ? null : rates.reduce((a, b) => a + b, 0);
  }

  /**
   * The rows of a list of all instances together, those that grew most first.
   *
   * @template {{count: number}} T
   * @param {(answer: Activity) => T[]} list
   * @param {(row: T) => string[]} labels
   * @returns {Counted[]}
   */
  rows(list, labels) {
    /** @type {Map<string, Counted>} */
    const rows = new Map();
    for (const samples of this.#samples.values()) {
      const before = new Map(list(samples[0].answer).map((row) => [JSON.stringify(labels(row)), row.count]));
      for (const row of list(/** @type {Sample} */ (samples.at(-1)).answer)) {
        const key = JSON.stringify(labels(row));
        const known = rows.get(key) ?? { labels: labels(row), total: 0, recent: 0 };
        rows.set(key, { ...known, total: known.total + row.count, recent: known.recent + row.count - (before.get(key) ?? 0) });
      }
    }
    return [...rows.values()].filter((row) => row.total > 0).sort((a, b) => b.recent - a.recent || b.total - a.total);
  }
}

/** @param {{count: number}[]} rows */
export function sum(rows) {
  return rows.reduce((total, row) => total + row.count, 0);
}
