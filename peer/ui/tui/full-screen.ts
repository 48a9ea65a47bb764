// The full screen as a face of the client: what is reported changes the model, what the user does changes the desk, and
// after each of them a picture of both is shown. It decides nothing about the chat itself.

import type { Cancel, Clock } from '../../../commons/clock.ts';
import { type Endpoint, formatEndpoint } from '../../../commons/net/endpoint.ts';
import { visible } from '../../../commons/text/text.ts';
import type { BothPasswords } from '../../core/events.ts';
import type { Conversation } from '../../core/records/conversation.ts';
import type { Report, ReportOf } from '../../reports.ts';
import type { FactReport } from '../../session/fact-report.ts';
import type { Place } from '../../session/place.ts';
import type { Draft } from '../../sign-in/dialogue.ts';
import type { Leaving } from '../cancelled.ts';
import { Describer } from '../describe.ts';
import type { FrontEnd, FrontEndInput } from '../front-end.ts';
import { trackerProcessText } from '../listings.ts';
import { withoutPaint } from '../paint.ts';
import { phrasesFor } from '../phrases/phrases-for.ts';
import { Calls } from './calls.ts';
import { Desk } from './desk.ts';
import { dispatchKey, dispatchMouse, dispatchPaste } from './dispatch.ts';
import { InputHistory } from './editor/input-history.ts';
import { Errands, type Machine } from './errands.ts';
import { KeptHistory } from './kept-history.ts';
import { reported } from './model/reported.ts';
import { ChangePasswordQuestion } from './overlays/change-password-question.ts';
import { openInvite } from './overlays/invite-page.ts';
import { refreshLists } from './overlays/listed.ts';
import { NewSecretQuestion, type NewSecretTitles } from './overlays/new-secret-question.ts';
import { SecretQuestion } from './overlays/question.ts';
import { askAboutRooms } from './overlays/room-question.ts';
import { openVerification } from './overlays/verify-page.ts';
import type { TuiPhrases, WaitingPhrase } from './phrases/phrases.ts';
import type { Preferences } from './preferences.ts';
import type { Screen, ScreenEvents } from './screen/picture.ts';
import { ScreenDialogue, type SignInChecks } from './sign-in/screen-dialogue.ts';
import { WaitingBox } from './sign-in/waiting-box.ts';
import { chatPicture } from './views/chat-picture.ts';
import { reasonText } from './views/reason-text.ts';

const MINUTE_MS = 60_000;

export interface FullScreenDeps extends Machine {
  readonly clock: Clock;
  readonly preferences: Preferences;
  /** Takes the terminal. */
  openScreen(events: ScreenEvents): Screen;
  /** Tells the desktop; resolves with whether it could. */
  notifyDesktop(title: string, text: string): Promise<boolean>;
  /** The terminal is gone, and there is no client that could be told. */
  hungUp(): void;
  /** The user leaves, and there is no client that could be told. */
  left(how: Leaving): void;
  readonly signInChecks: Promise<SignInChecks>;
}

export class FullScreen implements FrontEnd {
  readonly asksPasswords = true;
  readonly recordsWire = true;
  readonly #deps: FullScreenDeps;
  readonly #desk: Desk;
  readonly #errands: Errands;
  readonly #screen: Screen;
  readonly #describer: Describer;
  readonly #calls: Calls;
  readonly dialogue: ScreenDialogue;
  #handlers: FrontEndInput | null = null;
  #keptHistory: KeptHistory | null = null;
  #cancelTick: Cancel = () => {};
  #isClosed = false;

  constructor(deps: FullScreenDeps) {
    const { clock, preferences, signInChecks } = deps;
    this.#deps = deps;
    this.#desk = new Desk(
      {
        now: () => clock.now(),
        elapsed: () => clock.elapsed(),
        intend: (intent, place) => this.#handlers?.intend({ intent, from: conversationOf(place) }),
        leave: (how) => this.#leave(how),
        suspend: () => this.#screen.suspend(),
        repaint: () => this.#screen.repaint(),
        changeSetting: (name, value) => void this.#errands.changeSetting(name, value),
        settingText: (name) => this.#errands.settingText(name),
        writeFile: (file, lines) => void this.#errands.writeFile(file, lines),
        openAddress: (address) => void this.#errands.openAddress(address),
        copy: (text) => this.#screen.copy(text),
        reveal: (lines) => this.#screen.reveal(lines),
        saveWire: (reports) => void this.#errands.saveWire(reports),
        keepHistory: (entry) => this.#keptHistory?.add(entry),
      },
      () => preferences.face,
    );
    this.#errands = new Errands({
      desk: this.#desk,
      preferences,
      machine: deps,
      changed: () => this.#preferencesChanged(),
      draw: () => this.#draw(),
    });
    this.#describer = new Describer(phrasesFor(preferences.face.language), this.#desk.model.session, withoutPaint);
    this.dialogue = new ScreenDialogue(this.#desk, signInChecks, () => this.#draw());
    this.#screen = deps.openScreen({
      key: (key) => this.#did(() => dispatchKey(this.#desk, key)),
      pasted: (text, isRest) => this.#did(() => dispatchPaste(this.#desk, text, isRest)),
      mouse: (mouse) => {
        // Nothing is moved about with the mouse here, so that these would only make the same picture again.
        if (mouse.kind === 'drag' || mouse.kind === 'release') return;
        this.#did(() => dispatchMouse(this.#desk, mouse));
      },
      resized: () => this.#draw(),
      focused: (isFocused) => this.#did(() => this.#desk.watched(isFocused)),
      ended: () => (this.#handlers ? this.#handlers.hungUp() : deps.hungUp()),
    });
    this.#calls = new Calls(clock, preferences, this.#screen, deps.notifyDesktop);
    this.#tick();
  }

  /** The first picture: the form to sign in with, or that something is being done for who is known already. */
  begin({ username, digest, register, tracker }: Draft, offered: readonly string[]): void {
    if (username !== null) return this.waitForKeys();
    const draft = { username, digest, tracker, register: register || offered.length === 0 };
    this.dialogue.begin(draft, offered);
  }

  /** The keys are being opened: there is nothing to go back to for that moment but the way out. */
  waitForKeys(): void {
    this.wait(
      (phrases) => phrases.preparing,
      () => this.#deps.left('interrupted'),
    );
  }

  /** Something is being done before there is a client: what, and what Escape does. */
  wait(phrase: (phrases: TuiPhrases) => WaitingPhrase, cancelled: () => void): void {
    this.#desk.closeNamed('waiting');
    this.#desk.open(new WaitingBox((face) => phrase(face.phrases), cancelled));
    this.#draw();
  }

  /** The tracker is being asked to let us in; Escape gives that up. */
  waitForTracker(tracker: Endpoint, cancelled: () => void): void {
    const { model } = this.#desk;
    model.session.contact(formatEndpoint(tracker));
    const phrase = (phrases: TuiPhrases): WaitingPhrase => {
      const { name } = model.session.tracker;
      const reason = reasonText(this.#desk.face, model.session.tracker.reason);
      const text = reason === '' ? phrases.contacting(name) : this.#desk.face.marks.tracker.reconnecting(name, reason);
      return { text, hint: phrases.cancelHint };
    };
    this.wait(phrase, cancelled);
  }

  /** What was typed in earlier runs, and what is told of each line that is to be kept. */
  useHistory(entries: readonly string[], keep: (entries: readonly string[]) => void): void {
    const isWanted = (): boolean => this.#deps.preferences.settings.history === 'on';
    this.#keptHistory = new KeptHistory(entries, keep, isWanted);
    if (isWanted()) this.#desk.history = new InputHistory(entries);
  }

  /** Something about this program itself that the user should know: at home. */
  say(text: string): void {
    this.#desk.model.say({ kind: 'note', at: this.#deps.clock.now(), tone: 'loud', text: visible(text) });
    this.#draw();
  }

  show(report: Report): void {
    const { model } = this.#desk;
    const context = {
      model,
      now: this.#deps.clock.now(),
      echo: (to: string, text: string) => this.#desk.face.phrases.echoPrivate(to, text),
      describe: (what: FactReport) => this.#describer.describe(what),
    };
    const { shown, session } = model;
    const wasReady = session.isReady;
    const attention = reported(context, report);
    if (model.shown !== shown) this.#desk.turned();
    if (report.event === 'tracker' && report.state === 'connected') refreshLists(this.#desk);
    if (report.event === 'error' && report.about) {
      this.#desk.flash = visible(this.#describer.phrases.problem(report.problem));
    }
    if (report.event === 'ready' && !wasReady) this.#welcome(report);
    if (report.event === 'safety_number') openVerification(this.#desk, report);
    if (report.event === 'invite') openInvite(this.#desk, report.room, report.invite);
    if (report.event === 'new_password_wanted') this.#askNewPassword(report.number);
    if (report.event === 'room_not_entered' || report.event === 'room_joined') askAboutRooms(this.#desk);
    if (report.event === 'password_wanted') this.#askRoomPassword(report);
    if (attention) this.#calls.call(attention);
    if (report.event !== 'wire' || this.#desk.wirePanel) this.#draw();
  }

  listen(handlers: FrontEndInput): void {
    this.#handlers = handlers;
  }

  /** The client that was listened to is no more; there may be another one. */
  forgetClient(): void {
    this.#handlers = null;
    this.#desk.closeNamed('waiting');
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelTick();
    this.#screen.restore();
  }

  #welcome({ tracker_process: tracker }: ReportOf<'ready'>): void {
    this.dialogue.forget();
    this.#desk.closeNamed('waiting');
    const at = this.#deps.clock.now();
    const { youAre, welcome } = this.#desk.face.phrases;
    const aboutTracker = tracker ? [trackerProcessText(this.#describer.phrases, tracker)] : [];
    for (const text of [youAre(visible(this.#desk.model.session.me)), ...welcome, ...aboutTracker]) {
      this.#desk.model.say({ kind: 'note', at, tone: 'quiet', text });
    }
  }

  #askNewPassword(number: number): void {
    const answer = (both: BothPasswords | null): void => {
      this.#desk.closeNamed('secret');
      this.#desk.model.session.questions.passwordAnswered(number);
      this.#handlers?.newPassword(number, both);
    };
    this.#desk.open(new ChangePasswordQuestion(answer));
  }

  #askRoomPassword({ room, number, for: purpose }: ReportOf<'password_wanted'>): void {
    const passOn = (secret: string | null): void => {
      this.#desk.model.session.questions.passwordAnswered(number);
      this.#handlers?.password(number, secret);
    };
    const answer = (secret: string | null): void => {
      this.#desk.closeNamed('secret');
      passOn(secret);
    };
    const shown = visible(room);
    const cancelled = (): void => passOn(null);
    const question =
      purpose === 'create'
        ? new NewSecretQuestion(({ phrases }) => newPasswordTitles(phrases, shown), answer, cancelled)
        : new SecretQuestion(({ phrases }) => phrases.roomPassword(shown), answer, cancelled);
    this.#desk.open(question);
  }

  #leave(how: Leaving): void {
    if (!this.#handlers) return this.#deps.left(how);
    const handlers = this.#handlers;
    this.wait(
      (phrases) => phrases.leaving,
      () => handlers.interrupted(),
    );
    handlers[how]();
  }

  #did(work: () => void): void {
    work();
    this.#draw();
  }

  #draw(): void {
    if (!this.#isClosed) this.#screen.draw(() => chatPicture(this.#desk, this.#screen.size));
  }

  /** The clock in the status bar goes on by itself. */
  #tick(): void {
    const { clock } = this.#deps;
    this.#cancelTick = clock.after(MINUTE_MS - (clock.now() % MINUTE_MS), () => {
      this.#draw();
      this.#tick();
    });
  }

  #preferencesChanged(): void {
    const { preferences } = this.#deps;
    this.#describer.phrases = phrasesFor(preferences.face.language);
    this.#screen.setTheme(preferences.theme, preferences.isAscii);
    this.#screen.setMouse(preferences.settings.mouse === 'on');
    this.#desk.model.allChanged();
  }
}

function newPasswordTitles(phrases: TuiPhrases, room: string): NewSecretTitles {
  return {
    first: phrases.newRoomPassword(room, false),
    again: phrases.newRoomPassword(room, true),
    differ: phrases.roomPasswordsDiffer,
  };
}

function conversationOf(place: Place): Conversation | null {
  return place.kind === 'home' ? null : place;
}
