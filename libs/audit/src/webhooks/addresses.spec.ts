import { describe, expect, test } from '@jest/globals';
import { Addresses } from './addresses.js';

const named = new Addresses(['stock.interne:8080', '*.bko.interne', '10.1.2.3', 'localhost']);

describe('addresses of receivers', () => {
  test.each([
    'https://example.org/in',
    'https://example.org:8443/in',
    'https://93.184.215.14/',
    'http://stock.interne:8080/in',
    'http://a.bko.interne/',
    'https://10.1.2.3/',
    'https://[2606:4700::1111]/',
  ])('%s may be called', (url) => {
    expect(() => named.check(new URL(url))).not.toThrow();
  });

  test.each([
    'http://example.org/in',
    'http://stock.interne/in',
    'http://bko.interne.example.org/',
    'https://10.1.2.4/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00::1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[::7f00:1]/',
    'https://[::ffff:0:7f00:1]/',
    'https://[2001::1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://[fe80::1]/',
    'https://0.0.0.0/',
    'https://user:pass@example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
  ])('%s may not', (url) => {
    expect(() => named.check(new URL(url))).toThrow();
  });

  test('cloud metadata is never called, even if listed', () => {
    const all = new Addresses(['169.254.169.254', '0.0.0.0']);
    expect(() => all.check(new URL('http://169.254.169.254/'))).toThrow('169.254.169.254');
  });

  test('a name that resolves to an internal address is refused, unless it is listed', async () => {
    const resolve = (addresses: Addresses) =>
      new Promise((done) => {
        const url = new URL('https://localhost/');
        addresses.lookupFor(url)('localhost', { all: true }, (error) => done(error?.name ?? 'ok'));
      });
    expect(await resolve(new Addresses([]))).toBe('AddressRefused');
    expect(await resolve(named)).toBe('ok');
  });
});
