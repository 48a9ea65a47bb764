import type { Desk } from '../desk.ts';
import { LogSearch } from '../modes/log-search.ts';

/** Searches the conversation that is shown; without a query the user types one. */
export function search(desk: Desk, query = ''): void {
  const found = new LogSearch(
    desk.model.log,
    (id) => desk.showFound(id),
    () => desk.endMode(),
  );
  if (query !== '' && !found.search(query)) desk.flash = desk.face.phrases.notFound(query);
  desk.begin(found);
}
