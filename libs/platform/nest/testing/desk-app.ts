import type { Runtime } from '@tamani/runtime';
import type { AccessRecorder } from '../src/gate/access-recorder.js';
import { ContextApp, openContext, type ContextAppOptions } from './context-app.js';
import { desk, DeskModule } from './desk.context.js';

export type { Sent } from './context-app.js';
export type DeskOptions = Pick<
  ContextAppOptions,
  'controllers' | 'oidc' | 'corsOrigins' | 'rateLimit' | 'wrap'
>;

/** The platform over real files, with one small context; its requests are as they are given. */
export class DeskApp {
  private constructor(private readonly app: ContextApp) {}

  static async open(options: DeskOptions = {}): Promise<DeskApp> {
    const part = { ...options, context: desk, module: DeskModule, files: true };
    return new DeskApp(new ContextApp(await openContext(part)));
  }

  get runtime(): Runtime {
    return this.app.runtime;
  }

  get access(): AccessRecorder {
    return this.app.access;
  }

  readonly send: ContextApp['request'] = (...request) => this.app.request(...request);
  readonly listen = (): Promise<number> => this.app.listen();
  readonly token: ContextApp['token'] = (user) => this.app.token(user);
  readonly beginStop = (): void => this.app.beginStop();
  readonly close = (): Promise<void> => this.app.close();
}
