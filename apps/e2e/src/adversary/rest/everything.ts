import type { Resource } from '../../equal/script/world.js';
import type { Path } from '../system/kinds.js';
import type { Answer, LogEvent, Request, System } from '../system/system.js';
import type { RestApi } from './rest-api.js';
import { RestSystem } from './rest-system.js';

/** All histories of one system as one: to look at the books, and to bring all to its end. */
export class Everything implements System {
  readonly today: string;
  /** Makes what is made at the end. */
  private readonly own: RestSystem;

  constructor(
    private readonly api: RestApi,
    private readonly systems: readonly RestSystem[],
  ) {
    this.own = new RestSystem(api, 'end');
    this.today = this.own.today;
  }

  at(): void {}

  send(request: Request): Promise<Answer> {
    return this.own.send(request);
  }

  async all(path: Path): Promise<readonly Resource[]> {
    const known = new Map<string, Resource>();
    const all = await Promise.all(this.parts.map((system) => system.all(path)));
    for (const one of all.flat()) known.set(one.id, one);
    return [...known.values()];
  }

  async mail(): Promise<void> {
    await this.api.settled();
  }

  /** Everything is read anew when it is looked at next. */
  forget(): void {
    for (const system of this.parts) system.forget();
  }

  log(): Promise<readonly LogEvent[]> {
    return this.api.log();
  }

  troubles(): Promise<readonly string[]> {
    return this.own.troubles();
  }

  async close(): Promise<void> {}

  private get parts(): readonly RestSystem[] {
    return [...this.systems, this.own];
  }
}
