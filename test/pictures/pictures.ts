// What the documentation shows: the story, played once for each language and theme, and recorded on the way.

import type { SettingFlags } from '../../peer/config/resolve.ts';
import { Cast } from './cast.ts';
import { frameSvg } from './frame-svg.ts';
import { DARK, LIGHT, type Palette } from './palette.ts';
import { Stage } from './stage.ts';
import { SCENES } from './story.ts';
import { type Step, tourText } from './tour.ts';
import { WORDS } from './words.ts';

/** A picture of the screen at the end of a scene. */
interface Shot {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly scene: string;
  readonly columns: number;
  readonly rows: number;
  /** What a person who cannot see it is told. */
  readonly caption: string;
}

const IN_ENGLISH: readonly Shot[] = [
  {
    name: 'sign-in',
    scene: 'sign-in',
    columns: 80,
    rows: 20,
    caption: 'The first screen: a name, a password twice, and the address of the tracker.',
  },
  {
    name: 'rooms',
    scene: 'rooms',
    columns: 80,
    rows: 20,
    caption: 'The rooms there are, with their owners, their seats, and what one needs to enter.',
  },
  {
    name: 'verify',
    scene: 'verify',
    columns: 80,
    rows: 24,
    caption: 'Sixty digits, and the same as a QR code, to be compared with what bob sees.',
  },
  {
    name: 'chat',
    scene: 'chat',
    columns: 88,
    rows: 26,
    caption: 'ana, bob and eva in the room #dev: what ana wrote is marked as delivered to both, and bob is verified.',
  },
  {
    name: 'wide',
    scene: 'tracker-away',
    columns: 120,
    rows: 40,
    caption:
      'A wide terminal, with a column for the people. The tracker is away, which the status says, and the conversation goes on.',
  },
  { name: 'help', scene: 'help', columns: 88, rows: 32, caption: 'The help: all keys and commands.' },
];

const IN_LIGHT: readonly Shot[] = [
  { name: 'light', scene: 'chat', columns: 88, rows: 26, caption: 'The room #dev in the light theme.' },
];

const IN_PORTUGUESE: readonly Shot[] = [
  { name: 'portuguese', scene: 'chat', columns: 88, rows: 26, caption: 'A sala #dev, com a tela em português.' },
];

interface Showing {
  readonly shots: readonly Shot[];
  readonly settings: SettingFlags;
  readonly palette: Palette;
}

const SHOWINGS: readonly Showing[] = [
  { shots: IN_ENGLISH, settings: {}, palette: DARK },
  { shots: IN_LIGHT, settings: { theme: 'light' }, palette: LIGHT },
  { shots: IN_PORTUGUESE, settings: { lang: 'pt' }, palette: DARK },
];

/** Of the tour: an ordinary terminal. */
const COLUMNS = 80;
const ROWS = 24;

/** All files of the documentation that show the screen, with their texts; the names are those within `docs/`. */
export async function recordDocumentation(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const showing of SHOWINGS) {
    const { steps, pictures } = await record(showing);
    for (const [name, svg] of pictures) files.set(`pictures/${name}.svg`, svg);
    if (showing.shots === IN_ENGLISH) files.set('tour.md', tourText(steps));
  }
  return files;
}

/** Plays the story for as long as there is something to be taken of it. */
async function record({ shots, settings, palette }: Showing): Promise<{ steps: Step[]; pictures: [string, string][] }> {
  const stage = new Stage({ columns: COLUMNS, rows: ROWS, settings });
  const cast = new Cast(stage, WORDS[settings.lang === 'pt' ? 'pt' : 'en']);
  const steps: Step[] = [];
  const pictures: [string, string][] = [];
  const last = SCENES.findLastIndex(({ name }) => shots.some(({ scene }) => scene === name));
  for (const scene of SCENES.slice(0, last + 1)) {
    await scene.play(stage, cast);
    for (const { name, columns, rows, caption } of shots.filter((shot) => shot.scene === scene.name)) {
      await stage.resize(columns, rows);
      pictures.push([name, frameSvg(await stage.frame(), palette, caption)]);
    }
    await stage.resize(COLUMNS, scene.rows ?? ROWS);
    steps.push({ scene, frame: await stage.frame() });
  }
  stage.close();
  return { steps, pictures };
}
