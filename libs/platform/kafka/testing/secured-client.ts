/**
 * A process that speaks to a broker as a service does: authorities of one's own are read when a
 * process begins (NODE_EXTRA_CA_CERTS). Takes its options as JSON, sends a message to itself.
 */
import { openKafkaBus, type KafkaBusOptions } from '../src/index.js';

const TOPIC = 'secured.events.v1';
const DATA = '{"is":"there"}';

const options = JSON.parse(process.argv[2] ?? '{}') as KafkaBusOptions;
try {
  const bus = await openKafkaBus(options);
  const heard = new Promise<string>((resolve) => {
    const handler = async ({ data }: { readonly data: string }) => resolve(data);
    void bus.consume('secured.group', { topics: [TOPIC] }, handler);
  });
  await bus.publish(TOPIC, [{ id: 'one', type: 'test.Happened.v1', key: 'k', data: DATA }]);
  process.stdout.write(`heard ${await heard}\n`);
  await bus.close();
} catch (error) {
  const { name, message } = error as Error;
  process.stdout.write(`${name}: ${message}\n`);
}
process.exit();
