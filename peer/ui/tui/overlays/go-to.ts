// Ctrl+G: to any conversation, person, room or command, by a few letters of its name.

import { visible } from '../../../../commons/text/text.ts';
import { COMMANDS } from '../../../commands/commands.ts';
import { readCommand } from '../../../commands/read-command.ts';
import { nameOf } from '../../../commands/usage.ts';
import { doIntent } from '../actions/do-intent.ts';
import type { Desk } from '../desk.ts';
import { type Choice, Chooser } from './chooser.ts';
import { listTitle } from './listed.ts';
import { openPersonMenu } from './person-menu.ts';

export function openGoTo(desk: Desk): void {
  const { phrases } = desk.face;
  const then = (work: () => void) => () => {
    desk.close();
    work();
  };
  const choices = (): Choice[] => {
    const { model, face } = desk;
    const conversations = model.session.conversations.map(
      (conversation): Choice => ({
        label: conversation.isHome ? phrases.home : visible(conversation.label),
        detail: conversation.unread > 0 ? String(conversation.unread) : '',
        choose: then(() => desk.show(conversation)),
      }),
    );
    const rooms = (model.session.rooms ?? [])
      .filter(({ name }) => !model.session.room(name))
      .map(
        ({ name, seats }): Choice => ({
          label: `#${visible(name)}`,
          detail: phrases.seats(seats),
          choose: then(() => desk.intend({ kind: 'join', room: name, entry: { by: 'keptKey' } })),
        }),
      );
    const people = model.session.people.byLastMessage.map(
      ({ name }): Choice => ({
        label: visible(name),
        detail: phrases.peopleTitle,
        choose: then(() => openPersonMenu(desk, name)),
      }),
    );
    const commands = COMMANDS.map(
      (row): Choice => ({
        label: `/${nameOf(row, desk.face.language)}`,
        detail: row.help[face.language],
        choose: then(() =>
          row.words.min === 0
            ? doIntent(desk, readCommand(row.name, []))
            : desk.editor.set(`/${nameOf(row, desk.face.language)} `),
        ),
      }),
    );
    return [...conversations, ...rooms, ...people, ...commands];
  };
  desk.open(
    new Chooser({
      name: 'go-to',
      title: () => listTitle(desk, phrases.goToTitle, desk.model.session.roomsAt),
      hint: phrases.goToHint,
      isTyped: true,
      empty: () => phrases.nothingFound,
      choices,
    }),
  );
}
