import { HttpPool } from './http-pool.mjs';
import { quantile } from '../support/statistics.mjs';

const EVERY_MS = 25;

/**
 * Measures how far lists are behind commands, under the load of others: creates a document, then
 * asks for the list that has it, which waits until it does.
 */
export class LagProbe {
  /**
   * @param {string} address @param {string} token of a requisitioner
   * @param {string} budgetLineId
   */
  constructor(address, token, budgetLineId) {
    this.pool = new HttpPool(address, 1);
    this.headers = { authorization: `Bearer ${token}` };
    this.budgetLineId = budgetLineId;
    this.count = 0;
  }

  /** Probes for a time; the p99 of the lag in milliseconds. @param {number} milliseconds */
  async run(milliseconds) {
    /** @type {number[]} */
    const lags = [];
    const until = performance.now() + milliseconds;
    while (performance.now() < until) {
      lags.push(await this.once());
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    return quantile(lags, 0.99);
  }

  async once() {
    const item = { description: 'Papier', spendClass: 'equipment', unit: 'each', quantity: '1' };
    const unitPrice = { amount: '1000', currency: 'XOF' };
    const { budgetLineId } = this;
    const lines = [{ ...item, unitPrice, budgetLineId }];
    const body = JSON.stringify({ title: 'Mesure', neededBy: '2030-12-31', lines });
    const key = `lag-${process.pid}-${performance.timeOrigin}-${this.count++}`;
    const headers = { ...this.headers, 'idempotency-key': key };
    const made = await this.pool.request({
      method: 'POST',
      path: '/v1/requisitions',
      headers,
      body,
    });
    const position = made.headers.get('x-event-position');
    const began = performance.now();
    for (;;) {
      const path = `/v1/requisitions?limit=1&minPosition=${position}`;
      const { status } = await this.pool.request({ method: 'GET', path, headers: this.headers });
      if (status === 200) return performance.now() - began;
      if (status !== 503) throw new Error(`GET ${path}: ${status}, created: ${made.status}`);
    }
  }

  close() {
    this.pool.close();
  }
}
