import { readFile } from 'node:fs/promises';

/** Of the kernel's clock, in which it counts a process's time (USER_HZ). */
const TICK_US = 10_000;
const PAGE_BYTES = 4_096;

/**
 * Resource usage of another process, if available (Linux); zero after its end.
 * @param {number} pid
 */
export async function usageOf(pid) {
  const [stat, io] = await Promise.all(
    ['stat', 'io'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
  );
  // The name of the program is in brackets and may hold spaces.
  const fields = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ');
  return {
    cpuUs: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_US,
    rssBytes: Number(fields[21] ?? 0) * PAGE_BYTES,
    writtenBytes: Number(/^wchar: (\d+)$/m.exec(io ?? '')?.[1] ?? 0),
  };
}
