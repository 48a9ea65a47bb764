// Bundles the modules of the peer into a few files, in place: loading nearly two hundred files takes longer than
// showing the first picture. Packages are not bundled, and names are kept, so that a stack trace is readable; source
// maps give the lines.
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const folder = fileURLToPath(new URL('../dist/peer/', import.meta.url));
const bundle = await rolldown({
  input: `${folder}main.js`,
  platform: 'node',
  external: (id) => !/^[./]|^[A-Za-z]:\\/.test(id),
});
await bundle.write({
  dir: folder,
  format: 'esm',
  entryFileNames: 'main.js',
  chunkFileNames: 'bundle/[name]-[hash].js',
  sourcemap: true,
});
await bundle.close();
