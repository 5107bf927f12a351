import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const RUNBOOK = `${ROOT}docs/runbook.md`;

/** What a person puts in place of the page's examples: its text, and what it becomes. */
export type Places = Readonly<Record<string, string>>;

/** The one line of the runbook's blocks that begins so; or this, where it is within a sentence. */
export function asWritten(beginning: string): string {
  const page = readFileSync(RUNBOOK, 'utf8');
  const blocks = [...page.matchAll(/^```\n([\s\S]*?)^```/gm)];
  const lines = blocks.flatMap(([, block = '']) => block.split('\n'));
  const [found, ...more] = lines.filter((line) => line.startsWith(beginning));
  if (more.length > 0) throw new Error(`the runbook has more than one ${beginning}`);
  if (found !== undefined) return found;
  if (!page.includes(`\`${beginning}\``)) throw new Error(`the runbook has no ${beginning}`);
  return beginning;
}

/** Types lines of the runbook into a shell, in the house's folder. */
export async function typed(
  lines: readonly string[],
  places: Places,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly said: string }> {
  const script = Object.entries(places).reduce(
    (text, [example, own]) => text.replaceAll(example, own),
    lines.join('\n'),
  );
  const { PATH = '', HOME = '' } = process.env;
  const options = { cwd: ROOT, env: { PATH, HOME, ...env }, maxBuffer: 1 << 26 };
  try {
    const { stdout, stderr } = await promisify(execFile)('sh', ['-uc', script], options);
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}
