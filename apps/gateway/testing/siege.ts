import { HIDDEN_PATH, type Try } from './tries.js';
import { Wire, type WireAnswer } from './wire.js';

const USERS = 3;
const ROUNDS = 3;

/** What went wrong, one sentence each; none is as it should be. */
export type Findings = readonly string[];

interface Besieged {
  readonly url: string;
  readonly seen: readonly { readonly url: string }[];
}

let marks = 0;

/**
 * Attacks while users ask: each user must get the answer to each own request, the attacker none but
 * his own or a refusal, and no service may get a request that nobody made.
 */
export async function besiege(target: Besieged, tries: readonly Try[]): Promise<Findings> {
  const users = await Promise.all(Array.from({ length: USERS }, () => Wire.to(target.url)));
  const attackers = await Promise.all(tries.map(() => Wire.to(target.url)));
  const findings: string[] = [];
  const attacks = attackers.map(async (wire, at) => {
    const { bytes, statuses } = tries[at] as Try;
    return (await wire.say(bytes).answers(statuses.length, 1_000)).flatMap(notTheAttackers);
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await Promise.all(users.map((wire, at) => asked(wire, { at, round })));
    findings.push(...found.flat());
  }
  findings.push(...(await Promise.all(attacks)).flat());
  if (target.seen.some(({ url }) => url.includes(HIDDEN_PATH)))
    findings.push('a service got a request that nobody made');
  for (const wire of [...users, ...attackers]) wire.hangUp();
  return findings;
}

/** By turns a read and a write, on a connection that is kept. */
async function asked(
  wire: Wire,
  { at, round }: { readonly at: number; readonly round: number },
): Promise<Findings> {
  const mark = `user-${(marks += 1)}`;
  const path = `/v1/spend/${mark}`;
  const isRead = (at + round) % 2 === 0;
  const head = `host: gateway\r\nx-mark: ${mark}\r\n`;
  const body = `{"mark":"${mark}"}`;
  const length = `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;
  wire.say(
    isRead
      ? `GET ${path} HTTP/1.1\r\n${head}\r\n`
      : `POST ${path} HTTP/1.1\r\n${head}${length}\r\n${body}`,
  );
  const answer = (await wire.answers(round + 1, 2_000))[round];
  if (!answer) return [`${mark} got no answer`];
  const sent = { mark, method: isRead ? 'GET' : 'POST', url: path, body: isRead ? '' : body };
  if (answer.status === 200 && answer.body === JSON.stringify(sent)) return [];
  return [`${mark} got ${answer.status} ${answer.body}`];
}

const notTheAttackers = ({ status, body }: WireAnswer): Findings =>
  status >= 400 || (JSON.parse(body) as { mark: string }).mark === 'attacker'
    ? []
    : [`the attacker got ${status} ${body}`];
