/** What people say in the measured room: mostly short and plain, now and then long, or in other scripts. */
export interface Said {
  readonly from: string;
  readonly text: string;
}

const PEOPLE = ['bob', 'eva'];
const WORDS = 'the quick brown fox jumps over a lazy dog and nobody in the room has seen it do so before'.split(' ');
const ELSEWHERE = ['até amanhã 😀', 'おはよう、元気ですか', 'vi, está ótimo 👍', 'привет из Москвы'];

export function said(number: number): Said {
  const from = PEOPLE[number % PEOPLE.length] ?? '';
  const words = WORDS.slice(0, 3 + ((number * 7) % WORDS.length)).join(' ');
  const text = number % 8 === 0 ? `${ELSEWHERE[(number / 8) % ELSEWHERE.length]} ${number}` : `${words} ${number}`;
  return { from, text };
}
