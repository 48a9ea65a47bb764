import type { Phrases } from './phrases.ts';
import { problemInEnglish } from './problems-en.ts';

const list = (names: readonly string[]): string => names.join(', ');

export const english: Phrases = {
  language: 'en',
  problem: problemInEnglish,
  words: {
    you: 'you',
    private: 'private',
    warning: 'Warning',
    error: 'Error',
    line: 'line',
    action: 'action',
    notEncrypted: 'not encrypted',
  },
  session: {
    ready: (name, listen, tracker) => `you are ${name}, listening on ${listen}, tracker ${tracker}`,
    firstSteps: '/create <room> makes a room, /join <room> enters one, /help says more',
    status(name, listen, tracker, rooms) {
      const words = { connected: 'connected', lost: 'lost', reconnecting: 'away, being tried again' };
      const where = rooms.length > 0 ? `in ${rooms.join(' ')}` : 'in no room';
      return `you are ${name}, listening on ${listen}, tracker ${words[tracker]}, ${where}`;
    },
    trackerProcess(pid, log, data) {
      const which =
        pid === null ? 'the tracker was running already' : `the tracker is process ${pid} (kill ${pid} ends it)`;
      return `${which}; its log is ${log}, its data is in ${data}`;
    },
    trackerConnected: 'connected to the tracker',
    trackerKeys: (group) => `the keys of the connection to the tracker were agreed by ${group}`,
    trackerAway: (reason) => `the tracker is away (${reason}); conversations go on, and it is tried again`,
    trackerSilent: (reason) =>
      `the tracker does not answer (${reason}); trying again until it does; npm run tracker starts one here`,
    newPasswordWanted: 'the next two lines are taken for your password so far and a new one (an empty one: never mind)',
    passwordChanged: 'your password is changed; the old one logs in nowhere any more',
    encryptionIsOff: 'encryption is off: everybody on the way can read all of it',
    keysAreRecorded: (file) => `keys are recorded in ${file}: whoever has it can read all of it`,
    trafficIsRecorded: (file) => `all traffic is recorded in ${file}: whoever has it can read all of it`,
    trafficWasRecorded: (file) =>
      `the traffic was recorded in ${file}; to look at it: npm run wireshark -- open ${file}`,
    alsoCalled: (aliases) => `also ${aliases.join(' ')}`,
  },
  profile: {
    noHome: 'there is no place for your files, since HOME names no folder; set HOME, or give a folder with --data',
    inUse(folder, { isStarting, pid, isInOtherContainer }) {
      const where = isInOtherContainer ? `process ${pid} of another container` : `process ${pid}`;
      const which = pid === null ? 'on another machine, or stopped' : where;
      const holder = isStarting ? 'that is just starting' : `(${which})`;
      return `the profile ${folder} is open in another program ${holder}; close that one first, or choose another folder with --data`;
    },
    withoutSockets: (folder) =>
      `the file system of ${folder} has no sockets, so a file keeps other programs out: after a crash the next start takes 7 s longer`,
    weakFileSystem(folder, lacksLinks, lacksFolderSync) {
      const links = lacksLinks ? 'has no hard links, so new files are copied into place' : '';
      const sync = lacksFolderSync ? 'cannot sync folders, so a power cut may undo the latest changes' : '';
      return `the file system of ${folder} ${[links, sync].filter((lack) => lack !== '').join(', and ')}`;
    },
    lost: (folder) =>
      `the profile ${folder} was removed, or another machine has opened it; nothing more is written there, so start again`,
    logFailed: (file, reason) => `the log ${file} cannot be written (${reason}), so there is none from now on`,
    cannotBeUsed: (folder, reason) => `the folder ${folder} cannot be used (${reason.en}); choose another with --data`,
  },
  rooms: {
    none: 'there are no rooms yet; /create <room> makes one',
    listed({ room, access, owner, seats, present }) {
      const lock = { open: '', password: ', locked by password', invite: ', by invitation only' }[access];
      const who = present.length > 0 ? `: ${list(present)}` : '';
      return `room ${room}${lock}, owned by ${owner}, ${seats} of 3 seats taken${who}`;
    },
    made: (room) => `room ${room} is made, and yours`,
    joined(room, owner, others) {
      const whose = owner === null ? 'yours' : `owned by ${owner}`;
      const who = others.length > 0 ? `with ${list(others)}` : 'and nobody else is there yet';
      return `you are in ${room}, ${whose}, ${who}`;
    },
    chatsGoOn: (names) => `your private chats are open again: ${list(names)}`,
    notEntered(room, reason, owner) {
      const why = {
        not_asked: `the tracker says you are in ${room}, but you never entered it here, so you left it. To enter it: /join ${room}`,
        other_owner: `${room} belongs to ${owner ?? 'somebody else'} now, so you were not taken back into it. Enter it anyway? /join ${room}. Forget it? /leave ${room}`,
        other_key: `${owner ?? 'the owner'}, who owns ${room}, has another key than before, so you were not taken back into it. Enter it anyway? /join ${room}. Forget it? /leave ${room}`,
        not_by_invitation: `${room} is not by invitation any more, so you were not taken back into it. If you know that it was made again: /join ${room} --open. Forget it? /leave ${room}`,
        not_by_password: `${room} has no password any more, so you were not taken back into it: anybody can be there. Enter it anyway? /join ${room}. Forget it? /leave ${room}`,
        gone: `${room} is gone: it was deleted, or nobody came for 30 days`,
        full: `${room} is full, so you were not taken back into it. /join ${room} tries again`,
        locked: `${room} needs a new password or invitation: /join ${room}`,
        refused: `the tracker did not let you back into ${room}. /join ${room} tries again`,
      };
      return why[reason];
    },
    left: (room) => `you left ${room}`,
    deleted: (room) => `room ${room} was deleted`,
    memberJoined: (name, room) => `${name} joined ${room}`,
    memberAway: (name, room) => `${name} is away from ${room}; what you write is kept for them while you stay`,
    memberBack: (name, room) => `${name} is back in ${room}`,
    memberLeft: (name, room) => `${name} left ${room}`,
    memberLost: (name, room) => `${name} is gone from ${room}`,
  },
  links: {
    connected(name, path, security) {
      const secret = { plaintext: 'not encrypted', encrypted: 'encrypted', verified: 'encrypted and verified' };
      return `connected to ${name} ${{ direct: 'directly' }[path]}, ${secret[security]}`;
    },
    recordsKeys: (name) => `${name} records keys: what you say may be read later`,
    encryptionOff: (name) => `${name} has switched encryption off`,
    refused: (name, reason) => `${name} is not connected: ${reason}`,
    unreachable: (name, reason) => `${name} cannot be reached (${reason}); trying again`,
    noAnswer: 'no answer',
    notReached: {
      trackers_machine: (name) =>
        `you can't connect to ${name}, who is on the tracker's own machine and listens only there. Your messages wait ` +
        `until ${name} connects to you, or starts again with --tracker and an address of that machine that you reach`,
      link_local: (name) =>
        `you can't connect to ${name}: a link-local address (fe80:...) needs the name of your network interface. ` +
        'Start again with --tracker [fe80:...%interface]:port, or all of you with another address of the tracker',
    },
    cannotDialUs: {
      not_listening: (_name, address, listen) =>
        `nobody can connect to you: others are told that you are at ${address}, and you listen on ${listen.join(' and ')}. ` +
        'You still connect to them; choose another --listen to change that',
      only_here: (name, address) =>
        `${name} is on another machine (${address}) and can't connect to you, because you listen on this machine only. ` +
        'You still connect to them; start again with --tracker and an address of this machine that they reach to change that',
    },
  },
  people: {
    isThere: (name, room) => `${name} is ${room === null ? 'online' : `in ${room}`}`,
    isAway: (name) => `${name} is away`,
    thatIsYou: (name) => `${name} (you)`,
    inRooms: (rooms) => `in ${rooms.join(' ')}`,
    state: { present: 'present', away: 'away', unseen: 'not seen by the tracker yet' },
    link: { open: 'connected directly', connecting: 'connecting', closed: 'not connected' },
    keyExchange: (group) => `keys agreed by ${group}`,
    encrypted: 'encrypted',
    trust: {
      unknown: 'key not known',
      'first-use': 'not verified',
      verified: 'verified',
      changed: 'key has changed',
      own: 'yours',
    },
    recordsKeys: 'records keys',
    blocked: 'blocked by you',
    onlyLooksLike: (name) => `only looks like ${name}`,
    lookAlike: (name, like) => `${name} only looks like ${like}: it is another name, of somebody else`,
    linesWaiting: (count) => `${count} ${count === 1 ? 'line' : 'lines'} waiting`,
  },
  delivery: {
    youTo: (you, name) => `${you} to ${name}`,
    kept: (names) => `kept for ${list(names)} until they can be reached`,
    delivered: (people, isLate) => `delivered ${isLate ? 'late ' : ''}to ${list(people)}`,
    recipient(name, { isConfirmed, isPlain }) {
      const remarks = [
        ...(isPlain ? ['not encrypted'] : []),
        ...(isConfirmed ? [] : ['sent; their program confirms nothing']),
      ];
      return remarks.length > 0 ? `${name} (${remarks.join(', ')})` : name;
    },
    failed: (name, reason, content) => `not delivered to ${name} (${reason})${content === '' ? '' : `: "${content}"`}`,
  },
  keys: {
    kept: (name) => `the key of ${name} is kept from now on; /verify ${name} compares it`,
    verified: (name) => `${name} is marked as verified`,
    noLongerVerified: (name) => `${name} is no longer marked as verified; the key is still the one you know`,
    changed: (name, was, is, why) =>
      `${name} has another key than before. ${why ? `${why} ` : ''}Nothing is sent to or taken from them. ` +
      `/verify ${name} compares it, /trust ${name} accepts it. ` +
      `A new device, or somebody in between: it was ${was ?? 'another one'}, and is ${is} now`,
    disputes: {
      two_successors:
        'Two different keys are signed as following the one you knew, so somebody else has that one, too: compare it in person.',
      not_confirmed: 'It is signed with the one you knew, but the tracker has registered another one.',
    },
    replaced: (name, was, is) =>
      `${name} has replaced their key: the new one is signed with the one you knew, and the tracker confirms it. ` +
      `It is not verified: /verify ${name} compares it. It was ${was}, and is ${is} now`,
    rotation: {
      prepared: (fingerprint) =>
        `your new key is made: ${fingerprint}. The old one stays in use until you leave, start again and sign in with ` +
        'your password; people you are connected to know already that the new one follows it',
      waiting: (fingerprint) =>
        `your new key ${fingerprint} is not in use yet: sign in with your password, not with the old key alone`,
      done: (fingerprint) =>
        `your key is ${fingerprint} from now on. To others it is not verified until they compare it with /verify`,
    },
    checks: {
      tracker_away: (name) =>
        `${name} connected with the key you know, but the tracker can't be asked now whether it was replaced. ` +
        "It will be checked as soon as that's possible",
      not_online: (name) =>
        `${name} is connected to you with the key you know, but isn't signed in at the tracker, so nobody can say ` +
        'whether that key was replaced. It will be checked again',
      confirmed: (name) => `the tracker confirms the key of ${name}`,
    },
    rosterMismatch: ({ room, name, told, toldThem }) =>
      `the tracker says of ${room} one thing to you and, as ${name} says, another one to them: somebody is lying. ` +
      `You were told ${told.length > 0 ? list(told) : 'of nobody'}; ` +
      `${name} was told ${toldThem.length > 0 ? list(toldThem) : 'of nobody'}`,
    noKey: 'no key',
    own: (fingerprint) => `your key is ${fingerprint}`,
    of(name, trust, fingerprint) {
      const seen = { unknown: 'not known', 'first-use': 'not verified', verified: 'verified' };
      const words = { ...seen, changed: 'has changed', own: 'yours' };
      return `the key of ${name} (${words[trust]}) is ${fingerprint}`;
    },
    youHaveNone: 'you have no key: --encryption is off',
    compare: (name) => `compare this number with what ${name} sees, by phone or in person:`,
    ifTheyDiffer: (name) => `if the numbers differ, somebody is in between: /unverify ${name}`,
    ifTheyAreTheSame: (name) => `if the numbers are the same, /verify ${name}; if not, somebody is in between`,
    ifTheNewOneIs: (name) => `this is for the new key: if the numbers are the same, /trust ${name}`,
    blocked: (name) => `${name} is blocked: nothing goes to them, or comes from them`,
    unblocked: (name) => `${name} is not blocked any more`,
  },
  invitations: {
    passwordWanted: (room) => `the next line is taken for the password of ${room} (an empty one: never mind)`,
    passOn: (room) => `whoever has this may enter ${room}; pass it on where nobody else reads it:`,
    asked: (name, room, isPrivate) =>
      `${name} asks you into ${room}${isPrivate ? ', a private room' : ''}: /accept ${name}, or /decline ${name}`,
    sent: (name, room) => `${name} was asked into ${room}`,
    accepted: (name, room) => `${name} accepts the invitation to ${room}`,
    declined: (name, room) => `${name} declines the invitation to ${room}`,
  },
  requests: {
    asked: (name) => `${name} wants to talk to you: /accept ${name}, or /block ${name}`,
    askedBefore: (name) =>
      `${name} wrote to you before you last quit, and the messages were not kept: /accept ${name}, or /block ${name}`,
    notKept: (name) => `what ${name} wrote before you last quit was not kept; ask them to send it again`,
    refused: (name, lines) =>
      `${name} wrote ${lines === 1 ? '1 more message' : `${lines} more messages`} than may wait; ${name} was told that`,
    declined: (name) => `the messages of ${name} were dropped; /block ${name} keeps more of them away`,
    dropped: (name) =>
      `too many people wait for your answer, so the messages of ${name} were dropped: /requests lists the rest`,
    none: 'nobody has written to you for the first time and waits for your answer',
    listed: (name, lines) =>
      `${name}, ${lines === 1 ? '1 message' : `${lines} messages`}: /accept ${name}, or /block ${name}`,
    listedBefore: (name) => `${name}, before you last quit: /accept ${name}, or /block ${name}`,
    droppedSoFar: (people) =>
      `${people === 1 ? '1 earlier person was' : `${people} earlier people were`} dropped, since too many waited`,
  },
  wire: {
    watching: 'what crosses the wire is shown from now on; /wire off ends that',
    notWatching: 'what crosses the wire is not shown any more',
    tracker: 'the tracker',
    sent: (what, to, bytes, how) => `sent to ${to}, ${bytes} bytes, ${how}: ${what}`,
    received: (what, from, bytes, how) => `received from ${from}, ${bytes} bytes, ${how}: ${what}`,
    encrypted: 'encrypted',
    plaintext: 'not encrypted',
  },
  prompt: {
    passwordOf: (room) => `Password of ${room}: `,
    newPasswordOf: (room, isAgain) => (isAgain ? `The same again, for ${room}: ` : `A password for ${room}: `),
    passwordsDiffer: 'They were not the same.',
    currentPassword: 'Your password so far: ',
    newPassword: (isAgain) => (isAgain ? 'The same again: ' : 'Your new password: '),
    notEncrypted: 'NOT ENCRYPTED',
    keysRecorded: 'KEYS RECORDED',
  },
};
