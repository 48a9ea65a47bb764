// The roles of text on the screen. The theme decides the look of each; no information is conveyed by the look alone.

/** The styles for people's names; each person keeps one of them. */
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
