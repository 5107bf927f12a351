import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto';

/** A key and its certificate, PEM. */
export interface Certified {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;
const ECDSA_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';
const SUBJECT_ALT_NAME = '551d11';
const BASIC_CONSTRAINTS = '551d13';
const TAG = { true: 1, integer: 2, bits: 3, octets: 4, oid: 6, utf8: 12, time: 23 } as const;
const SEQUENCE = 0x30;
const SET = 0x31;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const IP_ADDRESS = 0x87;

/** An authority of its own that certifies servers on an IPv4 address; keys are made anew. */
export class Authority {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly cert: string;

  constructor(private readonly name: string) {
    const isAuthority = node(SEQUENCE, node(TAG.true, Buffer.from([0xff])));
    const extension = extensionOf(BASIC_CONSTRAINTS, isAuthority);
    this.cert = this.certified(name, this.keys.publicKey, extension);
  }

  /** `address`: whom the certificate names, `127.0.0.1`. */
  server(address: string): Certified {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const ip = node(IP_ADDRESS, Buffer.from(address.split('.').map(Number)));
    const cert = this.certified(
      'server',
      publicKey,
      extensionOf(SUBJECT_ALT_NAME, node(SEQUENCE, ip)),
    );
    return { cert, key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) };
  }

  private certified(subject: string, publicKey: KeyObject, extension: Buffer): string {
    const algorithm = node(SEQUENCE, oid(ECDSA_SHA256));
    const now = Date.now();
    const body = node(
      SEQUENCE,
      node(VERSION, node(TAG.integer, Buffer.from([2]))),
      node(TAG.integer, Buffer.from([1])),
      algorithm,
      nameOf(this.name),
      node(SEQUENCE, timeOf(now - DAY_MS), timeOf(now + DAY_MS)),
      nameOf(subject),
      publicKey.export({ type: 'spki', format: 'der' }),
      node(EXTENSIONS, node(SEQUENCE, extension)),
    );
    const signature = sign('sha256', body, this.keys.privateKey);
    const bits = node(TAG.bits, Buffer.from([0]), signature);
    return new X509Certificate(node(SEQUENCE, body, algorithm, bits)).toString();
  }
}

/** A value of DER: tag, length, content. */
function node(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const long = size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...(size < 0x80 ? [size] : long)]), content]);
}

const oid = (hex: string): Buffer => node(TAG.oid, Buffer.from(hex, 'hex'));

const extensionOf = (name: string, value: Buffer): Buffer =>
  node(SEQUENCE, oid(name), node(TAG.octets, value));

const nameOf = (text: string): Buffer =>
  node(SEQUENCE, node(SET, node(SEQUENCE, oid(COMMON_NAME), node(TAG.utf8, Buffer.from(text)))));

/** `261128161500Z`. */
const timeOf = (ms: number): Buffer =>
  node(TAG.time, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
