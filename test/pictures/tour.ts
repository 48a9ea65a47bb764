import type { Frame } from './frame.ts';
import type { Scene } from './story.ts';

const BEFORE = `# A tour

The screens of P2P Chat in an ordinary terminal of 80 columns, step by step, as text. They are recorded from the program itself,
and a test compares them with it; \`npm run pictures\` records them again. The [pictures](pictures) have colours.
`;

/** One step of the tour: what happens, and the screen after it. */
export interface Step {
  readonly scene: Scene;
  readonly frame: Frame;
}

/** The story as a text to read. */
export function tourText(steps: readonly Step[]): string {
  const sections = steps.map(
    ({ scene, frame }, index) => `## ${index + 1}. ${title(scene.name)}\n\n${wrapped(scene.told)}\n\n${screen(frame)}`,
  );
  return [BEFORE, ...sections].join('\n');
}

function title(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const LINE = /(.{1,118})(?:\s|$)/g;

function wrapped(text: string): string {
  return [...text.matchAll(LINE)].map(([, line]) => line).join('\n');
}

function screen({ lines }: Frame): string {
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`;
}
