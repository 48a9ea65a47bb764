import type { Phrases } from './phrases.ts';
import { problemInEnglish } from './problems-en.ts';
import { reasonInEnglish } from './reasons-en.ts';

const list = (names: readonly string[]): string => names.join(', ');

export const english: Phrases = {
  language: 'en',
  problem: problemInEnglish,
  reason: reasonInEnglish,
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
    firstSteps: '/create <room> creates a room, /join <room> joins one, /help lists all commands',
    status(name, listen, tracker, rooms) {
      const words = { connected: 'connected', lost: 'disconnected', reconnecting: 'disconnected, reconnecting' };
      const where = rooms.length > 0 ? `in ${rooms.join(' ')}` : 'not in a room';
      return `you are ${name}, listening on ${listen}, tracker ${words[tracker]}, ${where}`;
    },
    trackerProcess(pid, log, data) {
      const which =
        pid === null ? 'the tracker was already running' : `the tracker is process ${pid} (kill ${pid} stops it)`;
      return `${which}; its log is ${log}, its data is in ${data}`;
    },
    trackerConnected: 'connected to the tracker',
    trackerKeys: (group) => `key exchange with the tracker: ${group}`,
    trackerAway: (reason) => `lost the tracker (${reason}); chats keep working; reconnecting`,
    trackerSilent: (reason) =>
      `the tracker does not answer (${reason}); still trying. To start one here: npm run tracker`,
    newPasswordWanted:
      'type your current password on the next line, and a new one on the line after (an empty line cancels)',
    passwordChanged: 'your password was changed; the old one no longer works',
    encryptionIsOff: 'encryption is off: anyone on the network can read everything',
    keysAreRecorded: (file) => `keys are being recorded in ${file}: anyone who has that file can read everything`,
    trafficIsRecorded: (file) =>
      `all traffic is being recorded in ${file}: anyone who has that file can read everything`,
    trafficWasRecorded: (file) =>
      `the traffic was recorded in ${file}; to look at it: npm run wireshark -- open ${file}`,
    alsoCalled: (aliases) => `also ${aliases.join(' ')}`,
  },
  profile: {
    noHome: 'there is no place for your files, because HOME names no folder; set HOME, or name a folder with --data',
    inUse(folder, { isStarting, pid, isInOtherContainer }) {
      const where = isInOtherContainer ? `process ${pid} of another container` : `process ${pid}`;
      const which = pid === null ? 'on another machine, or stopped' : where;
      const holder = isStarting ? 'that is just starting' : `(${which})`;
      return `the profile ${folder} is open in another program ${holder}; close it first, or choose another folder with --data`;
    },
    withoutSockets: (folder) =>
      `the file system of ${folder} has no sockets, so a lock file is used instead: after a crash the next start takes 7 s longer`,
    weakFileSystem(folder, lacksLinks, lacksFolderSync) {
      const links = lacksLinks ? 'has no hard links, so new files are copied into place' : '';
      const sync = lacksFolderSync ? 'cannot sync folders, so a power cut may undo the latest changes' : '';
      return `the file system of ${folder} ${[links, sync].filter((lack) => lack !== '').join(', and ')}`;
    },
    lost: (folder) =>
      `the profile ${folder} was removed, or opened on another machine; nothing more is saved there, so start again`,
    logFailed: (file, reason) => `the log ${file} cannot be written (${reason}), so nothing more is logged`,
    cannotBeUsed: (folder, reason) => `the folder ${folder} cannot be used (${reason.en}); choose another with --data`,
  },
  rooms: {
    none: 'there are no rooms yet; /create <room> creates one',
    listed({ room, access, owner, seats, present }) {
      const lock = { open: '', password: ', with a password', invite: ', by invitation only' }[access];
      const who = present.length > 0 ? `: ${list(present)}` : '';
      return `room ${room}${lock}, owned by ${owner}, ${seats} of 3 seats taken${who}`;
    },
    made: (room) => `you created ${room}`,
    joined(room, owner, others) {
      const whose = owner === null ? 'your room' : `owned by ${owner}`;
      const who = others.length > 0 ? `, with ${list(others)}` : '; nobody else is here yet';
      return `you are in ${room} (${whose})${who}`;
    },
    chatsGoOn: (names) => `your private chats are open again: ${list(names)}`,
    notEntered(room, reason, owner) {
      const why = {
        not_asked: `the tracker says you are in ${room}, but you never joined it here, so you left it. To join it: /join ${room}`,
        other_owner: `${room} belongs to ${owner ?? 'someone else'} now, so you did not rejoin it. Join it anyway? /join ${room}. Forget it? /leave ${room}`,
        other_key: `${owner === null ? `the owner of ${room}` : `${owner}, who owns ${room},`} has a new key, so you did not rejoin it. Join it anyway? /join ${room}. Forget it? /leave ${room}`,
        not_by_invitation: `${room} is no longer by invitation, so you did not rejoin it. If you know that it was created again: /join ${room} --open. Forget it? /leave ${room}`,
        not_by_password: `${room} no longer has a password, so you did not rejoin it: anyone could be there. Join it anyway? /join ${room}. Forget it? /leave ${room}`,
        gone: `${room} no longer exists: it was deleted, or nobody came for 30 days`,
        full: `${room} is full, so you did not rejoin it. To try again: /join ${room}`,
        locked: `${room} needs a new password or invitation: /join ${room}`,
        refused: `the tracker did not let you back into ${room}. To try again: /join ${room}`,
      };
      return why[reason];
    },
    left: (room) => `you left ${room}`,
    deleted: (room) => `room ${room} was deleted`,
    memberJoined: (name, room) => `${name} joined ${room}`,
    memberAway: (name, room) =>
      `${name} lost connection; what you write in ${room} will be delivered when they're back (keep this program open)`,
    memberBack: (name, room) => `${name} is back in ${room}`,
    memberLeft: (name, room) => `${name} left ${room}`,
    memberLost: (name, room) => `${name} lost their seat in ${room}`,
  },
  links: {
    connected(name, path, security) {
      const secret = { plaintext: 'not encrypted', encrypted: 'encrypted', verified: 'encrypted and verified' };
      return `connected to ${name} ${{ direct: 'directly' }[path]}, ${secret[security]}`;
    },
    recordsKeys: (name) => `${name} records keys: what you write can be read later`,
    encryptionOff: (name) => `${name} turned encryption off`,
    refused: (name, reason) => `not connected to ${name}: ${reason}`,
    unreachable: (name, reason) => `can't connect to ${name} (${reason}); trying again`,
    noAnswer: 'no answer',
    notReached: {
      trackers_machine: (name) =>
        `you can't connect to ${name}, who is on the tracker's own machine and listens only there. Your messages wait ` +
        `until ${name} connects to you, or starts again with --tracker and an address of that machine that you can reach`,
      link_local: (name) =>
        `you can't connect to ${name}: a link-local address (fe80:...) needs the name of your network interface. ` +
        'Start again with --tracker [fe80:...%interface]:port, or all of you with another address of the tracker',
    },
    cannotDialUs: {
      not_listening: (_name, address, listen) =>
        `nobody can connect to you: others are told that you are at ${address}, but you listen on ${listen.join(' and ')}. ` +
        'You can still connect to them; to change this, choose another --listen',
      only_here: (name, address) =>
        `${name} is on another machine (${address}) and can't connect to you, because you listen on this machine only. ` +
        'You can still connect to others; to change this, start again with --tracker and an address of this machine that they can reach',
    },
  },
  people: {
    isThere: (name, room) => `${name} is ${room === null ? 'online' : `in ${room}`}`,
    isAway: (name) => `${name} is away`,
    thatIsYou: (name) => `${name} (you)`,
    inRooms: (rooms) => `in ${rooms.join(' ')}`,
    state: { present: 'present', away: 'away', unseen: 'not seen by the tracker yet' },
    link: { open: 'connected directly', connecting: 'connecting', closed: 'not connected' },
    keyExchange: (group) => `key exchange ${group}`,
    encrypted: 'encrypted',
    trust: {
      unknown: 'key unknown',
      'first-use': 'not verified',
      verified: 'verified',
      changed: 'key changed',
      own: 'yours',
    },
    recordsKeys: 'records keys',
    blocked: 'blocked by you',
    onlyLooksLike: (name) => `only looks like ${name}`,
    lookAlike: (name, like) =>
      `${name} only looks like ${like}: the names are different, so it is not the one you know`,
    linesWaiting: (count) => `${count} ${count === 1 ? 'message' : 'messages'} waiting`,
  },
  delivery: {
    youTo: (you, name) => `${you} to ${name}`,
    kept: (names) => `kept for ${list(names)} until they can be reached`,
    delivered: (people, isLate) => `delivered ${isLate ? 'late ' : ''}to ${list(people)}`,
    recipient(name, { isConfirmed, isPlain }) {
      const remarks = [
        ...(isPlain ? ['not encrypted'] : []),
        ...(isConfirmed ? [] : ['sent; their program does not confirm delivery']),
      ];
      return remarks.length > 0 ? `${name} (${remarks.join(', ')})` : name;
    },
    failed: (name, reason, content) => `not delivered to ${name} (${reason})${content === '' ? '' : `: "${content}"`}`,
  },
  keys: {
    kept: (name) => `${name}'s key is now remembered; to be sure it is really ${name}: /verify ${name}`,
    verified: (name) => `${name} is marked as verified`,
    noLongerVerified: (name) => `${name} is no longer marked as verified; the key is still the one you know`,
    changed: (name, was, is, why) =>
      `${name}'s key has changed! ${why ? `${why} ` : ''}Nothing is sent or received until you decide. ` +
      `It may be a new device, or someone intercepting. Compare with /verify ${name}, then accept with /trust ${name}. ` +
      `Old key: ${was ?? 'not known'}, new key: ${is}`,
    disputes: {
      two_successors:
        'Two different keys are signed as successors of the one you knew, so someone else has that one, too: compare in person.',
      not_confirmed: 'It is signed with the one you knew, but the tracker has registered a different one.',
    },
    replaced: (name, was, is) =>
      `${name} replaced their key: the new one is signed with the one you knew, and the tracker confirms it. ` +
      `It is not verified: compare it with /verify ${name}. Old key: ${was}, new key: ${is}`,
    rotation: {
      prepared: (fingerprint) =>
        `your new key is ready: ${fingerprint}. The old one stays in use until you quit, start again and sign in with ` +
        'your password; people you are connected to already know that the new one follows it',
      waiting: (fingerprint) =>
        `your new key ${fingerprint} is not in use yet: sign in with your password, not with the old key alone`,
      done: (fingerprint) =>
        `your key is ${fingerprint} from now on. To others it is not verified until they compare it with /verify`,
    },
    checks: {
      tracker_away: (name) =>
        `${name} connected with the key you know, but the tracker can't be asked right now whether it was replaced. ` +
        'It will be checked as soon as possible',
      not_online: (name) =>
        `${name} is connected to you with the key you know, but isn't signed in at the tracker, so nobody can say ` +
        'whether that key was replaced. It will be checked again',
      confirmed: (name) => `the tracker confirms ${name}'s key`,
    },
    rosterMismatch: ({ room, name, told, toldThem }) =>
      `the tracker tells you and ${name} different things about ${room}: someone is lying. ` +
      `It told you: ${told.length > 0 ? list(told) : 'nobody'}; ` +
      `${name} says it told them: ${toldThem.length > 0 ? list(toldThem) : 'nobody'}`,
    noKey: 'no key',
    own: (fingerprint) => `your key is ${fingerprint}`,
    of(name, trust, fingerprint) {
      const seen = { unknown: 'unknown', 'first-use': 'not verified', verified: 'verified' };
      const words = { ...seen, changed: 'changed', own: 'yours' };
      return `${name}'s key (${words[trust]}) is ${fingerprint}`;
    },
    youHaveNone: 'you have no key: --encryption is off',
    compare: (name) => `compare this number with what ${name} sees, by phone or in person:`,
    ifTheyDiffer: (name) => `if the numbers differ, someone may be intercepting you: /unverify ${name}`,
    ifTheyAreTheSame: (name) => `if the numbers are the same, /verify ${name}; if not, someone may be intercepting you`,
    ifTheNewOneIs: (name) => `this is for the new key: if the numbers are the same, /trust ${name}`,
    blocked: (name) => `you blocked ${name}: you won't see each other's messages`,
    unblocked: (name) => `you unblocked ${name}`,
  },
  invitations: {
    passwordWanted: (room) => `type the password of ${room} on the next line (an empty line cancels)`,
    passOn: (room) => `anyone with this link can join ${room}; share it privately:`,
    asked: (name, room, isPrivate) =>
      `${name} invites you to ${room}${isPrivate ? ', a private room' : ''}: /accept ${name}, or /decline ${name}`,
    sent: (name, room) => `you invited ${name} to ${room}`,
    accepted: (name, room) => `${name} accepted your invitation to ${room}`,
    declined: (name, room) => `${name} declined your invitation to ${room}`,
  },
  requests: {
    asked: (name) => `${name} wants to talk to you: /accept ${name}, or /block ${name}`,
    askedBefore: (name) =>
      `${name} wrote to you before you last quit, and the messages were not kept: /accept ${name}, or /block ${name}`,
    notKept: (name) => `what ${name} wrote before you last quit was not kept; ask them to send it again`,
    refused: (name, lines) =>
      `${lines === 1 ? '1 more message' : `${lines} more messages`} from ${name} did not get through, because too many were waiting; ${name} was told`,
    declined: (name) => `${name}'s messages were discarded; to keep more of them away: /block ${name}`,
    dropped: (name) =>
      `too many people are waiting for your answer, so ${name}'s messages were discarded: /requests lists the rest`,
    none: 'nobody new is waiting for your answer',
    listed: (name, lines) =>
      `${name}, ${lines === 1 ? '1 message' : `${lines} messages`}: /accept ${name}, or /block ${name}`,
    listedBefore: (name) => `${name}, before you last quit: /accept ${name}, or /block ${name}`,
    droppedSoFar: (people) =>
      `${people === 1 ? '1 earlier request was' : `${people} earlier requests were`} discarded, because too many were waiting`,
  },
  wire: {
    watching: 'network traffic is shown from now on; /wire off stops that',
    notWatching: 'network traffic is no longer shown',
    tracker: 'the tracker',
    sent: (what, to, bytes, how) => `sent to ${to}, ${bytes} bytes, ${how}: ${what}`,
    received: (what, from, bytes, how) => `received from ${from}, ${bytes} bytes, ${how}: ${what}`,
    encrypted: 'encrypted',
    plaintext: 'not encrypted',
  },
  prompt: {
    passwordOf: (room) => `Password for ${room}: `,
    newPasswordOf: (room, isAgain) => (isAgain ? `Repeat the password for ${room}: ` : `A password for ${room}: `),
    passwordsDiffer: "Passwords don't match.",
    currentPassword: 'Your current password: ',
    newPassword: (isAgain) => (isAgain ? 'Repeat it: ' : 'Your new password: '),
    notEncrypted: 'NOT ENCRYPTED',
    keysRecorded: 'KEYS RECORDED',
  },
};
