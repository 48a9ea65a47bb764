// Why a file or folder cannot be used, and what to do about it, for a person: node only has codes.

import type { Localized } from '../command-line/language.ts';

type Words = { readonly [code: string]: Localized };

const EVERYWHERE: Words = {
  EACCES: { en: 'permission denied for this user', pt: 'este usuário não tem permissão' },
  EPERM: { en: 'permission denied for this user', pt: 'este usuário não tem permissão' },
  ENOTDIR: { en: 'part of its path is not a folder', pt: 'parte do caminho não é uma pasta' },
  ENAMETOOLONG: { en: 'its name is too long', pt: 'o nome é longo demais' },
  EIO: { en: 'the disk failed', pt: 'o disco falhou' },
};

const READING: Words = {
  ...EVERYWHERE,
  ENOENT: { en: 'there is no such file', pt: 'esse arquivo não existe' },
  EISDIR: { en: 'it is a folder; name a file', pt: 'é uma pasta; indique um arquivo' },
};

const WRITING: Words = {
  ...EVERYWHERE,
  ENOENT: { en: 'its folder does not exist; create it first', pt: 'a pasta não existe; crie a pasta primeiro' },
  EEXIST: { en: 'it already exists; choose another name', pt: 'já existe; escolha outro nome' },
  EISDIR: { en: 'it is a folder; name a file', pt: 'é uma pasta; indique um arquivo' },
  EROFS: { en: 'the disk is read-only', pt: 'o disco é só de leitura' },
  ENOSPC: { en: 'the disk is full', pt: 'o disco está cheio' },
  EDQUOT: { en: 'the quota is used up', pt: 'a cota acabou' },
};

const FOLDER: Words = {
  ...WRITING,
  ENOENT: { en: 'no folder can be created there', pt: 'não é possível criar uma pasta ali' },
  EEXIST: { en: 'it is a file', pt: 'é um arquivo' },
};

const STORE: Words = {
  ...WRITING,
  ENOENT: { en: 'it or its folder is gone', pt: 'o arquivo ou a pasta dele sumiu' },
  EEXIST: { en: 'it is a file; choose another folder with --data', pt: 'é um arquivo; escolha outra pasta com --data' },
  EISDIR: { en: 'it is a folder; move it away', pt: 'é uma pasta; mova para outro lugar' },
};

const WORDS = { read: READING, write: WRITING, folder: FOLDER, store: STORE };

/** "there is no such file, ENOENT", to be put into parentheses. Of a code without words, the code alone. */
export function fileProblem(doing: keyof typeof WORDS, error: unknown): Localized {
  const { code, message } = error as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : WORDS[doing][code];
  if (!words) return { en: code ?? message, pt: code ?? message };
  return { en: `${words.en}, ${code}`, pt: `${words.pt}, ${code}` };
}
