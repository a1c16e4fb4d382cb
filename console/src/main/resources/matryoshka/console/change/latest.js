// @ts-check
/** Runs only the latest of many tasks: one that is not wanted any more is aborted, and what it gave is never told. */
export class Latest {
  /** @type {AbortController} */
  #running = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {AbortSignal} signal ends everything */
  constructor(signal) {
    signal.addEventListener('abort', () => this.cancel());
  }

  /** Aborts what is running or waiting. */
  cancel() {
    clearTimeout(this.#timer);
    this.#running.abort();
  }

  /**
   * @template T
   * @param {number} delay in milliseconds, within which a later task takes this one's place
   * @param {(signal: AbortSignal) => Promise<T>} task
   * @param {(done: T) => void} done
   * @param {(failed: unknown) => void} failed is not called for what was aborted
   */
  run(delay, task, done, failed) {
    this.cancel();
    const running = new AbortController();
    this.#running = running;
    this.#timer = setTimeout(() => task(running.signal).then(
      (value) => { if (!running.signal.aborted) { done(value); } },
      (reason) => { if (!running.signal.aborted) { failed(reason); } }), delay);
  }
}
