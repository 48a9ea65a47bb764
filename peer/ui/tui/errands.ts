// Performs the user's requests that take time outside of this program: stores a setting, writes a file, opens a page in
// the browser. The result is shown in the row of key hints.

import { formatEndpoint } from '../../../commons/net/endpoint.ts';
import { visible } from '../../../commons/text/text.ts';
import { findSetting } from '../../config/settings.ts';
import type { WireReport } from '../../reports.ts';
import type { Desk } from './desk.ts';
import type { TuiPhrases } from './phrases/phrases.ts';
import type { Preferences } from './preferences.ts';

/** The operations of this machine. */
export interface Machine {
  /** Opens a page in the browser; resolves with whether it could. */
  openAddress(address: string): Promise<boolean>;
  /** Writes a capture of what was seen on the wire; resolves with the file, rejects as {@link writeFile}. */
  saveWire(reports: readonly WireReport[]): Promise<string>;
  /** Stores a setting; resolves with the file, rejects with the text to show. */
  keepSetting(name: string, value: string): Promise<string>;
  /** Writes a file for the user alone; resolves with its path, rejects with the error of the system. */
  writeFile(file: string, text: string): Promise<string>;
}

export interface ErrandsDeps {
  readonly desk: Desk;
  readonly preferences: Preferences;
  readonly machine: Machine;
  /** The preferences have changed. */
  changed(): void;
  draw(): void;
}

export class Errands {
  readonly #deps: ErrandsDeps;

  constructor(deps: ErrandsDeps) {
    this.#deps = deps;
  }

  async changeSetting(name: string, value: string): Promise<void> {
    const { preferences, machine } = this.#deps;
    const changed = preferences.change(name, value);
    if ('problem' in changed) {
      const row = findSetting(name.toLowerCase());
      return this.#say(this.#phrases.badSetting(changed.problem, row?.name ?? name, row?.values.form ?? null));
    }
    this.#deps.changed();
    const isNow = changed.counts === 'now';
    const { set, setForNextStart, settingsInFile, settingNotKept, nextStartNotKept } = this.#phrases;
    const done = (isNow ? set : setForNextStart)(changed.name, changed.text);
    if (isNow) this.#say(done);
    await machine.keepSetting(changed.name, changed.text).then(
      (file) => this.#say(`${done}, ${settingsInFile(file)}`),
      (error: Error) => this.#say((isNow ? settingNotKept : nextStartNotKept)(error.message)),
    );
  }

  /** The value of a setting, as it is written in the config file; null: it is not set. */
  settingText(name: string): string | null {
    const { settings } = this.#deps.preferences;
    const value = settings[name as keyof typeof settings];
    if (value === undefined || value === null) return null;
    return typeof value === 'object' ? formatEndpoint(value) : value;
  }

  async saveWire(reports: readonly WireReport[]): Promise<void> {
    const phrases = this.#phrases;
    await this.#deps.machine.saveWire(reports).then(
      (file) => this.#say(phrases.wireSaved(file, reports.length)),
      (error: NodeJS.ErrnoException) => this.#say(phrases.exportFailed('', whyNotWritten(phrases, error))),
    );
  }

  async openAddress(address: string): Promise<void> {
    if (!(await this.#deps.machine.openAddress(address))) this.#say(this.#phrases.cannotOpen(address));
  }

  async writeFile(file: string, lines: readonly string[]): Promise<void> {
    const phrases = this.#phrases;
    await this.#deps.machine.writeFile(file, `${lines.join('\n')}\n`).then(
      (path) => this.#say(phrases.exported(path, lines.length)),
      (error: NodeJS.ErrnoException) => this.#say(phrases.exportFailed(file, whyNotWritten(phrases, error))),
    );
  }

  get #phrases(): TuiPhrases {
    return this.#deps.desk.face.phrases;
  }

  #say(text: string): void {
    this.#deps.desk.flash = visible(text);
    this.#deps.draw();
  }
}

function whyNotWritten(phrases: TuiPhrases, { code, message }: NodeJS.ErrnoException): string {
  return code === 'EEXIST' ? phrases.fileExists : (code ?? message);
}
