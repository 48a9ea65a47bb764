// The parts that text plays on the screen. What each looks like is the theme's business; nothing is told by a look alone.

/** Names of people: each keeps one of these. */
export const NAME_STYLES = [
  'name0',
  'name1',
  'name2',
  'name3',
  'name4',
  'name5',
  'name6',
  'name7',
  'name8',
  'name9',
  'name10',
  'name11',
] as const;

export const STYLES = [
  'text',
  'dim',
  'strong',
  'own',
  'good',
  'warning',
  'danger',
  'link',
  'match',
  'rule',
  'unreadRule',
  'heading',
  'bar',
  'barStrong',
  'barDanger',
  'hint',
  'hintKey',
  'item',
  'itemUnread',
  'itemHighlight',
  'itemSelected',
  'prompt',
  'box',
  'boxTitle',
  'field',
  'fieldFocused',
  'code',
  'qr',
  ...NAME_STYLES,
] as const;

export type Style = (typeof STYLES)[number];
