// The first screen: who one is, and where the tracker is. A name that is new is registered in the same place.

import { DEFAULT_TRACKER, type Endpoint, formatEndpoint, parseEndpoint } from '../../../../commons/net/endpoint.ts';
import type { Draft } from '../../../sign-in/dialogue.ts';
import type { Leaving } from '../../cancelled.ts';
import type { Face } from '../face.ts';
import { LineField } from '../overlays/line-field.ts';
import type { Overlay, OverlayPicture } from '../overlays/overlay.ts';
import type { Key, Mouse, Size } from '../screen/picture.ts';
import { padRow } from '../text/fit.ts';
import type { Row } from '../text/row.ts';
import { rowWidth, widthOf } from '../text/width.ts';
import { wrapRow } from '../text/wrap.ts';
import { boxed, insideOf, roomInBox } from '../views/box.ts';

type FieldName = 'name' | 'password' | 'passwordAgain' | 'tracker';

/** More only if the keys that help need it: they are said whole where there are 80 columns. */
const USUAL_WIDTH = 66;

export interface Entered {
  readonly username: string;
  readonly password: string;
  /** Of somebody who registers. */
  readonly passwordAgain: string | null;
  readonly register: boolean;
  /** null: what was entered is no address. */
  readonly tracker: Endpoint | null;
}

export interface SignInFormEvents {
  entered(entered: Entered): void;
  left(how: Leaving): void;
}

export class SignInForm implements Overlay {
  readonly name = 'sign-in';
  readonly isFixed = true;
  /** What was entered is being checked. */
  isBusy = false;
  readonly #events: SignInFormEvents;
  readonly #fields: { readonly [Name in FieldName]: LineField };
  /** Names whose keys may do; one of them stands there until the first character typed replaces it. */
  readonly #offered: readonly string[];
  #isOffering: boolean;
  #focus: FieldName;
  #isRegistering: boolean;
  #problem: string;
  /** In its pane, as it was shown last. */
  #firstFieldRow = 1;

  constructor(draft: Draft, offered: readonly string[], problem: string, events: SignInFormEvents) {
    this.#events = events;
    this.#isRegistering = draft.register;
    this.#problem = problem;
    this.#offered = offered;
    this.#isOffering = draft.username === null && offered.length > 0;
    this.#fields = {
      name: new LineField(draft.username ?? offered[0] ?? ''),
      password: new LineField('', true),
      passwordAgain: new LineField('', true),
      tracker: new LineField(formatEndpoint(draft.tracker)),
    };
    this.#focus = draft.username === null ? 'name' : 'password';
  }

  /** The same name and password once more, as those of somebody new. */
  offerToRegister(password: string): void {
    this.#isRegistering = true;
    this.#fields.password.text = password;
    this.#focus = 'passwordAgain';
  }

  /** What is to be said about what was entered. */
  set problem(text: string) {
    this.#problem = text;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const { phrases } = face;
    const needed = Math.max(widthOf(phrases.signInHint), widthOf(phrases.registerHint)) + 2;
    const width = Math.min(Math.max(USUAL_WIDTH, needed), roomInBox(size).columns);
    const labels = this.#order.map((field) => this.#label(face, field));
    const labelWidth = Math.max(...labels.map(widthOf)) + 4;
    const fields = this.#order.map((field, index) =>
      this.#fieldRow(face, field, labels[index] ?? '', labelWidth, width),
    );
    const problem = this.#problem === '' ? [] : wrapRow([{ text: this.#problem, style: 'warning' }], width, 0);
    const top = this.#above(face, size, width, fields.length + problem.length);
    this.#firstFieldRow = 1 + top.length;
    const isRoomy = top.length + fields.length + problem.length < roomInBox(size).rows;
    const rows = [...top, ...fields, ...(problem.length > 0 && isRoomy ? [[]] : []), ...problem];
    const hint = this.#isRegistering ? phrases.registerHint : phrases.signInHint;
    const pane = boxed(
      face,
      size,
      { name: this.name, title: phrases.signInTitle, hint, width, height: rows.length },
      rows,
    );
    const inside = insideOf(pane);
    const row = top.length + this.#order.indexOf(this.#focus);
    if (this.isBusy) return { pane, cursor: null };
    return { pane, cursor: { x: inside.x + labelWidth + this.#fields[this.#focus].cursorColumn, y: inside.y + row } };
  }

  key(key: Key): void {
    switch (key.name) {
      case 'f4':
        this.#isRegistering = !this.#isRegistering;
        this.#problem = '';
        this.clearPasswords();
        if (!this.#order.includes(this.#focus)) this.#focus = 'password';
        return;
      case 'tab':
      case 'down':
        return this.#moveFocus(1);
      case 'shift+tab':
      case 'up':
        return this.#moveFocus(-1);
      case 'enter':
        this.#enter();
        return;
      case 'left':
      case 'right':
        if (this.#hasMoreToOffer) return this.#offerNext(key.name === 'left' ? -1 : 1);
        return this.#type(key);
      default:
        this.#type(key);
    }
  }

  /** A line break is Enter here, so that a password that comes at once with the name never lands in the name. */
  pasted(text: string): void {
    this.#dropOffer();
    const [first = '', ...lines] = text.split(/\r\n?|\n/);
    this.#fields[this.#focus].insert(first);
    for (const [index, line] of lines.entries()) {
      if (this.#enter(lines.slice(index).some((each) => each !== ''))) return;
      this.#fields[this.#focus].insert(line);
    }
  }

  mouse({ kind, row }: Mouse): void {
    const clicked = this.#order[row - this.#firstFieldRow];
    if (kind === 'press' && clicked !== undefined) this.#focus = clicked;
  }

  left(how: Leaving): void {
    this.#events.left(how);
  }

  /**
   * Enter goes on to what is still empty, and only then further. `hasPassword`: one comes behind it. Returns whether
   * the form was handed in.
   */
  #enter(hasPassword = false): boolean {
    const empty = this.#order.find((field) => this.#fields[field].text === '' && !this.#mayBeEmpty(field));
    if (empty !== undefined) {
      this.#focus = empty;
      return false;
    }
    // Somebody who has only typed a name is shown the password before anything is asked for, unless a key does.
    const isPasswordNext = this.#focus === 'name' && this.#fields.password.text === '';
    if (isPasswordNext && (hasPassword || !this.#mayLogInByKey)) {
      this.#focus = 'password';
      return false;
    }
    this.#events.entered({
      username: this.#fields.name.text.trim(),
      password: this.#fields.password.text,
      register: this.#isRegistering,
      passwordAgain: this.#isRegistering ? this.#fields.passwordAgain.text : null,
      tracker: parseEndpoint(this.#fields.tracker.text.trim(), DEFAULT_TRACKER, 1),
    });
    return true;
  }

  #type(key: Key): void {
    if (key.text !== '' || key.name === 'backspace') this.#dropOffer();
    if (this.#fields[this.#focus].key(key)) this.#problem = '';
    this.#isOffering = false;
  }

  #dropOffer(): void {
    if (this.#isOffering && this.#focus === 'name') this.#fields.name.text = '';
    this.#isOffering = false;
  }

  get #hasMoreToOffer(): boolean {
    return this.#isOffering && !this.#isRegistering && this.#focus === 'name' && this.#offered.length > 1;
  }

  #offerNext(by: 1 | -1): void {
    const { name } = this.#fields;
    const next = this.#offered.indexOf(name.text) + by + this.#offered.length;
    name.text = this.#offered[next % this.#offered.length] ?? '';
    this.#problem = '';
  }

  focus(field: FieldName): void {
    this.#focus = field;
  }

  clearPasswords(): void {
    this.#fields.password.text = '';
    this.#fields.passwordAgain.text = '';
  }

  #mayBeEmpty(field: FieldName): boolean {
    return field === 'password' && !this.#isRegistering;
  }

  get #order(): readonly FieldName[] {
    return this.#isRegistering ? ['name', 'password', 'passwordAgain', 'tracker'] : ['name', 'password', 'tracker'];
  }

  #moveFocus(by: 1 | -1): void {
    const order = this.#order;
    this.#focus = order[(order.indexOf(this.#focus) + by + order.length) % order.length] ?? 'name';
  }

  /** What is wrong has to be read whole: what stands above the fields makes room for it, the empty row first. */
  #above(face: Face, size: Size, width: number, below: number): Row[] {
    const tagline = wrapRow([{ text: face.phrases.tagline, style: 'dim' }], width, 0);
    const tabs = this.#tabs(face, width);
    const room = roomInBox(size).rows - below;
    const long: Row[] = [...(size.rows > 16 ? [...tagline, []] : []), tabs, []];
    return [long, [tabs, []], [tabs]].find((rows) => rows.length <= room) ?? [];
  }

  #tabs({ phrases }: Face, width: number): Row {
    const [logIn, register] = this.#isRegistering ? (['dim', 'strong'] as const) : (['strong', 'dim'] as const);
    const mark = (isOn: boolean): string => (isOn ? '(*)' : '( )');
    const [long, short] = [
      ['    ', phrases.register],
      ['  ', phrases.registerShort],
    ].map(
      ([gap = '', label = '']): Row => [
        { text: `${mark(!this.#isRegistering)} ${phrases.logIn}`, style: logIn },
        { text: gap, style: 'text' },
        { text: `${mark(this.#isRegistering)} ${label} [F4]`, style: register },
      ],
    ) as [Row, Row];
    return rowWidth(long) <= width ? long : short;
  }

  #label({ phrases }: Face, field: FieldName): string {
    return {
      name: phrases.name,
      password: phrases.password,
      passwordAgain: phrases.passwordAgain,
      tracker: phrases.trackerAddress,
    }[field];
  }

  #fieldRow(face: Face, field: FieldName, label: string, labelWidth: number, width: number): Row {
    const isFocused = field === this.#focus;
    const style = isFocused ? 'fieldFocused' : 'field';
    const prompt = `${isFocused ? '>' : ' '} ${label}`;
    const typed = this.#fields[field].row('', width - labelWidth, style);
    const hint: Row = [{ text: ` ${this.#fieldHint(face, field, width - labelWidth - 1)}`, style: 'dim' }];
    return [...padRow([{ text: prompt, style: isFocused ? 'strong' : 'text' }], labelWidth, 'text'), ...typed, ...hint];
  }

  #fieldHint({ phrases }: Face, field: FieldName, width: number): string {
    const { name, password } = this.#fields;
    if (field === 'name' && this.#hasMoreToOffer) {
      return phrases.otherNames(this.#offered.filter((other) => other !== name.text));
    }
    if (field !== 'password' || !this.#mayLogInByKey || password.text !== '') return '';
    const { passwordOptional, passwordOptionalShort } = phrases;
    return widthOf(passwordOptional) <= width ? passwordOptional : passwordOptionalShort;
  }

  get #mayLogInByKey(): boolean {
    return !this.#isRegistering && this.#offered.includes(this.#fields.name.text);
  }
}
