// Where this user of the machine keeps things, as the system has it (XDG and its like).

import envPaths from 'env-paths';

const folders = envPaths('p2p-chat', { suffix: '' });

/** Of what a peer keeps: a folder for each name and tracker. */
export const dataFolder: string = folders.data;

/** Of the settings. */
export const configFolder: string = folders.config;
