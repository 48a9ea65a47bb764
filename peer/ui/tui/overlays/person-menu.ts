// What can be done about somebody.

import { visible } from '../../../../commons/text/text.ts';
import { commandIn } from '../../../commands/commands.ts';
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

function choicesFor(desk: Desk, name: string): Choice[] {
  const { model, face } = desk;
  const { phrases } = face;
  const { shown } = model;
  const person = model.session.people.get(name);
  const choice = (label: string, command: string): Choice => ({
    label,
    detail: visible(commandIn(face.language, command)),
    choose() {
      desk.close();
      desk.enter(command);
    },
  });
  const canBeAsked = shown.place.kind === 'room' && !shown.hasEnded && !shown.members.has(name);
  return [
    choice(phrases.writeTo, `/msg ${name}`),
    choice(phrases.verifyPerson, `/safety-number ${name}`),
    ...(canBeAsked ? [choice(phrases.askInto(visible(shown.label)), `/add ${name}`)] : []),
    choice(phrases.showKey, `/fingerprint ${name}`),
    person.isBlocked ? choice(phrases.unblock, `/unblock ${name}`) : choice(phrases.block, `/block ${name}`),
    // Below all others: fingers that know where something harmless stands must not find this.
    ...(person.hasChangedKey
      ? [{ ...choice(phrases.acceptKey, `/trust ${name}`), choose: () => askToAccept(desk, name) }]
      : []),
  ];
}

function askToAccept(desk: Desk, name: string): void {
  const yes = (): void => {
    desk.close();
    desk.enter(`/trust ${name}`);
  };
  desk.close();
  desk.open(yesOrNo((face) => face.phrases.confirmAcceptKey(visible(name)), yes));
}
