// T1: each of forty scripts in the line that is typed and in the log, on an emulated terminal.
import { FORTY_SCRIPTS } from '../helpers/forty-scripts.ts';
import { scriptIsWhole } from '../ui/tui/scripts.ts';

for (const [script, sentence] of FORTY_SCRIPTS) scriptIsWhole(script, sentence);
