// One invitation in the spellings in which people paste it.

/** How a terminal of so many columns shows it inside a frame. */
function framed(text: string, columns: number, [side, flat, corners]: readonly [string, string, string]): string {
  const rows = wrapped(text, columns - 4).map((row) => `${side} ${row.padEnd(columns - 4)} ${side}`);
  const edge = (from: string, to: string): string => `${from}${flat.repeat(columns - 2)}${to}`;
  const [a = '', b = '', c = '', d = ''] = corners;
  return [edge(a, b), ...rows, edge(c, d)].join('\n');
}

function wrapped(text: string, columns: number): string[] {
  return Array.from({ length: Math.ceil(text.length / columns) }, (_, at) =>
    text.slice(at * columns, (at + 1) * columns),
  );
}

const UNICODE = ['│', '─', '┌┐└┘'] as const;
const ASCII = ['|', '-', '++++'] as const;

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}

export function spellingsOf(invite: string): { readonly [name: string]: string } {
  const frame = framed(invite, 44, UNICODE);
  return {
    'as it is': invite,
    'wrapped by a terminal': wrapped(invite, 40).join('\n'),
    'wrapped with carriage returns': wrapped(invite, 40).join('\r\n'),
    'wrapped with indentation': wrapped(invite, 33).join('\n      '),
    'wrapped where a space took the place of the break': wrapped(invite, 40).join(' '),
    'wrapped inside its scheme': `${invite.slice(0, 5)}\n${invite.slice(5)}`,
    'in a frame': frame,
    'in a frame of ASCII': framed(invite, 44, ASCII),
    'in a frame of 24 columns': framed(invite, 24, UNICODE),
    'in a frame that was cut': frame.split('\n').slice(1, -1).join('\n').slice(1),
    'in a frame over other text': frame
      .split('\n')
      .map((row, index) => ` ROOMS ${index} │ 12:3${index} bob ${row} eva ● ${index}`)
      .join('\n'),
    'in a frame after the words above it': `│ Anyone with this link can join: │\n${frame}`,
    'before a full stop': `${invite}.`,
    'before a comma and more': `${invite}, see you there`,
    'directly before a word': `${invite}.Bye`,
    'twice, with a comma between': `${invite},${invite}`,
    'with %23': invite.replace('#', '%23'),
    'with everything encoded': encodeURIComponent(invite),
    'with dots encoded': invite.replaceAll('.', '%2E'),
    'in angle brackets': `<${invite}>`,
    'in quotation marks': `"${invite}"`,
    'in curly quotation marks': `“${invite}”`,
    'in back quotes': `\`${invite}\``,
    'in Markdown': `[come in](${invite})`,
    'with Markdown escapes': invite.replace('#', '\\#').replaceAll('_', '\\_'),
    'in a sentence': `Here you are: ${invite} - see you!`,
    'in Portuguese': `Olá! O convite é “${invite}”, até já…`,
    'quoted in a mail': wrapped(invite, 50).join('\n> '),
    'with soft line breaks of mail': wrapped(invite, 50).join('=\n'),
    'with its scheme in capitals': invite.replace('p2pchat', 'P2PCHAT'),
    'with its scheme and host in capitals': invite.replace(/^[^/]*\/\/[^/]*/, (start) => start.toUpperCase()),
    'with spaces around': `  \t${invite}\t\n`,
    'with things that nobody sees': `\u200b${invite.slice(0, 30)}\u00ad${invite.slice(30)}\u200e`,
    'in colours': `\x1b[36m${invite}\x1b[0m`,
    'with encoded slashes': invite.replace('//', '%2F%2F').replace('#', '%23'),
    'with # as HTML has it': `&lt;${invite.replace('#', '&#35;')}&gt;`,
    'in full-width characters': fullWidth(invite),
    'with full-width marks': invite.replace('://', '：／／').replace('#', '＃'),
    'without slashes': invite.replace('p2pchat://', 'p2pchat:'),
    'after another that is damaged': `p2pchat://x p2pchat:p2pchat: ${invite}`,
  };
}
