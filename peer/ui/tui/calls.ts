// Alerts a user who looks elsewhere, with the bell and desktop notifications, by their settings and at a limited rate.

import type { Clock } from '../../../commons/clock.ts';
import { visible } from '../../../commons/text/text.ts';
import type { Attention } from './model/reported.ts';
import type { Preferences } from './preferences.ts';
import type { Screen } from './screen/picture.ts';
import { cutText } from './text/fit.ts';

/** The shortest time between two bells, and between two notifications. */
const BELL_PAUSE_MS = 1_000;
const DESKTOP_PAUSE_MS = 3_000;

/** The most columns of a message that a notification shows. */
const SHOWN_COLUMNS = 120;

export class Calls {
  readonly #clock: Clock;
  readonly #preferences: Preferences;
  readonly #screen: Pick<Screen, 'bell' | 'notify'>;
  readonly #notifyDesktop: (title: string, text: string) => Promise<boolean>;
  #rangAt = Number.NEGATIVE_INFINITY;
  #notifiedAt = Number.NEGATIVE_INFINITY;

  /** `notifyDesktop` resolves with whether it has shown the notification; if not, the terminal is asked to show it. */
  constructor(
    clock: Clock,
    preferences: Preferences,
    screen: Pick<Screen, 'bell' | 'notify'>,
    notifyDesktop: (title: string, text: string) => Promise<boolean>,
  ) {
    this.#clock = clock;
    this.#preferences = preferences;
    this.#screen = screen;
    this.#notifyDesktop = notifyDesktop;
  }

  call({ conversation, from, text, isHighlight }: Attention): void {
    const { settings, notifies } = this.#preferences;
    const now = this.#clock.elapsed();
    if (isWanted(settings.bell, isHighlight) && now - this.#rangAt >= BELL_PAUSE_MS) {
      this.#rangAt = now;
      this.#screen.bell();
    }
    if (!isWanted(notifies, isHighlight) || now - this.#notifiedAt < DESKTOP_PAUSE_MS) return;
    this.#notifiedAt = now;
    const title = conversation.place.kind === 'room' ? `${from} ${visible(conversation.label)}` : from;
    const shown = cutText(text.replaceAll('\n', ' '), SHOWN_COLUMNS);
    void this.#notifyDesktop(title, shown).then((isDone) => isDone || this.#screen.notify(title, shown));
  }
}

function isWanted(wish: 'off' | 'highlights' | 'all', isHighlight: boolean): boolean {
  return wish === 'all' || (wish === 'highlights' && isHighlight);
}
