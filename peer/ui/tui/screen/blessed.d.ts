// The parts of blessed that are used, by the names it has for them. Its own types know only the package as a whole,
// which takes twice as long to load, and none of the fields below that a box needs to paint itself.

declare module 'blessed/lib/program.js' {
  import type { EventEmitter } from 'node:events';

  export default class Program extends EventEmitter {
    static _bound?: boolean;
    static _exitHandler?: () => void;
    constructor(options: { input: EventEmitter; output: EventEmitter; tput: false; buffer: false });
    tput: object;
    put: { clear(): void };
    _tputSetup: boolean;
    useBuffer: boolean;
    cursorHidden: boolean;
    cols: number;
    rows: number;
    _write(text: string): void;
    enableMouse(): void;
  }
}

declare module 'blessed/lib/widgets/screen.js' {
  import type { EventEmitter } from 'node:events';
  import type Program from 'blessed/lib/program.js';
  import type Box from 'blessed/lib/widgets/box.js';

  type BlessedLine = [attribute: number, text: string, reach?: number][] & { dirty: boolean };

  export default class Screen extends EventEmitter {
    static _bound?: boolean;
    static _exceptionHandler?: () => void;
    static _sigtermHandler?: () => void;
    static _sigintHandler?: () => void;
    static _sigquitHandler?: () => void;
    static _exitHandler?: () => void;
    constructor(options: { program: Program });
    readonly program: Program;
    children: Box[];
    /** The lines to be shown. */
    readonly lines: BlessedLine[];
    /** The lines that the terminal shows. */
    readonly olines: BlessedLine[];
    enter(): void;
    leave(): void;
    alloc(isDirty: boolean): void;
    render(): void;
    draw(from: number, to: number): void;
    destroy(): void;
  }
}

declare module 'blessed/lib/widgets/box.js' {
  import type { EventEmitter } from 'node:events';
  import type Screen from 'blessed/lib/widgets/screen.js';

  export interface Coordinates {
    xi: number;
    xl: number;
    yi: number;
    yl: number;
  }

  export default class Box extends EventEmitter {
    constructor(options: { parent: Screen; screen: Screen; name: string });
    readonly screen: Screen;
    hidden: boolean;
    position: { left: number; top: number; width: number; height: number };
    /** The painted area, by which blessed finds the element under the mouse. */
    lpos: Coordinates;
    render(): void;
    setFront(): void;
    _getCoords(isFresh: boolean): Coordinates | undefined;
  }
}
