/**
 * One contender of a scenario in a process of its own, so that its memory and processor time are
 * its own. Commands come by IPC: `round` runs one, `usage` tells what has been used so far.
 */
import { readFile } from 'node:fs/promises';

const [file, name = '', folder = ''] = process.argv.slice(2);
const scenario = await import(String(file));
/** @type {import('./types.mjs').Contender} */
const contender = await scenario.contenders[name](folder);

async function usage() {
  if (contender.usage) return contender.usage();
  const cpu = process.cpuUsage();
  const memory = process.memoryUsage();
  return { cpuUs: cpu.user + cpu.system, rssBytes: memory.rss, writtenBytes: await written() };
}

/** Bytes given to write calls, where the system counts them (Linux). */
async function written() {
  const text = await readFile('/proc/self/io', 'utf8').catch(() => '');
  return Number(/^wchar: (\d+)$/m.exec(text)?.[1] ?? 0);
}

/** @param {string} command */
async function run(command) {
  if (command === 'usage') return usage();
  if (command === 'close') return contender.close();
  if (!contender.round) throw new Error(`${name} has no rounds of its own`);
  const before = await usage();
  const started = performance.now();
  const { operations, ...figures } = await contender.round();
  const seconds = (performance.now() - started) / 1000;
  const after = await usage();
  return {
    operations,
    seconds,
    cpuUs: after.cpuUs - before.cpuUs,
    writtenBytes: after.writtenBytes - before.writtenBytes,
    rssBytes: after.rssBytes,
    ...figures,
  };
}

process.on('message', (command) => {
  run(String(command)).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ result: contender.address ?? null });
