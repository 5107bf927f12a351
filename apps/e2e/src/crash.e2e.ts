import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { isFullRun } from '@tamani/testing';
import { draws, seedOf } from './random.js';
import { ServerUnderTest } from './server.js';
import { figuresAtRest, RepeatDecidedAsNew, runPurchases, WitnessClient } from './workload.js';

/** The load has more acknowledgements than come before the last of so many ends. */
const SIZE = isFullRun()
  ? { kills: 200, stops: 50, purchases: 3_600, betweenEnds: 450 }
  : { kills: 25, stops: 4, purchases: 48, betweenEnds: 20 };
const FIRST_END_AFTER = 10;
/** Requests that come while something is down; the others wait until it is up again. */
const ASKED_WHILE_DOWN = 12;
/** Both replicas of a service start again after each kill, which takes its time. */
const LONG_MS = isFullRun() ? 14_400_000 : 1_800_000;

interface HistoryEvent {
  readonly revision: string;
  readonly position: string;
}

/** One end of a process among many, however it comes. */
type End = (server: ServerUnderTest) => Promise<void>;

const killed: End = (server) => server.kill();
const stopped: End = async (server) => {
  expect(await server.stop()).toBe(0);
};

describe('processes that end under load', () => {
  const servers: ServerUnderTest[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.dispose()));
  });

  const started = async (env: Record<string, string> = {}) => {
    const server = await ServerUnderTest.start(env);
    servers.push(server);
    return server;
  };

  interface Load {
    readonly draw: (bound: number) => number;
    /** Of one request: more than a restart takes, or few where nothing is killed. */
    readonly tries: number;
  }
  const clientOf = (server: ServerUnderTest, { draw, tries }: Load) =>
    new WitnessClient({ baseUrl: server.url, language: 'en', tries }, () => draw(10) === 0);

  interface Ends {
    readonly end: End;
    readonly count: number;
    readonly draw: Load['draw'];
  }
  /** Ends under the load of a client; returns how to wait for the last one: how many they were. */
  function againAndAgain(server: ServerUnderTest, client: WitnessClient, of: Ends) {
    const { end, count, draw } = of;
    let [ends, nextEnd, askedWhileDown] = [0, FIRST_END_AFTER, 0];
    let restarting: Promise<void> | undefined;
    const endOnce = async (delayMs: number): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await end(server);
      await server.up();
      ends += 1;
      nextEnd = client.acknowledged.length + 1 + draw(SIZE.betweenEnds);
      restarting = undefined;
    };
    client.onAcknowledged = (acknowledged) => {
      if (acknowledged < nextEnd || ends >= count || restarting) return;
      askedWhileDown = 0;
      restarting = endOnce(draw(40));
    };
    // Where the other services go on, the load would be over before the ends are.
    client.beforeRequest = async () => {
      if (restarting && (askedWhileDown += 1) > ASKED_WHILE_DOWN) await restarting;
    };
    return async () => {
      await restarting;
      return ends;
    };
  }

  /** Every acknowledged event is where its reply said; revisions have no gap. */
  async function verify(client: WitnessClient): Promise<number> {
    const histories = new Map<string, Promise<readonly HistoryEvent[]>>();
    const historyOf = async (resource: string) => {
      const events: HistoryEvent[] = [];
      for await (const event of client.list<HistoryEvent>('auditor', `${resource}/events`)) {
        events.push(event);
      }
      return events;
    };
    for (const { resource, revision, position } of client.acknowledged) {
      const asked = histories.get(resource) ?? historyOf(resource);
      histories.set(resource, asked);
      const history = await asked;
      expect(history.map((event) => event.revision)).toEqual(history.map((_, n) => String(n)));
      // An append may hold several commands; the position acknowledged is that of its end.
      const found = history[Number(revision)]?.position;
      expect([resource, revision, found !== undefined]).toEqual([resource, revision, true]);
      expect(BigInt(position)).toBeGreaterThanOrEqual(BigInt(found ?? 0));
    }
    return client.acknowledged.length;
  }

  let quietFigures: Awaited<ReturnType<typeof figuresAtRest>>;
  beforeAll(async () => {
    const quiet = await started();
    quietFigures = await figuresAtRest(quiet.api, await runPurchases(quiet.api, SIZE.purchases));
    await quiet.dispose();
  }, LONG_MS);

  test.each([
    ['kills', SIZE.kills, killed],
    ['clean stops', SIZE.stops, stopped],
  ] as const)(
    '%s (%i): nothing acknowledged is lost; figures as of a quiet run',
    async (name, count, end) => {
      const draw = draws(seedOf(`${name} under load`));
      const server = await started();
      const client = clientOf(server, { draw, tries: 40 });
      const ended = againAndAgain(server, client, { end, count, draw });
      const lines = await runPurchases(client, SIZE.purchases);
      expect(await ended()).toBe(count);
      expect(await figuresAtRest(client, lines)).toEqual(quietFigures);
      const checked = await verify(client);
      process.stdout.write(`${count} ${name}, ${checked} acknowledged commands found\n`);
    },
    LONG_MS,
  );

  test(
    'control: without the memory of command ids the same check fails',
    async () => {
      const draw = draws(seedOf('control of kill -9 under load'));
      const server = await started({ NODE_ENV: 'test', TAMANI_TEST_FAULT: 'forget-command-ids' });
      const client = clientOf(server, { draw, tries: 2 });
      // Nothing else may be the reason.
      await expect(runPurchases(client, SIZE.purchases)).rejects.toThrow(RepeatDecidedAsNew);
    },
    LONG_MS,
  );
});
