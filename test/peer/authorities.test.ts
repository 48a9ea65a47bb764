// N6: a file of --ca without a certificate is refused; it must not leave the choice of authorities to node.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandLineEnd, EXIT_USAGE } from '../../commons/command-line/command-line.ts';
import { readAuthorities } from '../../peer/program/authorities.ts';
import { issue } from '../commons/tls/certificates.ts';
import { someIdentity } from '../helpers/identities.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { ROOT, run } from '../helpers/run-program.ts';

const { pem } = await issue({ authority: 'An authority' });
const { pem: other } = await issue({ authority: 'Another authority' });
const der = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64');
const lines = pem.trim().split('\n');

function fileWith(content: string | Uint8Array): string {
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, content);
  return file;
}

const WITHOUT: [string, string | Uint8Array, RegExp][] = [
  ['nothing', '', /there is no certificate/],
  ['spaces and lines', ' \n\n', /there is no certificate/],
  ['a byte order mark', '\uFEFF', /there is no certificate/],
  ['comments', '# our authority\n# comes later\n', /there is no certificate/],
  ['the key of an authority', someIdentity().key, /there is no certificate/],
  ['a certificate that is commented out', pem.replaceAll(/^/gm, '# '), /there is no certificate/],
  ['DER', der, /is DER.*openssl x509 -inform der/],
  ['bytes', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]), /there is no certificate/],
  ['an empty certificate', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n', /certificate 1 of 1 .* damaged/],
  ['base64 that is none', pem.replace(/\nM/, '\nA'), /certificate 1 of 1 .* damaged/],
  ['half of one', lines.slice(0, 4).join('\n'), /certificate 1 of 1 .* damaged/],
  ['a good one and half of one', `${pem}\n${lines.slice(0, 4).join('\n')}\n`, /certificate 2 of 2 .* damaged/],
  ['UTF-16', Buffer.from(`\uFEFF${pem}`, 'utf16le'), /UTF-16/],
];

describe('a file of --ca', () => {
  it.each(WITHOUT)('with %s is refused in one sentence', async (_what, content, said) => {
    const file = fileWith(content);
    const refused = await readAuthorities(file).catch((error: Error) => error);
    expect(refused).toBeInstanceOf(CommandLineEnd);
    const { exitCode, output } = refused as CommandLineEnd;
    expect(exitCode).toBe(EXIT_USAGE);
    expect(output).toMatch(said);
    expect(output).toContain(file);
    expect(output).toMatch(/^peer: [^\n]*\n$/);
  });

  it('gives its certificates, and nothing else that stands there', async () => {
    const found = await readAuthorities(fileWith(`# ours\r\n${pem.replaceAll('\n', '\r\n')}\nmore text\n${other}`));
    expect(found.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(found).not.toMatch(/ours|more/);
  });

  it.each(['', der])('is looked at before anything is done', async (content) => {
    const args = ['--json', '--user', 'ana', '--tracker', '127.0.0.1:1', '--ca', fileWith(content)];
    const { code, out, err } = await run(ROOT, 'peer/main.js', args, { P2PCHAT_PASSWORD: 'a password of ana' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^peer: [^\n]*--ca[^\n]*\n$/);
  });

  it('that is missing is refused likewise', async () => {
    await expect(readAuthorities('/nowhere/ca.pem')).rejects.toThrow(
      /cannot be read \(there is no such file, ENOENT\)/,
    );
    await expect(readAuthorities(temporaryFolder())).rejects.toThrow(
      /cannot be read \(it is a folder; name a file, EISDIR\)/,
    );
  });
});
