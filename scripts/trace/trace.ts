// From a file to a diagram: what the file begins with decides who reads it.

import { basename } from 'node:path';
import { fileProblem } from '../../commons/storage/file-problems.ts';
import { visible } from '../../commons/text/text.ts';
import { refuseUnreadable, refuseUnwritable, writeNewFile } from '../given-file.ts';
import { ScriptFailed } from '../script-failed.ts';
import { eventsOf } from './capture-events.ts';
import { type Diagram, diagramOf } from './diagram.ts';
import { diagramSvg } from './diagram-svg.ts';
import { chunksOf } from './file-chunks.ts';
import { mermaidOf } from './mermaid.ts';
import type { TraceOptions } from './options.ts';
import { blocksOf, UnreadableCapture } from './pcapng-blocks.ts';
import { type StartTshark, saidByTshark, startTshark } from './said-by-tshark.ts';
import { saidIn } from './said-in-capture.ts';
import { saidInTrace } from './said-in-trace.ts';
import { textLadder } from './text-ladder.ts';

export interface TraceDeps {
  /** `wireshark/p2pchat.lua`. */
  readonly dissector: string;
  /** Columns of the terminal. */
  readonly width: number;
  print(text: string): void;
  readonly startTshark?: StartTshark;
}

/** What our programs call themselves in the captures that they write. */
const OURS = /^(p2pchat (peer|tracker|lab)|p2p-chat)$/;

const OPENING_BRACE = 0x7b;

/** Rejects with a {@link ScriptFailed}. */
export async function trace(options: TraceOptions, deps: TraceDeps): Promise<void> {
  refuseUnreadable(options.file);
  if (options.keyLogFile !== null) refuseUnreadable(options.keyLogFile, 'Peers record keys with --keylog FILE.');
  if (options.out !== null) refuseUnwritable(options.out);
  const text = drawn(await diagramIn(options, deps), options, deps.width);
  if (options.out === null) {
    deps.print(text);
    return;
  }
  writeNewFile(options.out, text);
}

async function diagramIn(
  options: TraceOptions,
  { dissector, startTshark: start = startTshark }: TraceDeps,
): Promise<Diagram> {
  const { file, limit, keyLogFile } = options;
  try {
    const kind = kindOf(file);
    if (kind === 'trace') return diagramOf(saidInTrace(chunksOf(file)), limit);
    if (kind === 'ours') return diagramOf(saidIn(eventsOf(blocksOf(chunksOf(file)))), limit);
    return diagramOf(await saidByTshark({ file, dissector, keyLogFile, limit }, start), limit);
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new ScriptFailed(`${visible(file)} cannot be read (${fileProblem('read', error).en}).`);
    throw error;
  }
}

function kindOf(file: string): 'ours' | 'trace' | 'capture' {
  for (const chunk of chunksOf(file)) {
    if (chunk[0] === OPENING_BRACE) return 'trace';
    break;
  }
  try {
    for (const block of blocksOf(chunksOf(file)))
      return block.kind === 'section' && OURS.test(block.application) ? 'ours' : 'capture';
  } catch (error) {
    if (!(error instanceof UnreadableCapture)) throw error; // tshark may know better.
  }
  return 'capture';
}

function drawn(diagram: Diagram, { format, file, width, isAscii }: TraceOptions, terminalWidth: number): string {
  const empty =
    diagram.arrows.length > 0
      ? []
      : ['There is nothing in it to draw: it must be a capture with its keys (--capture), or a trace.'];
  const whole = { ...diagram, remarks: [...diagram.remarks, ...empty] };
  const title = visible(basename(file));
  if (format === 'svg') return diagramSvg(whole, `Who sent what to whom, in ${title}`);
  const lines = format === 'mermaid' ? mermaidOf(whole) : textLadder(whole, { width: width ?? terminalWidth, isAscii });
  return `${lines.join('\n')}\n`;
}
