// All that can be set: one table, from which the config file is read, documented and written, /set answers and
// completes.

import { DEFAULT_TRACKER, type Endpoint, formatEndpoint } from '../../commons/net/endpoint.ts';
import type { EncryptionPolicy, RequestPolicy } from '../reports.ts';
import { endpointText, oneOf, themeName, usernameText, type Values } from './setting-values.ts';

export interface Settings {
  readonly lang: 'auto' | 'en' | 'pt';
  /** A built-in theme, or one of the file. */
  readonly theme: string;
  readonly time: '24' | '12' | 'off';
  readonly mouse: 'on' | 'off';
  readonly bell: 'off' | 'highlights' | 'all';
  readonly notify: 'auto' | 'off' | 'highlights' | 'all';
  readonly ascii: 'auto' | 'on' | 'off';
  readonly history: 'on' | 'off';
  readonly people: 'auto' | 'on' | 'off';
  readonly rooms: 'auto' | 'on' | 'off';
  readonly hints: 'on' | 'off';
  readonly tracker: Endpoint;
  /** null: it is asked for. */
  readonly user: string | null;
  readonly encryption: EncryptionPolicy;
  readonly requests: 'auto' | RequestPolicy;
  readonly 'front-end': 'auto' | 'tui' | 'plain';
}

export type SettingName = keyof Settings;

export interface SettingRow<Name extends SettingName = SettingName> {
  readonly name: Name;
  readonly values: Values<Settings[Name]>;
  /** As it would be written in the file. */
  readonly default: string;
  /** When a change of it counts. */
  readonly counts: 'now' | 'next start';
  readonly help: { readonly en: string; readonly pt: string };
}

function row<Name extends SettingName>(
  name: Name,
  values: Values<Settings[Name]>,
  initial: string,
  en: string,
  pt: string,
  counts: SettingRow['counts'] = 'now',
): SettingRow<Name> {
  return { name, values, default: initial, counts, help: { en, pt } };
}

const ROWS: { readonly [Name in SettingName]: SettingRow<Name> } = {
  lang: row(
    'lang',
    oneOf('auto', 'en', 'pt'),
    'auto',
    'language; auto: the language of the terminal (LC_ALL, LC_MESSAGES, LANG)',
    'idioma; auto: o do terminal (LC_ALL, LC_MESSAGES, LANG)',
  ),
  theme: row(
    'theme',
    themeName,
    'dark',
    'colours; NAME is a theme of your own, defined in this file',
    'cores; NAME é um tema seu, definido neste arquivo',
  ),
  time: row('time', oneOf('24', '12', 'off'), '24', 'the time beside messages', 'a hora ao lado das mensagens'),
  mouse: row(
    'mouse',
    oneOf('on', 'off'),
    'on',
    'on: the mouse clicks and scrolls in the program; off: it selects text, as in other programs',
    'on: o mouse clica e rola no programa; off: seleciona texto, como em outros programas',
  ),
  bell: row(
    'bell',
    oneOf('off', 'highlights', 'all'),
    'highlights',
    'when the terminal rings; highlights: for your name and private messages',
    'quando o terminal toca; highlights: para o seu nome e mensagens privadas',
  ),
  notify: row(
    'notify',
    oneOf('auto', 'off', 'highlights', 'all'),
    'auto',
    'desktop notifications; auto: highlights, but off over SSH',
    'notificações no desktop; auto: highlights, mas off por SSH',
  ),
  ascii: row(
    'ascii',
    oneOf('auto', 'on', 'off'),
    'auto',
    'draw with ASCII characters only; auto: if the terminal has no others',
    'desenha só com caracteres ASCII; auto: se o terminal não tem outros',
  ),
  history: row(
    'history',
    oneOf('on', 'off'),
    'on',
    'save the commands you type, never messages, for the next start',
    'salva os comandos digitados, nunca as mensagens, para o próximo início',
  ),
  people: row(
    'people',
    oneOf('auto', 'on', 'off'),
    'auto',
    'the column of people; auto: if there is room for it',
    'a coluna de pessoas; auto: se houver espaço',
  ),
  rooms: row(
    'rooms',
    oneOf('auto', 'on', 'off'),
    'auto',
    'the column of rooms; auto: if there is room for it',
    'a coluna de salas; auto: se houver espaço',
  ),
  hints: row('hints', oneOf('on', 'off'), 'on', 'the row of keys at the bottom', 'a linha de teclas embaixo'),
  tracker: row(
    'tracker',
    endpointText,
    formatEndpoint(DEFAULT_TRACKER),
    'where the tracker is; --tracker overrides it',
    'onde está o tracker; --tracker tem precedência',
    'next start',
  ),
  user: row(
    'user',
    usernameText,
    '',
    'your name; --user overrides it',
    'seu nome; --user tem precedência',
    'next start',
  ),
  encryption: row(
    'encryption',
    oneOf('require', 'prefer', 'off'),
    'require',
    'require: only encrypted connections; prefer: plaintext with peers that have no key; off: nothing is encrypted, for a laboratory; --encryption overrides it',
    'require: só conexões criptografadas; prefer: sem criptografia com quem não tem chave; off: nada é criptografado, para um laboratório; --encryption tem precedência',
    'next start',
  ),
  requests: row(
    'requests',
    oneOf('auto', 'ask', 'accept'),
    'auto',
    'first messages from people you do not know; ask: they wait until you accept them; accept: they are shown at once; auto: ask, but accept with --json; --requests overrides it',
    'primeiras mensagens de quem você não conhece; ask: esperam até você aceitar; accept: aparecem logo; auto: ask, mas accept com --json; --requests tem precedência',
    'next start',
  ),
  'front-end': row(
    'front-end',
    oneOf('auto', 'tui', 'plain'),
    'auto',
    'full screen or one line per event; auto: full screen on a terminal; --plain overrides it',
    'tela inteira ou uma linha por evento; auto: tela inteira em um terminal; --plain tem precedência',
    'next start',
  ),
};

export const SETTINGS: readonly SettingRow[] = Object.values(ROWS);

export const SETTING_NAMES: readonly string[] = SETTINGS.map(({ name }) => name);

const BY_NAME: ReadonlyMap<string, SettingRow> = new Map(SETTINGS.map((row) => [row.name, row]));

export function findSetting(name: string): SettingRow | undefined {
  return BY_NAME.get(name);
}
