import { seededRandom } from './dial-race.ts';
import { TestPeer } from './peer-world.ts';
import { TrackerWorld } from './tracker-world.ts';
import { asTyped } from './typed.ts';

export interface Weather {
  /** The longest that bytes are under way, in ms one way. */
  readonly latencyMs: number;
  readonly hasTrackerRestarts: boolean;
  readonly hasPrivateLines: boolean;
}

/**
 * Three peers talk while their connections are cut and the tracker comes and goes, all drawn from `seed`. Returns what
 * went wrong: lines lost, doubled, out of order, or said to be something else than they became.
 */
export async function storm(
  seed: number,
  { latencyMs, hasTrackerRestarts, hasPrivateLines }: Weather,
): Promise<string[]> {
  const random = seededRandom(seed);
  const world = await TrackerWorld.start({ latencyMs: () => random() * latencyMs });
  const peers: TestPeer[] = [];
  for (const name of ['ana', 'bob', 'eva']) {
    const peer = await TestPeer.start(world, name, { random });
    peer.service.intend(asTyped(peers.length === 0 ? '/create dev' : '/join dev'));
    await peer.hears('room_joined');
    peers.push(peer);
  }
  await world.clock.advance(8_000);
  let isUp = true;
  for (let step = 0; step < 120; step += 1) {
    const index = Math.floor(random() * 3);
    const speaker = peers[index] as TestPeer;
    const other = peers[(index + 1 + Math.floor(random() * 2)) % 3] as TestPeer;
    const chance = random();
    if (chance < 0.7) {
      const isPrivate = hasPrivateLines && random() < 0.4;
      speaker.service.intend(asTyped(isPrivate ? `/msg ${other.username} private ${step}` : `line ${step}`));
    } else if (chance < 0.85) {
      speaker.host.cutAll();
    } else if (hasTrackerRestarts && chance < 0.9) {
      if (isUp) await world.service.stop();
      else await world.boot();
      isUp = !isUp;
    }
    await world.clock.advance(random() * (random() < 0.2 ? 3_000 : 100));
  }
  if (!isUp) await world.boot();
  await world.clock.advance(200_000);
  return peers.flatMap((from) => peers.filter((to) => to !== from).flatMap((to) => problemsBetween(from, to)));
}

function problemsBetween(from: TestPeer, to: TestPeer): string[] {
  const written = from
    .all('queued')
    .filter(({ people }) => people.includes(to.username))
    .map(({ content }) => content);
  const ids = new Map(from.all('queued').map(({ id, content }) => [id, content]));
  const heard = to
    .all('message')
    .filter((message) => message.from === from.username)
    .map(({ content }) => content);
  const became = (event: 'delivered' | 'failed'): (string | undefined)[] =>
    from
      .all(event)
      .filter((report) => report.to === to.username)
      .map(({ id }) => ids.get(id));
  const [delivered, failed] = [became('delivered'), became('failed')];
  const positions = heard.map((text) => written.indexOf(text));
  const problems = {
    lost: written.filter((text) => !heard.includes(text) && !failed.includes(text)),
    unsettled: written.filter((text) => !delivered.includes(text) && !failed.includes(text)),
    twice: heard.filter((text, index) => heard.indexOf(text) !== index),
    unordered: heard.filter((_text, index) => (positions[index] ?? 0) < (positions[index - 1] ?? 0)),
    'delivered but not heard': delivered.filter((text) => !heard.includes(text ?? '')),
    'failed but heard': failed.filter((text) => heard.includes(text ?? '')),
    failed,
  };
  return Object.entries(problems).flatMap(([what, lines]) =>
    lines.length > 0 ? [`${from.username} -> ${to.username}: ${what}: ${lines.join(', ')}`] : [],
  );
}
