import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { nameKey } from '../model/names.ts';

const SECRET_BYTES = 32;

/** Each guess costs an attacker who has the tracker's files about 70 ms and 32 MiB. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** The secret that the tracker compares (protocol 7.11.2): 43 characters of base64url, different for each room. */
export async function secretOfPassword(password: string, room: string): Promise<string> {
  const derive = promisify<string, string, number, object, Buffer>(scrypt);
  const salt = `p2pchat-room-password-1\0${nameKey(room)}`;
  return (await derive(password.normalize('NFC'), salt, SECRET_BYTES, COST)).toString('base64url');
}
