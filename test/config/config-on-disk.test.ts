import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PrivateFileError } from '../../commons/storage/private-files.ts';
import { MAX_CONFIG_BYTES } from '../../peer/config/config-file.ts';
import { configFileIn, loadConfig, problemLines } from '../../peer/config/config-place.ts';
import { ConfigWriter } from '../../peer/config/config-writer.ts';
import { documentedConfig } from '../../peer/config/documented-config.ts';
import { parseLook } from '../../peer/ui/tui/theme/look.ts';
import { temporaryFolder } from '../helpers/programs.ts';

const load = (folder: string) => loadConfig(folder, parseLook);

function folderWith(text: string | Uint8Array): string {
  const folder = temporaryFolder();
  writeFileSync(configFileIn(folder), text, { mode: 0o600 });
  return folder;
}

const writer = (folder: string): ConfigWriter => new ConfigWriter(folder, documentedConfig);

describe('reading the config file', () => {
  it('is no problem where there is none', () => {
    expect(load(join(temporaryFolder(), 'none'))).toEqual({ settings: {}, themes: new Map(), problems: [] });
  });

  it('says what is wrong with the file as a whole, and with its lines', () => {
    const asFolder = temporaryFolder();
    mkdirSync(configFileIn(asFolder));
    expect(load(asFolder).problems).toEqual([{ line: 0, message: 'It is not a file.' }]);
    expect(load(folderWith('#'.repeat(MAX_CONFIG_BYTES + 1))).problems[0]?.message).toContain('64 KiB');
    const folder = folderWith('mouse = off\nbell = x');
    expect(problemLines('config', load(folder))).toEqual([`config:2: bell can't be "x": use off, highlights or all.`]);
    expect(problemLines('config', load(asFolder))).toEqual(['config: It is not a file.']);
  });

  it('goes on past a line that is not UTF-8', () => {
    const { settings, problems } = load(folderWith(Buffer.from('user = jo\xe3o\nmouse = off\n', 'latin1')));
    expect(settings).toEqual({ mouse: 'off' });
    expect(problems).toEqual([{ line: 1, message: 'The line is not UTF-8.' }]);
  });

  it.skipIf(platform() === 'win32')('does not trust one that everybody may write', () => {
    const folder = folderWith('encryption = off');
    chmodSync(configFileIn(folder), 0o666);
    expect(load(folder)).toMatchObject({ settings: {}, problems: [{ message: expect.stringContaining('chmod 600') }] });
  });
});

describe('writing the config file', () => {
  it('makes it with everything explained, for the user alone', async () => {
    const folder = join(temporaryFolder(), 'made', 'p2p-chat');
    await writer(folder).write('mouse', 'off');
    const text = readFileSync(configFileIn(folder), 'utf8');
    expect(text).toBe(documentedConfig().replace('# mouse = on\n', '# mouse = on\nmouse = off\n'));
    if (platform() !== 'win32') expect(statSync(configFileIn(folder)).mode & 0o777).toBe(0o600);
    expect(load(folder).settings).toEqual({ mouse: 'off' });
  });

  it('loses nothing of what is written at the same time, or by others in between', async () => {
    const folder = temporaryFolder();
    const one = writer(folder);
    await Promise.all([one.write('mouse', 'off'), one.write('lang', 'pt'), one.write('mouse', 'on')]);
    await writer(folder).write('time', '12');
    await one.write('hints', 'off');
    expect(load(folder).settings).toEqual({ mouse: 'on', lang: 'pt', time: '12', hints: 'off' });
    expect(readdirSync(folder)).toEqual(['config']);
  });

  it.skipIf(platform() === 'win32')('writes through a link, and the link stays', async () => {
    const [folder, elsewhere] = [temporaryFolder(), folderWith('# mine\nmouse = on\n')];
    symlinkSync(configFileIn(elsewhere), configFileIn(folder));
    await writer(folder).write('mouse', 'off');
    expect(readFileSync(configFileIn(elsewhere), 'utf8')).toBe('# mine\nmouse = off\n');
  });

  it('leaves a file alone that it could not keep as it is, says so, and writes on afterwards', async () => {
    const latin1 = Buffer.from('# jo\xe3o\n', 'latin1');
    const folder = folderWith(latin1);
    const one = writer(folder);
    await expect(one.write('mouse', 'off')).rejects.toThrow(/not UTF-8/);
    expect(readFileSync(configFileIn(folder))).toEqual(latin1);
    writeFileSync(configFileIn(folder), '#'.repeat(MAX_CONFIG_BYTES));
    await expect(one.write('mouse', 'off')).rejects.toThrow(/too large/);
    writeFileSync(configFileIn(folder), '');
    await one.write('mouse', 'off');
    expect(load(folder).settings).toEqual({ mouse: 'off' });
  });

  // T12
  it.each(['utf16le', 'utf16be'])('leaves a file alone that is %s', async (encoding) => {
    for (const text of ['\ufeffmouse = on\n', 'mouse = on\n', '日本 = x\nmouse = on\n']) {
      const bytes = Buffer.from(text, 'utf16le');
      if (encoding === 'utf16be') bytes.swap16();
      const folder = folderWith(bytes);
      expect(load(folder)).toMatchObject({
        settings: {},
        problems: [{ line: 0, message: expect.stringContaining('UTF-16') }],
      });
      await expect(writer(folder).write('mouse', 'off')).rejects.toThrow(/not UTF-8/);
      expect(readFileSync(configFileIn(folder))).toEqual(bytes);
    }
  });

  // T12
  it('keeps a byte order mark, behind which the first line counts, and a theme too', async () => {
    const folder = folderWith('\ufeffmouse = off\r\n');
    expect(load(folder).settings).toEqual({ mouse: 'off' });
    await writer(folder).write('mouse', 'on');
    expect(readFileSync(configFileIn(folder), 'utf8')).toMatch(/^\ufeffmouse = on\r\n/);
    const other = folderWith('\ufefftheme.sea.link = underline\n');
    expect(load(other)).toMatchObject({ problems: [] });
    expect([...load(other).themes.keys()]).toEqual(['sea']);
  });

  it('says what went wrong in a sentence', async () => {
    const notAFolder = configFileIn(folderWith(''));
    await expect(writer(notAFolder).write('mouse', 'off')).rejects.toThrow(PrivateFileError);
  });
});
