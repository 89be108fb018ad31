import { describe, expect, it } from 'vitest';
import { cookieIn, cookieNamed, dropCookie, hasCookie, setCookie } from './cookies.js';

const plain = cookieNamed('fachwerk_session', {});
const form = /^[a-z]+$/;

describe('a cookie', () => {
  it('belongs to the host alone over https', () => {
    expect(setCookie(cookieNamed('fachwerk_session', { publicUrl: 'https://hub.example' }), 'abc')).toBe(
      '__Host-fachwerk_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('is not for scripts, nor for what other sites ask', () => {
    expect(setCookie(plain, 'abc', 60)).toBe('fachwerk_session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60');
    expect(dropCookie(plain)).toBe('fachwerk_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  });

  it.each([
    ['alone', 'fachwerk_session=abc', 'abc'],
    ['among others', 'a=1; fachwerk_session=abc;b=2', 'abc'],
    ['twice', 'fachwerk_session=abc; fachwerk_session=abc', undefined],
    ['with another value', 'fachwerk_session=ABC', undefined],
    ['in quotes', 'fachwerk_session="abc"', undefined],
    ['with a blank', 'fachwerk_session= abc', undefined],
    ['empty', 'fachwerk_session=', undefined],
    ['under a name that only begins so', 'fachwerk_session2=abc', undefined],
    ['under a name that only ends so', 'xfachwerk_session=abc', undefined],
    ['in other letters', 'Fachwerk_Session=abc', undefined],
    ['of nobody', undefined, undefined],
  ])('is read %s', (_how, header, value) => expect(cookieIn(header, plain, form)).toBe(value));

  it('is there, whatever it says', () => {
    expect(hasCookie('fachwerk_session=%00', plain)).toBe(true);
    expect(hasCookie('other=1', plain)).toBe(false);
  });
});
