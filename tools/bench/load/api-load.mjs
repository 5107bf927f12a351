import { HttpPool } from './http-pool.mjs';
import { seeded } from '../support/seeded.mjs';
import { quantile } from '../support/statistics.mjs';

/** Shares of the load: requests with a revision of yesterday, requests sent twice. */
const STALE = 0.02;
const REPEATED = 0.01;

class TimeIsUp extends Error {}

/** Loads that this process has opened: two on one server must not send the same keys. */
let opened = 0;

/**
 * @typedef {{ id: string, etag: string }} Made
 * @typedef {(api: Api, n: number) => Promise<void>} Journey
 */

/**
 * What the journeys of a load call. Against an echo the same requests are sent, and the answers
 * that a journey goes on from are made up here.
 */
export class Api {
  /** @param {{ pool: HttpPool, tokens: Map<string, string>, echo: boolean }} to */
  constructor({ pool, tokens, echo }) {
    this.pool = pool;
    this.tokens = tokens;
    this.echo = echo;
    this.draw = seeded(7);
    /** @type {number[]} */
    this.latencies = [];
    this.until = Infinity;
    this.keys = 0;
    this.run = `${Math.floor(performance.timeOrigin)}-${opened++}`;
  }

  /** Tokens last for an hour: a longer load logs in again. @param {Iterable<string>} users */
  async logIn(users) {
    for (const user of users) {
      const body = JSON.stringify({ user });
      const { text } = await this.pool.request({ method: 'POST', path: '/v1/demo-tokens', body });
      this.tokens.set(user, JSON.parse(text).accessToken);
    }
  }

  /** @param {string} user @param {string} path @param {object} body @returns {Promise<Made>} */
  async create(user, path, body) {
    return this.command({ user, path: `/v1/${path}`, body: JSON.stringify(body), etag: '' });
  }

  /**
   * @param {string} user @param {string} resource `requisitions/<id>/submit`
   * @param {{ etag: string, body?: object }} request @returns {Promise<Made>}
   */
  async act(user, resource, { etag, body = {} }) {
    const call = { user, path: `/v1/${resource}`, body: JSON.stringify(body), etag };
    if (this.draw() < STALE) await this.command({ ...call, etag: '"999999"' }, [412]);
    return this.command(call);
  }

  /**
   * Reads until the status is there; the last ETag. Reads are not counted as commands.
   * @param {string} user @param {string} resource @param {readonly string[]} statuses
   */
  async settled(user, resource, statuses) {
    for (let ms = 20; !this.echo; ms = Math.min(ms * 1.5, 250)) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      const headers = { authorization: `Bearer ${this.tokens.get(user)}` };
      const call = { method: 'GET', path: `/v1/${resource}`, headers };
      const { status, headers: answered, text } = await this.checked(call);
      if (status !== 200) throw new Error(`GET ${resource}: ${status} ${text}`);
      if (statuses.includes(JSON.parse(text).status)) return answered.get('etag') ?? '';
    }
    return '"0"';
  }

  /**
   * @param {{ user: string, path: string, body: string, etag: string }} call
   * @param {readonly number[]} [expected]
   * @returns {Promise<Made>}
   */
  async command({ user, path, body, etag }, expected = [200, 201]) {
    const headers = {
      authorization: `Bearer ${this.tokens.get(user)}`,
      'idempotency-key': `${this.run}-${this.keys++}`,
      ...(etag === '' ? {} : { 'if-match': etag }),
    };
    const call = { method: 'POST', path, headers, body };
    const answer = await this.measured(call);
    if (!this.echo && !expected.includes(answer.status)) {
      throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
    }
    if (this.draw() < REPEATED) await this.measured(call);
    const { id } = JSON.parse(answer.text);
    return this.echo
      ? { id: '01890a5d-ac96-774b-bcce-b302099a8057', etag: '"0"' }
      : { id, etag: answer.headers.get('etag') ?? '' };
  }

  /** @param {import('./http-pool.mjs').Call} call */
  async measured(call) {
    const answer = await this.checked(call);
    this.latencies.push(answer.milliseconds);
    return answer;
  }

  /** @param {import('./http-pool.mjs').Call} call */
  async checked(call) {
    if (performance.now() >= this.until) throw new TimeIsUp();
    return this.pool.request(call);
  }
}

/** One load on one server: its connections, its tokens, journeys that go on from round to round. */
export class Load {
  /** @param {Api} api @param {Journey} journey */
  constructor(api, journey) {
    this.api = api;
    this.journey = journey;
    this.begun = 0;
  }

  /**
   * @param {string} address
   * @param {{ users: readonly string[], connections: number, echo: boolean }} how
   * @param {(api: Api) => Promise<Journey>} prepare makes what the journeys need
   */
  static async open(address, { users, connections, echo }, prepare) {
    const pool = new HttpPool(address, connections);
    const api = new Api({ pool, tokens: new Map(), echo });
    await api.logIn(users);
    return new Load(api, await prepare(api));
  }

  /**
   * Journeys for the time of a round, so many at once that some wait for their process while the
   * others keep every connection busy.
   * @param {{ journeys: number, milliseconds: number }} round
   */
  async round({ journeys, milliseconds }) {
    const { api } = this;
    const started = performance.now();
    api.latencies = [];
    api.until = started + milliseconds;
    const one = async () => {
      for (;;) await this.journey(api, this.begun++);
    };
    const all = await Promise.allSettled(Array.from({ length: journeys }, one));
    const failed = all.find(
      (end) => end.status === 'rejected' && !(end.reason instanceof TimeIsUp),
    );
    if (failed?.status === 'rejected') throw failed.reason;
    api.until = Infinity;
    return {
      operations: api.latencies.length,
      seconds: (performance.now() - started) / 1000,
      p50Ms: quantile(api.latencies, 0.5),
      p99Ms: quantile(api.latencies, 0.99),
    };
  }

  /**
   * So many journeys, whole, without a pause: as soon as one ends, the next begins.
   * @param {{ count: number, atOnce: number, ended?: (count: number) => void }} how
   */
  async complete({ count, atOnce, ended = () => undefined }) {
    let [left, done] = [count, 0];
    const one = async () => {
      while (left-- > 0) {
        await this.journey(this.api, this.begun++);
        ended((done += 1));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
  }

  /** The latencies of commands since the last call. */
  takeLatencies() {
    const { latencies } = this.api;
    this.api.latencies = [];
    return latencies;
  }

  close() {
    this.api.pool.close();
  }
}
