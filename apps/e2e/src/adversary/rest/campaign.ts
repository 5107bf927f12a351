import type { Profile } from '../../server.js';
import { evidenceOf, type Finding } from '../books/evidence.js';
import { checks } from '../checks/index.js';
import { livenessRules, unfinished } from '../checks/liveness.js';
import { windDown } from '../closing/wind-down.js';
import { Improvisation, stageOf, type Told } from '../history/history.js';
import { Everything } from './everything.js';
import { reportRules, Reports } from './reports.js';
import { RestApi } from './rest-api.js';
import { RestSystem } from './rest-system.js';

/** Histories that are played side by side. */
const TOGETHER = 8;
const LENGTH = { least: 30, most: 60 };

export const restRules: readonly string[] = [
  ...checks.flatMap((check) => [...check.rules]),
  ...livenessRules,
  ...reportRules,
];

/**
 * What is found after so many histories on one system of a profile, some of them at the same time,
 * and once everything is brought to its end.
 */
export async function campaignOverRest(
  seed: number,
  histories: number,
  profile?: Profile,
): Promise<readonly Finding[]> {
  const api = await RestApi.open(profile);
  try {
    return await new RestCampaign(api, seed, histories).run();
  } finally {
    await api.close();
  }
}

class RestCampaign {
  private readonly systems: readonly RestSystem[];
  private readonly reports: Reports;
  private readonly turns: Told[] = [];
  private readonly started = performance.now();

  constructor(
    private readonly api: RestApi,
    private readonly seed: number,
    histories: number,
  ) {
    const numbers = Array.from({ length: histories }, (_, at) => seed + at);
    this.systems = numbers.map((number) => new RestSystem(api, `h${number}`));
    this.reports = new Reports(api);
  }

  async run(): Promise<readonly Finding[]> {
    const { api, seed, systems } = this;
    await Promise.all(Array.from({ length: TOGETHER }, (_, lane) => this.play(lane)));
    await api.settled();
    this.say('played');
    const everything = new Everything(api, systems);
    everything.forget();
    const before = await evidenceOf(everything, this.turns);
    const history = { seed, world: { from: before.turns[0]?.day ?? '' }, turns: this.turns };
    const ended = await windDown(everything, history as never);
    this.say('brought to their end');
    everything.forget();
    const after = await evidenceOf(everything, ended.turns);
    const found = [before, after].flatMap((evidence) =>
      checks.flatMap((check) => [...check.find(evidence)]),
    );
    const reports = await this.reports.find();
    const requests = ended.turns.reduce((sum, turn) => sum + turn.requests.length, 0);
    this.say(`checked: ${requests} requests, ${after.events.length} events`);
    return [...found, ...unfinished(after), ...reports];
  }

  /** Every so-manieth history, one after the other. */
  private async play(lane: number): Promise<void> {
    for (let at = lane; at < this.systems.length; at += TOGETHER) {
      const system = this.systems[at] as RestSystem;
      const seed = this.seed + at;
      const stage = await stageOf(system, seed, yearBefore(system.today));
      const history = await new Improvisation(system, seed, stage).play(LENGTH);
      await this.reports.take();
      this.turns.push(...history.turns);
    }
  }

  private say(what: string): void {
    const seconds = ((performance.now() - this.started) / 1_000).toFixed(0);
    process.stdout.write(`${seconds} s: ${this.systems.length} histories ${what}\n`);
  }
}

/** The year in which the financial year before this one began. */
function yearBefore(today: string): number {
  const year = Number(today.slice(0, 4));
  return today.slice(5, 7) < '07' ? year - 2 : year - 1;
}
