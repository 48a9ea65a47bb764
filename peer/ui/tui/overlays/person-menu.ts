// The menu of actions for a person.

import { visible } from '../../../../commons/text/text.ts';
import type { CommandName } from '../../../commands/command-row.ts';
import { rowOf } from '../../../commands/commands.ts';
import type { Intent } from '../../../commands/intent.ts';
import { nameOf } from '../../../commands/usage.ts';
import type { Desk } from '../desk.ts';
import { type Choice, Chooser } from './chooser.ts';
import { yesOrNo } from './question.ts';

export function openPersonMenu(desk: Desk, name: string): void {
  const { phrases } = desk.face;
  desk.open(
    new Chooser({
      name: 'person-menu',
      title: () => phrases.personTitle(visible(name)),
      hint: phrases.chooseHint,
      isTyped: false,
      empty: () => '',
      choices: () => choicesFor(desk, name),
    }),
  );
}

function choicesFor(desk: Desk, user: string): Choice[] {
  const { model, face } = desk;
  const { phrases } = face;
  const { shown } = model;
  const person = model.session.people.lookUp(user);
  /** A choice, with the equivalent command beside it. */
  const choice = (label: string, command: CommandName, intent: Intent): Choice => ({
    label,
    detail: visible(`/${nameOf(rowOf(command), face.language)} ${user}`),
    choose() {
      desk.close();
      desk.intend(intent);
    },
  });
  const canBeAsked = shown.place.kind === 'room' && !shown.hasEnded && !shown.members.has(user);
  return [
    choice(phrases.writeTo, 'msg', { kind: 'openPrivate', to: user }),
    choice(phrases.verifyPerson, 'safety-number', { kind: 'showSafetyNumber', user }),
    ...(canBeAsked ? [choice(phrases.askInto(visible(shown.label)), 'add', { kind: 'add', user })] : []),
    choice(phrases.showKey, 'fingerprint', { kind: 'showKey', user }),
    person.isBlocked
      ? choice(phrases.unblock, 'unblock', { kind: 'unblock', user })
      : choice(phrases.block, 'block', { kind: 'block', user }),
    // Placed last, so that a user who picks a harmless row by habit does not hit it.
    ...(person.hasChangedKey
      ? [{ ...choice(phrases.acceptKey, 'trust', { kind: 'trust', user }), choose: () => askToAccept(desk, user) }]
      : []),
  ];
}

function askToAccept(desk: Desk, name: string): void {
  const yes = (): void => {
    desk.close();
    desk.intend({ kind: 'trust', user: name });
  };
  desk.close();
  desk.open(yesOrNo((face) => face.phrases.confirmAcceptKey(visible(name)), yes));
}
