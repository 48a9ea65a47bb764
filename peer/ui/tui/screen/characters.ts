// The symbols of the interface, and what stands for them where a terminal shows only ASCII.

/** Each is one column wide, except where it says so. */
export interface Characters {
  readonly horizontal: string;
  readonly vertical: string;
  readonly cornerTopLeft: string;
  readonly cornerTopRight: string;
  readonly cornerBottomLeft: string;
  readonly cornerBottomRight: string;
  /** Of text that was cut. One column, or two in ASCII. */
  readonly ellipsis: string;
  readonly bullet: string;
  readonly ring: string;
  readonly half: string;
  readonly check: string;
  readonly cross: string;
  /** Two columns, or five in ASCII. */
  readonly lock: string;
  readonly arrowUp: string;
  readonly arrowDown: string;
  /** Of a message on its way. One column, or two in ASCII. */
  readonly pending: string;
  readonly sent: string;
}

export const UNICODE: Characters = {
  horizontal: '─',
  vertical: '│',
  cornerTopLeft: '┌',
  cornerTopRight: '┐',
  cornerBottomLeft: '└',
  cornerBottomRight: '┘',
  ellipsis: '…',
  bullet: '●',
  ring: '○',
  half: '◐',
  check: '✓',
  cross: '✗',
  lock: '🔒',
  arrowUp: '↑',
  arrowDown: '↓',
  pending: '…',
  sent: '→',
};

export const ASCII: Characters = {
  horizontal: '-',
  vertical: '|',
  cornerTopLeft: '+',
  cornerTopRight: '+',
  cornerBottomLeft: '+',
  cornerBottomRight: '+',
  ellipsis: '..',
  bullet: '*',
  ring: 'o',
  half: '~',
  check: '+',
  cross: 'x',
  lock: '[enc]',
  arrowUp: '^',
  arrowDown: 'v',
  pending: '..',
  sent: '>',
};
