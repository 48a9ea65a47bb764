// What the people of the story say, in the languages of the screen.

export interface Words {
  readonly greeting: string;
  readonly answer: string;
  readonly question: string;
  readonly explanation: string;
  readonly goodNight: string;
  readonly goodMorning: string;
  readonly where: string;
  readonly watched: string;
  readonly columns: string;
  readonly action: string;
  readonly asked: string;
  readonly plan: readonly string[];
  readonly countedIn: string;
  readonly half: string;
  readonly whileAway: string;
  readonly privately: string;
  readonly family: readonly string[];
  readonly familyRoom: string;
  readonly withoutTracker: string;
  readonly itWillBeBack: string;
}

const english: Words = {
  greeting: 'olá, ana! 👋',
  answer: 'olá, bob! Does this reach you?',
  question: 'At once. And where is the server?',
  explanation: 'There is none. The tracker told us where we are; this line went straight to you.',
  goodNight: 'Same sixty digits here. Good night! 🌙',
  goodMorning: 'bom dia! 😀 Where are the slides?',
  where: 'In the repository, under docs/',
  watched: 'I watched us in Wireshark: TLS 1.3, nothing to read 🔒',
  columns: 'and 日本語 keeps its columns, too 👍',
  action: '/me is convinced',
  asked: 'ana, shall we use it in class? Thirty terminals, one tracker, no cloud.',
  plan: ['Yes! Three to a room:', 'one who talks, one who listens,', 'and one who reads the packets.'],
  countedIn: 'Count me in 🎉',
  half: 'See you at ten, then',
  whileAway: 'You will read this when you are back.',
  privately: 'Shall I bring the cables?',
  family: ['Lunch on Sunday? 🍝', 'I am in!'],
  familyRoom: 'família',
  withoutTracker: 'The tracker is gone? I still hear you.',
  itWillBeBack: 'So do I. It will be back by itself.',
};

const portuguese: Words = {
  greeting: 'olá, ana! 👋',
  answer: 'olá, bob! Isto chega aí?',
  question: 'Na hora. E onde está o servidor?',
  explanation: 'Não há. O tracker só disse onde estamos; esta linha foi direta para você.',
  goodNight: 'Os mesmos sessenta dígitos aqui. Boa noite! 🌙',
  goodMorning: 'bom dia! 😀 Onde estão os slides?',
  where: 'No repositório, em docs/',
  watched: 'Olhei no Wireshark: TLS 1.3, nada para ler 🔒',
  columns: 'e 日本語 também fica nas suas colunas 👍',
  action: '/me está convencida',
  asked: 'ana, vamos usá-lo na aula? Trinta terminais, um tracker, nenhuma nuvem.',
  plan: ['Sim! Três por sala:', 'um que fala, um que escuta,', 'e um que lê os pacotes.'],
  countedIn: 'Conte comigo 🎉',
  half: 'Até às dez, então',
  whileAway: 'Você vai ler isto quando voltar.',
  privately: 'Levo os cabos?',
  family: ['Almoço no domingo? 🍝', 'Eu vou!'],
  familyRoom: 'família',
  withoutTracker: 'O tracker caiu? Continuo a ouvir você.',
  itWillBeBack: 'E eu a você. Ele volta sozinho.',
};

export const WORDS = { en: english, pt: portuguese } as const;
