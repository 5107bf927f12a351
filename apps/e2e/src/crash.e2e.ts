import { afterEach, describe, expect, test } from '@jest/globals';
import { draws, seedOf } from './random.js';
import { ServerUnderTest } from './server.js';
import { figuresAtRest, RepeatDecidedAsNew, runPurchases, WitnessClient } from './workload.js';

const KILLS = 25;
/** Acknowledgements between two kills: the load below has more than KILLS × this many. */
const BETWEEN_KILLS = 20;
const FIRST_KILL_AFTER = 10;
/** Requests that come while something is down; the others wait until it is up again. */
const ASKED_WHILE_DOWN = 12;
/** Both replicas of a service start again after each kill, which takes its time. */
const LONG_MS = 1_800_000;

interface HistoryEvent {
  readonly revision: string;
  readonly position: string;
}

describe('kill -9 under load', () => {
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

  /** Kills under the load of a client; returns how to wait for the last one: how many they were. */
  function killAgainAndAgain(server: ServerUnderTest, client: WitnessClient, draw: Load['draw']) {
    let [kills, nextKill, askedWhileDown] = [0, FIRST_KILL_AFTER, 0];
    let restarting: Promise<void> | undefined;
    const killOnce = async (delayMs: number): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await server.kill();
      await server.up();
      kills += 1;
      nextKill = client.acknowledged.length + 1 + draw(BETWEEN_KILLS);
      restarting = undefined;
    };
    client.onAcknowledged = (count) => {
      if (count < nextKill || kills >= KILLS || restarting) return;
      askedWhileDown = 0;
      restarting = killOnce(draw(40));
    };
    // Where the other services go on, the load would be over before the kills are.
    client.beforeRequest = async () => {
      if (restarting && (askedWhileDown += 1) > ASKED_WHILE_DOWN) await restarting;
    };
    return async () => {
      await restarting;
      return kills;
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

  test(
    `${KILLS} kills: nothing acknowledged is lost; figures as of a quiet run`,
    async () => {
      const draw = draws(seedOf('kill -9 under load'));
      const quiet = await started();
      const quietFigures = await figuresAtRest(quiet.api, await runPurchases(quiet.api));
      await quiet.dispose();

      const server = await started();
      const client = clientOf(server, { draw, tries: 40 });
      const killed = killAgainAndAgain(server, client, draw);
      const lines = await runPurchases(client);
      expect(await killed()).toBe(KILLS);
      expect(await figuresAtRest(client, lines)).toEqual(quietFigures);
      const checked = await verify(client);
      process.stdout.write(`${KILLS} kills, ${checked} acknowledged commands found\n`);
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
      await expect(runPurchases(client)).rejects.toThrow(RepeatDecidedAsNew);
    },
    LONG_MS,
  );
});
