/**
 * A process that adds to counters until it is killed. Arguments: the folder of its files, the file
 * of acknowledgements: a line `id amount` once an amount is durable.
 */
import { openSync, writeSync } from 'node:fs';
import { startCounting } from './counting.js';

const [folder = '', ackFile = ''] = process.argv.slice(2);
const acks = openSync(ackFile, 'a');
const counted = await startCounting(folder);

async function write(writer: number): Promise<void> {
  for (let amount = 1; ; amount += 1) {
    await counted.add(`w${writer}-${amount % 50}`, amount);
    writeSync(acks, `w${writer}-${amount % 50} ${amount}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
