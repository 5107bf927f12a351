import { systemClock, systemIds } from '@tamani/kernel';
import { createApp, DemoIssuer, PlatformModule } from '@tamani/nest';
import { Runtime } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { join } from 'node:path';

/**
 * @typedef {object} Parts
 * @property {readonly import('@tamani/runtime').ContextDefinition[]} contexts
 * @property {readonly (new (...args: never[]) => object)[]} [modules]
 * @property {readonly (new (...args: never[]) => object)[]} [controllers]
 */

const silent = () => undefined;

/**
 * A server of the embedded profile on files in a folder, as apps/all-in-one wires it, or a part
 * of one.
 * @param {string} folder @param {Parts} parts
 */
export async function serve(folder, { contexts, modules = [], controllers = [] }) {
  const ports = {
    store: openSqliteEventStore({ file: join(folder, 'events.db') }),
    bus: openSqliteBus({ file: join(folder, 'bus.db') }),
    reads: openSqliteReadStore({ file: join(folder, 'read.db') }),
    clock: systemClock,
    ids: systemIds,
    log: { info: silent, warn: console.error, error: console.error },
  };
  const runtime = new Runtime(ports, contexts, { soleWriter: true, owner: 'embedded' });
  const tokens = await DemoIssuer.open(folder);
  const outbound = { key: Buffer.alloc(32), hosts: [] };
  const platform = PlatformModule.forRoot({ runtime, tokens, outbound, version: 'bench' });
  class Root {}
  const root = { module: Root, imports: [platform, ...modules], controllers: [...controllers] };
  const app = await createApp(root, { consume: true, logger: false });
  await runtime.start();
  await app.listen(0, '127.0.0.1');
  const close = async () => {
    await app.close();
    await runtime.stop();
    for (const engine of [ports.bus, ports.reads, ports.store]) await engine.close();
  };
  return { address: await app.getUrl(), close, runtime };
}
