// Objects where a text belongs, made so that reading their length, or converting them to text, throws.

export const POISONS: readonly (readonly [string, string])[] = [
  ['no text can be made of', '[[{"toString":null,"valueOf":null}]]'],
  ['has a length that is no number', '{"length":{"toString":null}}'],
  ['lies about all that it has', '{"length":[{"toString":0}],"toString":0,"valueOf":0,"toJSON":0,"then":0}'],
];
