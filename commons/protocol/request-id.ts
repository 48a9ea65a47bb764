// A number in JSON has many spellings, and JavaScript cannot represent some numbers (9007199254740993). The echo must
// equal the sent text (protocol 3.2.5), so the text of such a number is stored beside the object.

/** The longest text of a number that is an id, as of an id that is a string. */
const MAX_CHARACTERS = 64;

const COMMA = 0x2c;
const CLOSE_BRACE = 0x7d;

const texts = new WeakMap<object, string>();

/** Must be called with each object that was parsed from `json` and has a number in `request_id`. */
export function noteRequestId(object: { request_id?: unknown }, json: string): void {
  if (isPlain(object.request_id, json)) return;
  const text = numberIn(json);
  if (text === null || text === String(object.request_id)) return;
  if (text.length > MAX_CHARACTERS)
    object.request_id = Number.NaN; // No schema accepts it.
  else texts.set(object, text);
}

/** The JSON text of the `request_id` for the reply; undefined: there is none, or it is invalid. */
export function requestIdText(object: { readonly request_id?: unknown }): string | undefined {
  const id = object.request_id;
  const isUsable = Number.isFinite(id) || (typeof id === 'string' && id.length <= MAX_CHARACTERS);
  return isUsable ? (texts.get(object) ?? JSON.stringify(id)) : undefined;
}

/** Whether the only id is spelled as JavaScript spells it. Nearly all are, and this check reads each byte only once. */
function isPlain(id: unknown, json: string): boolean {
  const at = json.indexOf('"request_id"');
  const plain = `"request_id":${id}`;
  if (at === -1 || !json.startsWith(plain, at) || json.includes('\\u')) return false;
  const next = json.charCodeAt(at + plain.length);
  return (next === COMMA || next === CLOSE_BRACE) && json.indexOf('"request_id"', at + 1) === -1;
}

/** The tokens of JSON: a string, a bracket, a number or word, or the characters between them. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s"{}[\],:]+|[\s,:]+/gsy;
const BETWEEN = /^[\s,:]/;

/** The text of the number in the last `request_id` of the outermost object; `json` is valid. */
function numberIn(json: string): string | null {
  let depth = 0;
  let found: string | null = null;
  let before = '';
  for (const [token] of json.matchAll(TOKEN)) {
    if (BETWEEN.test(token)) continue;
    if (depth === 1 && before === 'request_id' && /^[-0-9]/.test(token)) found = token;
    before = '';
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    // A value is followed by a key, and never by a number.
    else if (depth === 1 && token.startsWith('"')) before = JSON.parse(token) as string;
  }
  return found;
}
