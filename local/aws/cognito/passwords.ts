import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordPolicy } from './pool-definition.ts';

const saltBytes = 16;
const hashBytes = 32;
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, hashBytes, (error, hash) => {
      if (error === null) {
        resolve(hash);
      } else {
        reject(error);
      }
    });
  });
}

/** What is kept of a password: a salt and a slow hash. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt);
  return `${salt.toString('base64url')}.${hash.toString('base64url')}`;
}

const nobody = `${Buffer.alloc(saltBytes).toString('base64url')}.${Buffer.alloc(hashBytes).toString('base64url')}`;

/** Whether the password is the kept one; as slow where nothing is kept, so that the time tells nothing. */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  const [salt = '', hash = ''] = (kept ?? nobody).split('.');
  const given = await derive(password, Buffer.from(salt, 'base64url'));
  return timingSafeEqual(given, Buffer.from(hash, 'base64url')) && kept !== undefined;
}

/** What the policy misses in a password, in the words of the service; undefined when it conforms. */
export function passwordFault(password: string, policy: PasswordPolicy): string | undefined {
  const rules: readonly (readonly [boolean, string])[] = [
    [password.length >= policy.shortest, 'Password not long enough'],
    [!policy.lowerCase || /[a-z]/.test(password), 'Password must have lowercase characters'],
    [!policy.upperCase || /[A-Z]/.test(password), 'Password must have uppercase characters'],
    [!policy.numbers || /\d/.test(password), 'Password must have numeric characters'],
    [!policy.symbols || symbol.test(password), 'Password must have symbol characters'],
  ];
  return rules.find(([holds]) => !holds)?.[1];
}

/** A password that conforms to every policy. */
export function makePassword(policy: PasswordPolicy): string {
  const length = Math.max(policy.shortest, 16);
  const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const body = Array.from({ length: length - 4 }, () => letters.charAt(randomInt(letters.length))).join('');
  return `${body}aA7-`;
}
