import type { DistributedSettings } from '@tamani/profiles';
import type { ContextDefinition } from '@tamani/runtime';
import { EXIT, type ExitCode } from '../../shell/exit-codes.js';
import type { Say } from '../../shell/language.js';
import type { Output } from '../../shell/output.js';
import { diagnoseFiles } from './diagnose-files.js';
import { diagnoseServer } from './diagnose-server.js';
import { fine, type Finding } from './finding.js';

export interface DoctorTarget {
  readonly url: string;
  readonly folder: string;
  /** Of the distributed profile. */
  readonly distributed?: DistributedSettings;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Loaded only when the files are looked at. */
  readonly contexts: () => Promise<readonly ContextDefinition[]>;
}

/** `tamani doctor`: the server when one answers, else the files of a stopped one. */
export async function doctor(target: DoctorTarget, output: Output): Promise<ExitCode> {
  const findings = [...settings(target.env, output.say), ...(await diagnosed(target, output))];
  for (const { ok, text } of findings) {
    output.line(`${ok ? 'ok  ' : '!!  '}${text}`);
  }
  const isWell = findings.every(({ ok }) => ok);
  output.result({ ok: isWell, findings });
  return isWell ? EXIT.ok : EXIT.failed;
}

async function diagnosed(target: DoctorTarget, output: Output): Promise<readonly Finding[]> {
  const running = await diagnoseServer(target.url, output.say);
  if (running) return running;
  const { url, folder, distributed } = target;
  if (distributed) {
    const { diagnoseStores } = await import('./diagnose-stores.js');
    const none = fine('server', output.say('no_server_distributed', { url }));
    return [none, ...(await diagnoseStores(distributed, await target.contexts(), output))];
  }
  const stopped = fine('server', output.say('no_server', { url, folder }));
  return [stopped, ...(await diagnoseFiles(folder, await target.contexts(), output))];
}

/** The settings that this shell would start a server with; a secret is named, never shown. */
function settings(env: DoctorTarget['env'], say: Say): readonly Finding[] {
  const ours = Object.entries(env)
    .filter(([name, value]) => name.startsWith('TAMANI_') && value !== undefined)
    .map(([name, value = '']) => `${name}=${SECRET.test(name) ? '…' : withoutSecrets(value)}`);
  const list = ours.sort().join(' ');
  return [
    fine('node', `Node ${process.versions.node}`),
    fine('settings', list === '' ? say('settings_default') : say('settings', { list })),
  ];
}

const SECRET = /TOKEN|SECRET|KEY|PASSWORD|PASSPHRASE/i;

/** A value without the password of its user, and without parameters that name a secret. */
const withoutSecrets = (value: string): string =>
  value
    .replace(/(\/\/[^/:?#\s]*):[^\s]*@/g, '$1:…@')
    .replace(/([?&][^=&\s]*(?:password|passphrase|secret|token|key)[^=&\s]*=)[^&\s]*/gi, '$1…');
