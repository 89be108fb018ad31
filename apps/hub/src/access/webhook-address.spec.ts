import { describe, expect, it } from 'vitest';
import { checkWebhookUrl, isRefused } from './webhook-address.js';

describe('the address of a webhook', () => {
  it.each([
    ['https://permits.example/receipts?office=63', 'https://permits.example/receipts?office=63'],
    ['http://10.1.2.3:8080', 'http://10.1.2.3:8080/'],
    ['http://[fd12:3456::1]/r', 'http://[fd12:3456::1]/r'],
    ['http://127.0.0.1:9/', 'http://127.0.0.1:9/'],
  ])('%s is allowed', (url, href) => expect(checkWebhookUrl(url)).toBe(href));

  it.each([
    ['permits.example', /begin with https/],
    ['ftp://permits.example/', /begin with https/],
    ['file:///etc/passwd', /begin with https/],
    ['https://name:word@permits.example/', /credentials/],
    ['https://name@permits.example/', /credentials/],
    ['https://permits.example/#a', /fragment/],
    ['http://169.254.169.254/latest/meta-data', /link-local/],
    // Other ways to write the same address.
    ['http://0xa9fea9fe/', /link-local/],
    ['http://2852039166/', /link-local/],
    ['http://[fe80::1]/', /link-local/],
    ['http://[::ffff:169.254.169.254]/', /link-local/],
    ['http://[fd00:ec2::254]/', /link-local/],
  ])('%s is not', (url, why) => {
    expect(() => checkWebhookUrl(url)).toThrow(expect.objectContaining({ code: 'webhook.url-invalid' }));
    expect(() => checkWebhookUrl(url)).toThrow(why);
  });

  it('is looked up before it can be refused when it is a name', () => {
    expect(isRefused('metadata.example', false)).toBe(false);
    expect(isRefused('169.254.0.1', true)).toBe(true);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', '0.0.0.0', '::', '::ffff:127.0.0.1'])(
    'is refused when it is this computer, unless that is allowed: %s',
    (address) => {
      expect(isRefused(address, false)).toBe(true);
      expect(isRefused(address, true)).toBe(false);
    },
  );
});
