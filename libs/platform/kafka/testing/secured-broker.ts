import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KafkaExtras, KafkaPlace } from '../../../../tools/engines/kafka.mjs';

/** Known to the broker, by SCRAM-SHA-512. */
export const USER = { username: 'tamani', password: 'p@ss: with signs' } as const;

const STORE_PASSWORD = 'of the key store';
const LISTENER = 'SASL_SSL';
const MECHANISM = 'SCRAM-SHA-512';
const SCRAM = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';

/** The certificate that the broker shows, as an authority of its own. */
export const certificateIn = (folder: string): string => join(folder, 'broker.pem');

/** A broker that speaks TLS and asks who is there. */
export function secured({ folder, port, controllerPort }: KafkaPlace): KafkaExtras {
  const store = makeCertificate(folder);
  const properties = {
    listeners: `${LISTENER}://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `${LISTENER}://127.0.0.1:${port}`,
    'listener.security.protocol.map': `${LISTENER}:${LISTENER},CONTROLLER:PLAINTEXT`,
    'inter.broker.listener.name': LISTENER,
    'sasl.mechanism.inter.broker.protocol': MECHANISM,
    'sasl.enabled.mechanisms': MECHANISM,
    [`listener.name.${LISTENER.toLowerCase()}.${MECHANISM.toLowerCase()}.sasl.jaas.config`]: SCRAM,
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': store,
    'ssl.keystore.password': STORE_PASSWORD,
    'ssl.key.password': STORE_PASSWORD,
    // The broker tries its own certificate before it starts.
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificateIn(folder),
  };
  const { username, password } = USER;
  const user = `${MECHANISM}=[name=${username},password="${password}"]`;
  return { properties, format: ['--add-scram', user] };
}

function makeCertificate(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const store = join(folder, 'broker.p12');
  const where = ['-keystore', store, '-storetype', 'PKCS12', '-storepass', STORE_PASSWORD];
  const key = ['-alias', 'broker', '-keyalg', 'RSA', '-validity', '2', '-dname', 'CN=broker'];
  const names = ['-ext', 'SAN=ip:127.0.0.1', '-ext', 'BC=ca:true'];
  execFileSync('keytool', ['-genkeypair', ...where, ...key, ...names], { stdio: 'pipe' });
  const out = ['-exportcert', '-rfc', '-alias', 'broker', '-file', certificateIn(folder)];
  execFileSync('keytool', [...out, ...where], { stdio: 'pipe' });
  return store;
}
