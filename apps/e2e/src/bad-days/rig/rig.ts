import { FakeClock } from '@tamani/testing/engines';
import { patiently } from './patience.js';
import { Replica, type ReplicaOptions } from './replica.js';

export type RigOptions = Pick<ReplicaOptions, 'open' | 'settings' | 'wrap' | 'change'>;

const NOW = '2026-11-25T09:00:00.000Z';
let last = 0;

/** A name not yet used on these servers. */
export const freshNamespace = (): string =>
  `bad_${process.pid.toString(36)}_${Date.now().toString(36)}_${(last += 1)}`;

/** Two replicas of an empty system, each with its own connections to the shared engines. */
export class Rig {
  readonly clock = new FakeClock(NOW, 1);
  /** Warnings and errors of the replicas. */
  readonly log: string[] = [];
  readonly replicas: Replica[] = [];

  private constructor(private readonly options: RigOptions) {}

  static async start(options: RigOptions): Promise<Rig> {
    const rig = new Rig(options);
    await Promise.all([rig.join('a'), rig.join('b')]);
    return rig;
  }

  /** One more replica, at work. */
  async join(name: string): Promise<Replica> {
    const { clock } = this;
    const heard = (message: string): void => void this.log.push(message);
    const replica = await Replica.open({ name, clock, heard, ...this.options });
    this.replicas.push(replica);
    await patiently(() => replica.runtime.prepare());
    await replica.runtime.start({ consume: true });
    return replica;
  }

  /** A replica stops in order: work in progress is finished. */
  async leave(replica: Replica): Promise<void> {
    replica.isDead = true;
    await replica.close();
    this.replicas.splice(this.replicas.indexOf(replica), 1);
  }

  get alive(): readonly Replica[] {
    return this.replicas.filter(({ isDead }) => !isDead);
  }

  async close(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }
}
