import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Rig } from '../../testing/rig.js';
import { Wire } from '../../testing/wire.js';

const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
const post = (...headers: readonly string[]): string =>
  head('POST /v1/spend/x HTTP/1.1', 'host: gateway', ...headers);
const json = 'content-type: application/json';
const chunk = `${(70_000).toString(16)}\r\n${'x'.repeat(70_000)}\r\n`;

describe('what the gateway refuses itself', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());

  describe.each([
    ['en', 'en-GB, fr;q=0.5'],
    ['fr', 'fr-ML'],
  ])('is a problem in %s', (language, accept) => {
    const asked = `accept-language: ${accept}`;
    test.each([
      ['a body above the limit, announced', post(json, asked, 'content-length: 65537'), 413],
      [
        'a body above the limit, in chunks',
        `${post(json, asked, 'transfer-encoding: chunked')}${chunk}`,
        413,
      ],
      ['a length that is none', post(json, asked, 'content-length: seven'), 400],
      ['two lengths', post(json, asked, 'content-length: 1', 'content-length: 2'), 400],
      ['headers above the limit', post(asked, `x: ${'y'.repeat(20_000)}`), 431],
      [
        'a body of a GET',
        head('GET /v1/spend HTTP/1.1', 'host: g', asked, 'content-length: 3'),
        400,
      ],
      ['an address that cannot be read', head('GET /v1/%ZZ HTTP/1.1', 'host: g', asked), 400],
      ['a type that is none', `${post('content-type: ?', asked, 'content-length: 1')}x`, 415],
      ['a method that nobody has', head('PROPFIND /v1/spend HTTP/1.1', 'host: g', asked), 405],
      ['no host', head('GET /v1/spend HTTP/1.1', asked), 400],
    ])('%s', async (_, bytes, status) => {
      const before = rig.seen.length;
      const wire = (await Wire.to(rig.url)).say(bytes);
      const [answer] = await wire.answers(1);
      expect(answer?.status).toBe(status);
      expect(answer?.headers).toMatchObject({
        'content-type': 'application/problem+json; charset=utf-8',
        'content-language': language,
      });
      const problem = JSON.parse(Buffer.from(answer?.body ?? '', 'latin1').toString()) as object;
      expect(problem).toMatchObject({
        status,
        code: expect.any(String),
        traceId: expect.any(String),
      });
      expect(problem).toHaveProperty('title', expect.stringMatching(TITLES[language] ?? ''));
      expect(rig.seen.length).toBe(before);
      wire.hangUp();
    });
  });

  test('a client that sends a large body whole reads why it was refused', async () => {
    const body = 'x'.repeat(8 * 1024 * 1024);
    for (let n = 0; n < 20; n += 1) {
      const answer = await fetch(`${rig.url}/v1/spend`, { method: 'POST', body });
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: 'body_too_large' });
    }
  });

  test('HEAD: with a length refused, else the headers of the answer alone', async () => {
    const headOf = (...more: readonly string[]) =>
      head('HEAD /v1/spend/x HTTP/1.1', 'host: gateway', ...more);
    for (const more of ['content-length: 60', 'transfer-encoding: chunked']) {
      const refused = (await Wire.to(rig.url)).say(headOf(more));
      expect(await refused.closed(1_000)).toBe(true);
      expect(refused.heard).toMatch(/^HTTP\/1\.1 400 [^]*\r\n\r\n$/);
    }
    expect(rig.seen).not.toContainEqual(expect.objectContaining({ method: 'HEAD' }));
    const kept = (await Wire.to(rig.url)).say(headOf());
    await kept.answers(1);
    kept.say(head('GET /v1/spend/y HTTP/1.1', 'host: gateway', 'connection: close'));
    expect(await kept.closed(1_000)).toBe(true);
    expect(kept.heard.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    expect(kept.heard).toContain('"url":"/v1/spend/y"');
    expect(kept.heard).not.toContain('"url":"/v1/spend/x"');
  });

  test('what a service would refuse is left to it: types, keys, correlations', async () => {
    const answer = await fetch(`${rig.url}/v1/spend/x?a=%20&b=c%2Fd`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-correlation-id': 'x'.repeat(101) },
      body: 'no JSON',
    });
    expect(await answer.json()).toMatchObject({
      url: '/v1/spend/x?a=%20&b=c%2Fd',
      body: 'no JSON',
    });
    const [{ headers } = { headers: {} }] = rig.seen.slice(-1);
    expect(headers).toMatchObject({
      'content-type': 'text/plain',
      'x-correlation-id': 'x'.repeat(101),
      'x-forwarded-for': '127.0.0.1',
    });
  });
});

const TITLES: Readonly<Record<string, RegExp>> = {
  en: /^(Body|Malformed|Headers too|Unsupported|Method not)/,
  fr: /^(Corps|Requête|En-têtes|Type de|Méthode)/,
};
