import { err, type Rejection, type Result } from '@tamani/kernel';
import { StoreUnavailable } from '@tamani/ports';
import type { AnyReadModel, CommandContext, ContextDefinition } from '../definitions.js';
import { collectionName } from '../projections/collections.js';
import { refuse } from '../runtime-errors.js';
import type { RuntimePorts } from '../runtime-ports.js';
import { requestsModel, type CarriedOut } from './requests-model.js';

/** Of this process, kept until the read models surely have them. */
const MAX_RECENT = 50_000;
/** A write waits so long at most for what was written before this process began. */
const WAIT_MS = 1_000;
/** A read store that takes longer holds up no write. */
const PATIENCE_MS = 500;

export interface RequestsOptions {
  readonly contexts: readonly ContextDefinition[];
  readonly ports: Pick<RuntimePorts, 'reads'>;
  isFilled(context: string, model: AnyReadModel): Promise<boolean>;
  waitFor(
    context: string,
    model: AnyReadModel,
    at: { readonly position: bigint; readonly timeoutMs: number },
  ): Promise<boolean>;
}

interface Place {
  readonly context: string;
  readonly model: AnyReadModel;
}

/**
 * On which stream each request was carried out, so that its key is refused on every other one. The
 * stream itself knows what was carried out on it; this knows of the others: what this process has
 * done is in memory, all that came before is folded from the log (ADR 0030).
 */
export class Requests {
  private readonly recent = new Map<string, string>();
  private readonly places: readonly Place[];
  private begun: bigint | undefined;
  private hasCaughtUp = false;

  constructor(private readonly options: RequestsOptions) {
    this.places = options.contexts
      .filter(({ aggregates }) => aggregates.length > 0)
      .map((context) => ({ context: context.name, model: requestsModel(context) }));
  }

  /**
   * The head of the log when this process began: up to there it has nothing in memory. Before that
   * there are no read models, and nothing is looked up.
   */
  begin(head: bigint): void {
    this.begun = head;
  }

  /** Carries a request out on a stream, unless it was carried out on another one. */
  async once<T>(
    { commandId }: Pick<CommandContext, 'commandId'>,
    stream: string,
    work: () => Promise<Result<T, Rejection>>,
  ): Promise<Result<T, Rejection>> {
    const on = this.recent.get(commandId) ?? (await this.kept(commandId));
    if (on !== undefined && on !== stream) return err(refuse.idempotency_key_reused());
    const result = await work();
    if (result.ok) this.remember(commandId, stream);
    return result;
  }

  private remember(commandId: string, stream: string): void {
    const [oldest] = this.recent.keys();
    if (this.recent.size >= MAX_RECENT && oldest !== undefined) this.recent.delete(oldest);
    this.recent.set(commandId, stream);
  }

  private async kept(commandId: string): Promise<string | undefined> {
    if (this.begun === undefined) return undefined;
    try {
      if (!this.hasCaughtUp) await inTime(this.caughtUp(this.begun), WAIT_MS);
      return await inTime(this.found(commandId), PATIENCE_MS);
    } catch (error) {
      // Writes go on without the read store: a repeat is harmless by its own stream.
      if (error instanceof StoreUnavailable) return undefined;
      throw error;
    }
  }

  private async found(commandId: string): Promise<string | undefined> {
    const { reads } = this.options.ports;
    const found = await Promise.all(
      this.places.map(({ context, model }) => reads.get(collectionName(context, model), commandId)),
    );
    return (found.find((one) => one !== undefined)?.doc as CarriedOut | undefined)?.stream;
  }

  /** A model that is filled for the first time is not waited for: that can take minutes. */
  private async caughtUp(position: bigint): Promise<void> {
    const { options } = this;
    const at = { position, timeoutMs: WAIT_MS };
    const caughtUp = this.places.map(
      async ({ context, model }) =>
        (await options.isFilled(context, model)) && (await options.waitFor(context, model, at)),
    );
    this.hasCaughtUp = (await Promise.all(caughtUp)).every(Boolean);
  }
}

/** Undefined when it takes too long. */
async function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patienceMs, undefined);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
