// What there is to say of people who have written for the first time, in lines.

import type { ReportOf, WaitingRequest } from '../reports.ts';
import { type Line, shownName, type Words } from './words.ts';

export function requestLines(words: Words, request: WaitingRequest): Line[] {
  const { from, from_before: isFromBefore, looks_like: like } = request;
  const { asked, askedBefore } = words.phrases.requests;
  const say = isFromBefore ? askedBefore : asked;
  const warning =
    like === undefined ? [] : [words.warning(words.phrases.people.lookAlike(shownName(from), shownName(like)))];
  return [...warning, words.note(say(words.name(from)))];
}

export function requestEndedLines(words: Words, report: ReportOf<'request_ended'>): Line[] {
  const { requests } = words.phrases;
  const { from, how, refused, from_before: isFromBefore, dropped } = report;
  const name = words.name(from);
  switch (how) {
    case 'accepted':
      return [
        ...(isFromBefore ? [words.note(requests.notKept(name))] : []),
        ...(refused > 0 ? [words.note(requests.refused(name, refused))] : []),
      ];
    case 'declined':
      return [words.note(requests.declined(name))];
    case 'blocked':
      return []; // That is said already.
    case 'dropped':
      return dropped === 1 ? [words.note(requests.dropped(name))] : []; // Names are free: one flood is worth one line.
  }
}

export function requestListLines(words: Words, { requests, dropped }: ReportOf<'requests'>): Line[] {
  const { phrases } = words;
  const listed = requests.map(({ from, lines, from_before: isFromBefore, looks_like: like }) => {
    const mark = like === undefined ? '' : ` (${phrases.people.onlyLooksLike(words.name(like))})`;
    const say = isFromBefore && lines === 0 ? phrases.requests.listedBefore : phrases.requests.listed;
    return words.note(say(words.name(from), lines) + mark);
  });
  return [
    ...(listed.length === 0 ? [words.note(phrases.requests.none)] : listed),
    ...(dropped === 0 ? [] : [words.note(phrases.requests.droppedSoFar(dropped))]),
  ];
}
