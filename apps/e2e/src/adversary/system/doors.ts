import 'reflect-metadata';
import { BudgetsModule } from '@tamani/budgets';
import { errorSpec, Rejected, type Actor } from '@tamani/kernel';
import { Platform } from '@tamani/nest';
import { StoreUnavailable } from '@tamani/ports';
import { ProcurementModule } from '@tamani/procurement';
import { ProjectsModule } from '@tamani/projects';
import type { Runtime } from '@tamani/runtime';
import type { z } from 'zod';
import type { Resource } from '../../equal/script/world.js';
import type { Answer, Request } from './system.js';

type Handler = (request: object, reply: object) => Promise<unknown>;
type Controller = new (platform: Platform) => Readonly<Record<string, Handler>>;
interface Module {
  readonly controllers?: readonly Controller[];
}
interface Access {
  readonly roles: readonly string[] | 'public' | 'authenticated';
  readonly body?: z.ZodType;
}
/** A write as its controller declares it. */
interface Door {
  readonly controller: Controller;
  readonly handler: string;
  readonly access: Access;
}

/** Keys of the metadata of controllers and their methods. */
const [IMPORTS, PATH, ACCESS] = ['imports', 'path', 'tamani:access'];

const controllers = [ProjectsModule, BudgetsModule, ProcurementModule].flatMap((module) =>
  (Reflect.getMetadata(IMPORTS, module) as readonly Module[]).flatMap(
    (imported) => imported.controllers ?? [],
  ),
);

/** Every write of the contexts: `requisitions`, `requisitions/:id/submit`. */
const doors = new Map(controllers.flatMap((controller) => doorsOf(controller)));

/** What serves each path. */
const readers = new Map(controllers.map((controller) => [pathOf(controller), controller] as const));

function pathOf(controller: Controller): string {
  return String(Reflect.getMetadata(PATH, controller)).replace('v1/', '');
}

function doorsOf(controller: Controller): readonly (readonly [string, Door])[] {
  const base = pathOf(controller);
  return Object.getOwnPropertyNames(controller.prototype).flatMap((handler) => {
    const { value: method } = Object.getOwnPropertyDescriptor(controller.prototype, handler) ?? {};
    if (typeof method !== 'function') return [];
    const access = Reflect.getMetadata(ACCESS, method) as (Access & { kind?: string }) | undefined;
    if (!access?.kind) return [];
    const at = String(Reflect.getMetadata(PATH, method)).replace(/^\//, '');
    const name = at === '' ? base : `${base}/${at}`;
    return [[name, { controller, handler, access }] as const];
  });
}

/** Names of all writes, for the test that every one has its act. */
export const doorNames: readonly string[] = [...doors.keys()];

const TOKENS = { issuer: 'urn:adversary', audience: 'tamani', jwksUrl: 'https://issuer.invalid/' };

/** The REST layer without HTTP: roles, bodies and controllers of the contexts, as declared. */
export class Doors {
  private readonly platform: Platform;
  private readonly opened = new Map<Controller, InstanceType<Controller>>();

  constructor(private readonly runtime: Runtime) {
    this.platform = new Platform({ runtime, tokens: TOKENS, version: 'test' });
  }

  async send(request: Request, call: { commandId: string; requestHash: string }): Promise<Answer> {
    const { path, action, id } = request;
    const door = doors.get(action === undefined ? path : `${path}/:id/${action}`);
    if (!door) return { status: 404, code: 'route_unknown' };
    try {
      const input = admitted(door.access, request);
      const params = { id };
      const gated = { params, input, query: {}, headers: {}, caller: this.caller(request, call) };
      const body = await this.answered(door, gated);
      return { status: action === undefined ? 201 : 200, body };
    } catch (error) {
      return failed(error);
    }
  }

  /** One resource as it is now. */
  async read(path: string, id: string): Promise<Resource> {
    const request = { params: { id }, query: {}, headers: {} };
    return this.answered({ controller: readers.get(path) as Controller, handler: 'read' }, request);
  }

  /** What a handler sends for a request. */
  private async answered(
    { controller, handler }: Pick<Door, 'controller' | 'handler'>,
    request: object,
  ): Promise<Resource> {
    let sent: unknown;
    const reply = { request, header: () => reply, send: (body: unknown) => void (sent = body) };
    await this.open(controller)[handler]?.(request, reply);
    return sent as Resource;
  }

  private caller({ who }: Request, call: { commandId: string; requestHash: string }) {
    const { id, onBehalfOf } = who;
    const now = this.runtime.ports.clock.now();
    return {
      actor: who,
      person: { id, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) },
      ...call,
      correlationId: call.commandId,
      today: now.slice(0, 10),
      now,
      language: 'en',
    };
  }

  private open(controller: Controller) {
    const opened = this.opened.get(controller) ?? new controller(this.platform);
    this.opened.set(controller, opened);
    return opened;
  }
}

/** The body, if the person may ask at all. */
function admitted({ roles, body }: Access, { who, ...request }: Request): unknown {
  const may = typeof roles === 'string' ? roles !== 'public' : mayAsk(who, roles);
  if (!may) throw new Rejected({ code: 'role_required' });
  const parsed = body?.safeParse(request.body);
  if (parsed && !parsed.success) throw new Rejected({ code: 'input_invalid' });
  return parsed?.data;
}

const mayAsk = (who: Actor, roles: readonly string[]): boolean =>
  roles.some((role) => who.roles.includes(role));

function failed(error: unknown): Answer {
  if (error instanceof Rejected) {
    const { code } = error.rejection;
    return { status: errorSpec(code)?.status ?? 400, code };
  }
  if (error instanceof StoreUnavailable) return { status: 503, code: 'store_unavailable' };
  return { status: 500, fault: error instanceof Error ? error.message : String(error) };
}
