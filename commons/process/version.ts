/** The version of the program, the same as in package.json (test/scripts/around.test.ts). */
export const VERSION = '0.1.0';
