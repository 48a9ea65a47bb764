/** Says on standard error what is going on: standard output is for the table. */
export function say(what: string): void {
  process.stderr.write(`bench: ${what}\n`);
}

/** Calls `work` for each round. The first one (-1) warms up, and is not to be counted. */
export async function inRounds(
  what: string,
  rounds: number,
  work: (isCounted: boolean) => Promise<void>,
): Promise<void> {
  for (let round = -1; round < rounds; round += 1) {
    say(round < 0 ? `${what}: warming up` : `${what}: round ${round + 1} of ${rounds}`);
    await work(round >= 0);
  }
}
