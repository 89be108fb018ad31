import { describe, expect, it } from 'vitest';
import type { SpecialistProcedure } from '../../access/snapshot.js';
import { channelIn, ruleIn } from './alert-bodies.js';

const procedures = [{ id: 'p', name: 'permits' }] as unknown as readonly SpecialistProcedure[];

describe('a channel', () => {
  const mail = { kind: 'mail', title: 'a', address: 'a@city.example' };

  it('is one mail address in German, or a URL', () => {
    expect(channelIn(mail)).toEqual({ ...mail, language: 'de' });
    const webhook = { kind: 'webhook', title: 'a', address: 'https://city.example/x?y', language: 'en' };
    expect(channelIn(webhook)).toEqual(webhook);
  });

  it.each([
    [{ title: 'a\nBcc: b@c.example' }, 'request.invalid'],
    [{ title: ' ' }, 'request.invalid'],
    [{ address: 'a@city.example\r\nBcc: b@c.example' }, 'request.invalid'],
    [{ address: 'a@city.example, b@city.example' }, 'request.invalid'],
    [{ address: 'A <a@city.example>' }, 'request.invalid'],
    [{ address: '"a b"@city.example' }, 'request.invalid'],
    [{ address: 'a@-city.example' }, 'request.invalid'],
    [{ address: `a@${'b'.repeat(250)}` }, 'request.invalid'],
    [{ kind: 'webhook', address: 'http://169.254.169.254/' }, 'webhook.url-invalid'],
    [{ kind: 'webhook', address: 'https://u:p@city.example/' }, 'webhook.url-invalid'],
    [{ kind: 'webhook', address: 'file:///etc/passwd' }, 'webhook.url-invalid'],
    [{ kind: 'fax' }, 'request.invalid'],
    [{ language: 'fr' }, 'request.invalid'],
    [{ secret: 'mine' }, 'request.invalid'],
  ])('is not %j', (change, code) => {
    expect(() => channelIn({ ...mail, ...change })).toThrow(expect.objectContaining({ code }));
  });
});

describe('a rule', () => {
  const body = { enabled: true, severity: 'warning', forMinutes: 0, threshold: 1 };

  it('is for all where nothing is named', () => {
    const all = { repeatHours: null, procedures: null, channels: null, minimum: null };
    expect(ruleIn(body, 'messages-wait', procedures)).toEqual({ kind: 'messages-wait', ...body, ...all });
    const some = { ...body, procedures: ['permits', 'permits'], repeatHours: 2 };
    expect(ruleIn(some, 'messages-wait', procedures)).toMatchObject({ procedures: ['p'], repeatHours: 2 });
  });

  it('of a kind without a threshold has none', () => {
    const { threshold: _threshold, ...rest } = body;
    expect(ruleIn(rest, 'part-away', procedures)).toMatchObject({ threshold: null, procedures: null });
  });

  it.each([
    [{ forMinutes: -1 }, 'request.invalid'],
    [{ forMinutes: 1_441 }, 'request.invalid'],
    [{ threshold: 1.5 }, 'request.invalid'],
    [{ threshold: '1' }, 'request.invalid'],
    [{ threshold: undefined }, 'request.invalid'],
    [{ severity: 'fatal' }, 'request.invalid'],
    [{ repeatHours: 0 }, 'request.invalid'],
    [{ procedures: ['nobodys'] }, 'procedure.not-found'],
    [{ procedures: 'permits' }, 'request.invalid'],
    [{ procedures: [1] }, 'request.invalid'],
    [{ channels: ['x'] }, 'request.invalid'],
    [{ note: 'x' }, 'request.invalid'],
  ])('is not %j', (change, code) => {
    expect(() => ruleIn({ ...body, ...change }, 'messages-wait', procedures)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
