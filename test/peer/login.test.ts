import { describe, expect, it } from 'vitest';
import { codeOf } from '../../peer/problems.ts';
import { type Credentials, Login } from '../../peer/tracker/login.ts';
import { refusal } from '../helpers/refusal.ts';

const DIGEST = 'a'.repeat(64);
const HERE = { port: 5001, features: [] };
const ana: Credentials = { username: 'ana', digest: DIGEST, register: false };
const LOGIN_FAILED = { status: 'ERROR', code: 'LOGIN_FAILED', msg: 'no' } as const;
const KEY = { hasKey: true, isKeyKnown: true };

const wayOf = (login: Login): string => {
  const request = login.request(HERE);
  if (request.cmd === 'REGISTER') return 'register';
  if ('token' in request) return 'token';
  return 'password' in request ? 'password' : 'key';
};

describe('a login', () => {
  it('begins with the key where the tracker may know it, else with the password', () => {
    expect(wayOf(new Login(ana, KEY))).toBe('key');
    expect(wayOf(new Login({ ...ana, isTyped: true }, KEY))).toBe('password');
    expect(wayOf(new Login({ ...ana, digest: null, isTyped: true }, KEY))).toBe('key');
    expect(wayOf(new Login(ana, { hasKey: true, isKeyKnown: false }))).toBe('password');
    expect(wayOf(new Login(ana, { hasKey: false, isKeyKnown: true }))).toBe('password');
  });

  it('goes from the token to the key to the password, and no further', () => {
    const login = new Login(ana, KEY);
    login.succeeded('token');
    const ways = [wayOf(login)];
    while (login.refused('LOGIN_FAILED') === 'another way') ways.push(wayOf(login));
    expect(ways).toEqual(['token', 'key', 'password']);
  });

  it('goes on to what was typed, where the password was typed in another form than the normal one (T13)', () => {
    const typedDigest = 'b'.repeat(64);
    for (const register of [false, true]) {
      const login = new Login({ ...ana, register, typedDigest }, { hasKey: true, isKeyKnown: false });
      const sent: unknown[] = [];
      const next = (): void => {
        const request = login.request(HERE);
        sent.push([request.cmd, request.password]);
      };
      next();
      if (register && login.refused('USERNAME_TAKEN') === 'another way') next();
      while (login.refused('LOGIN_FAILED') === 'another way') next();
      const logins = [
        ['LOGIN', DIGEST],
        ['LOGIN', typedDigest],
      ];
      expect(sent).toEqual(register ? [['REGISTER', DIGEST], ...logins] : logins);
    }
  });

  it('ends with the key if no password was typed', () => {
    const login = new Login({ ...ana, digest: null }, KEY);
    expect(wayOf(login)).toBe('key');
    expect(login.refused('LOGIN_FAILED')).toBe('never');
  });

  it('never uses the password again after it succeeded with a key at hand', () => {
    const login = new Login(ana, { hasKey: true, isKeyKnown: false });
    login.succeeded('token');
    expect(wayOf(login)).toBe('token');
    login.refused('LOGIN_FAILED');
    expect(wayOf(login)).toBe('key');
  });

  it('registers first if asked to, and logs in if the name is taken', () => {
    const login = new Login({ ...ana, register: true }, { hasKey: true, isKeyKnown: false });
    expect(wayOf(login)).toBe('register');
    expect(login.refused('USERNAME_TAKEN')).toBe('another way');
    expect(wayOf(login)).toBe('password');
    expect(login.refused('LOGIN_FAILED')).toBe('never');
    expect(login.problemOf(LOGIN_FAILED)).toEqual({ code: 'USERNAME_TAKEN', username: 'ana' });
  });

  it.each(['BUSY', 'RATE_LIMITED', 'STORAGE_FAILED', 'INTERNAL'])(
    'that is refused with %s is tried again the same way',
    (code) => {
      for (const register of [true, false]) {
        const login = new Login({ ...ana, register }, KEY);
        const before = wayOf(login);
        expect(login.refused(code)).toBe('later');
        expect(wayOf(login)).toBe(before);
      }
    },
  );

  it('that is refused for good says why in the words of the tracker', () => {
    const login = new Login({ ...ana, register: true }, KEY);
    expect(login.refused('BAD_USERNAME')).toBe('never');
    const reply = { status: 'ERROR', code: 'BAD_USERNAME', msg: 'No such names.' } as const;
    expect(login.problemOf(reply)).toEqual(refusal('BAD_USERNAME', 'No such names.', { to: 'login', username: 'ana' }));
  });

  it('registers nobody with a short password, but lets in who has one (U10)', () => {
    const credentials = { ...ana, register: true, isWeak: true };
    const login = new Login(credentials, { hasKey: true, isKeyKnown: false });
    expect(wayOf(login)).toBe('password');
    expect(login.refused('LOGIN_FAILED')).toBe('never');
    expect(login.problemOf(LOGIN_FAILED)).toEqual({ code: 'WEAK_PASSWORD', of: 'account' });
    const known = new Login({ ...credentials, register: false }, KEY);
    expect(codeOf(known.problemOf(LOGIN_FAILED))).toBe('LOGIN_FAILED');
  });
});
