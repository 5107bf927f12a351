import type { ContextDefinition } from '@tamani/runtime';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { Output } from '../shell/output.js';
import { diagnoseFiles } from './diagnose-files.js';
import { diagnoseServer } from './diagnose-server.js';
import { fine, type Finding } from './finding.js';

export interface DoctorTarget {
  readonly url: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Loaded only when the files are looked at. */
  readonly contexts: () => Promise<readonly ContextDefinition[]>;
}

/** `tamani doctor`: the server when one answers, else the files of a stopped one. */
export async function doctor(target: DoctorTarget, output: Output): Promise<ExitCode> {
  const findings = [...settings(target.env), ...(await diagnosed(target, output))];
  for (const { ok, text } of findings) {
    output.line(`${ok ? 'ok  ' : '!!  '}${output.say(text)}`);
  }
  const isWell = findings.every(({ ok }) => ok);
  output.result({
    ok: isWell,
    findings: findings.map(({ name, ok, text }) => ({ name, ok, text: output.say(text) })),
  });
  return isWell ? EXIT.ok : EXIT.failed;
}

async function diagnosed(target: DoctorTarget, output: Output): Promise<readonly Finding[]> {
  const running = await diagnoseServer(target.url);
  if (running) return running;
  const { url, folder } = target;
  const stopped = fine('server', {
    fr: `${url} : pas de serveur ; voici les fichiers de ${folder}`,
    en: `${url}: no server; here are the files in ${folder}`,
  });
  return [stopped, ...(await diagnoseFiles(folder, await target.contexts(), output))];
}

/** The settings that this shell would start a server with; a secret is named, never shown. */
function settings(env: DoctorTarget['env']): readonly Finding[] {
  const ours = Object.entries(env)
    .filter(([name, value]) => name.startsWith('TAMANI_') && value !== undefined)
    .map(([name, value]) => (/TOKEN|SECRET|KEY/.test(name) ? `${name}=…` : `${name}=${value}`));
  const list = ours.sort().join(' ');
  return [
    fine('node', { fr: `Node ${process.versions.node}`, en: `Node ${process.versions.node}` }),
    fine('settings', {
      fr: `réglages : ${list || 'tous par défaut'}`,
      en: `settings: ${list || 'all by default'}`,
    }),
  ];
}
