-- P2P Chat in Wireshark and tshark, 4.0 and later: what peers and the tracker say to each other, read and linked.
--
--   tshark -X lua_script:wireshark/p2pchat.lua -r FILE      for one run
--   README.md beside this file                              to install it, and what there is to filter for
--
-- It reads JSON objects over TCP, over TLS (with a key log, or keys in the capture) and in WebSocket frames, the two
-- peers' TLS in such frames too. The words of the protocol are tables in section 1, which a test compares with the
-- schemas of the program. Everything else follows from them: each word becomes a field to filter for.
--
-- What it refuses to show: passwords and what checks them, tokens, secrets of rooms, invitation keys and proofs, in whatever field they are,
-- unless a preference says otherwise. The bytes of a packet show them all the same if they crossed the wire in clear.
--
-- One file, because that is what Wireshark's folder for plugins takes without further ado. It keeps to what Lua 5.2
-- (Wireshark 4.0, 4.2) and Lua 5.4 (later ones) have in common: no integer division, no bit operators, no goto.

local byte, char, concat, find = string.byte, string.char, table.concat, string.find
local floor, format, gsub, lower, match, sub = math.floor, string.format, string.gsub, string.lower, string.match, string.sub

if set_plugin_info then
  set_plugin_info({ version = "1.0.0", description = "P2P Chat: peers, tracker, links" })
end

-- Given for one run where it is installed too, it is loaded twice: the installed one, which comes first, stays.
local isFirst, protocol = pcall(Proto, "p2pchat", "P2P Chat")
if not isFirst then
  if find(protocol, "there cannot be two protocols", 1, true) then return end
  error(protocol)
end


------------------------------------------------------------------------------------------------------------------------
-- 1. The words of the protocol (docs/protocol.md)
------------------------------------------------------------------------------------------------------------------------

-- How fields are written down here:
--   name          one value               name:SHAPE    an object of that shape
--   name[]        a list of values        name[SHAPE]   a list of such objects
--                                         name{SHAPE}   such objects, by their names

-- From a peer to the tracker.
local REQUESTS = {
  SCRAM         = "cmd request_id username nonce",
  REGISTER      = "cmd request_id username password verifier:VERIFIER address port features[]",
  LOGIN         = "cmd request_id username password token proof address port features[]",
  LIST_PEERS    = "cmd request_id username room peer after limit",
  LIST_ROOMS    = "cmd request_id username after limit",
  CREATE_ROOM   = "cmd request_id username room access secret",
  JOIN_ROOM     = "cmd request_id username room secret",
  LEAVE_ROOM    = "cmd request_id username room",
  DELETE_ROOM   = "cmd request_id username room",
  WATCH_PEERS   = "cmd request_id username peers[]",
  PASSWORD      = "cmd request_id username proof verifier:VERIFIER",
  LOGOUT        = "cmd request_id username",
}

-- From the tracker: two kinds of reply, and the notices that answer no request.
local REPLIES = {
  OK            = "status request_id msg features[] token nonce salt cost signature address rooms[] rooms{ROOM} peers{PEER} room:ROOM next",
  ERROR         = "status request_id msg code retry_after",
  ROOM_UPDATE   = "status msg room:ROOM room_name",
  PEER_ONLINE   = "status msg peer:PEER",
}

-- Between peers; the tracker says PING to a peer's listener.
local MESSAGES = {
  HELLO         = "cmd username version features[] keylog encryption key_changes[]",
  MESSAGE       = "cmd room username content id sent_at",
  ACK           = "cmd id ids[] code",
  LEAVE         = "cmd room",
  ROSTER        = "cmd room revision members[MEMBER]",
  PROVE         = "cmd room proof",
  INVITE        = "cmd id room secret key",
  INVITE_ANSWER = "cmd id accepted",
  KEY_CHANGE    = "cmd key_changes[]",
  PING          = "cmd",
  PONG          = "cmd",
}

-- Objects in objects. Their fields are filtered for with the shape before the name: p2pchat.peer.port.
local SHAPES = {
  ROOM          = "name peer_owner:PEER peer_one:PEER peer_two:PEER owner revision seats[SEAT] access",
  PEER          = "username address port connected last_ping fingerprint room rooms[]",
  SEAT          = "username state",
  VERIFIER      = "salt cost stored_key server_key",
  MEMBER        = "username fingerprint",
}

-- What kind of value each word has, and what it is called in the tree.
local WORDS = {
  accepted    = { "flag",    "Accepted" },
  access      = { "text",    "Access" },
  address     = { "text",    "Address" },
  after       = { "text",    "List begins after" },
  cmd         = { "text",    "Command" },
  code        = { "text",    "Code" },
  connected   = { "flag",    "Connected" },
  cost        = { "text",    "Cost of scrypt" },
  content     = { "text",    "Content" },
  encryption  = { "text",    "Encryption" },
  features    = { "text",    "Feature" },
  fingerprint = { "text",    "Fingerprint" },
  id          = { "text",    "Message id" },
  ids         = { "text",    "Further message id" },
  key         = { "secret",  "Invitation key" },
  key_changes = { "text",    "Change of key" },
  keylog      = { "flag",    "Records keys" },
  last_ping   = { "text",    "Last ping" },
  limit       = { "whole",   "Entries at most" },
  members     = { "text",    "Member" },
  msg         = { "text",    "Sentence" },
  name        = { "text",    "Name" },
  next        = { "text",    "Next page after" },
  nonce       = { "text",    "Nonce" },
  owner       = { "text",    "Owner" },
  password    = { "secret",  "Password" },
  peer        = { "text",    "Peer asked for" },
  peer_one    = { "text",    "First member" },
  peer_owner  = { "text",    "Owner's place" },
  peer_two    = { "text",    "Second member" },
  peers       = { "text",    "Peer" },
  port        = { "whole",   "Listening port" },
  proof       = { "secret",  "Proof" },
  request_id  = { "id",      "Request id" },
  retry_after = { "number",  "Try again after (s)" },
  revision    = { "whole",   "Revision" },
  room        = { "text",    "Room" },
  room_name   = { "text",    "Room that is gone" },
  rooms       = { "text",    "Room in a list" },
  salt        = { "text",    "Salt" },
  seats       = { "text",    "Seat" },
  secret      = { "secret",  "Secret of the room" },
  sent_at     = { "text",    "Sent at" },
  server_key  = { "secret",  "ServerKey" },
  signature   = { "secret",  "Tracker's proof" },
  state       = { "text",    "State" },
  status      = { "text",    "Status" },
  stored_key  = { "secret",  "StoredKey" },
  token       = { "secret",  "Session token" },
  username    = { "text",    "Username" },
  verifier    = { "text",    "Verifier of the password" },
  version     = { "whole",   "Version" },
}

-- Larger or deeper objects are refused by everybody.
local MAX_OBJECT_KIB = 64
local MAX_DEPTH = 16

local TRACKER_PORT = 6060

-- What tells our TLS connections (ALPN) and our WebSockets (the subprotocol) from others, whatever their ports.
local ALPN = { "p2pchat/1", "p2pchat-tracker/1" }
local SUBPROTOCOL = "p2pchat.v1"

-- Refusals that answer no request: of bytes that could not be read, and the end of a session that another one replaced.
local ANSWERS_NOTHING = { BAD_JSON = true, TOO_LARGE = true, SESSION_REPLACED = true }


------------------------------------------------------------------------------------------------------------------------
-- 2. Preferences
------------------------------------------------------------------------------------------------------------------------

protocol.prefs.port = Pref.uint("Port of the tracker", TRACKER_PORT,
  "All other ports are found by what is said there. Stock Wireshark takes 6060 for X11; 0 leaves it that way")
protocol.prefs.guess = Pref.bool("Recognise objects on any port", true,
  "Also takes connections whose beginning was not captured, as far as they are not encrypted")
protocol.prefs.show_secrets = Pref.bool("Show passwords, tokens, secrets, keys and proofs", false,
  "They are in the bytes of the packet in any case")
protocol.prefs.json = Pref.bool("Also show objects as plain JSON", false,
  "Leaves out objects that hold a secret, unless secrets are shown")
protocol.prefs.largest = Pref.uint("Largest object (KiB)", MAX_OBJECT_KIB,
  "What is larger is marked, and not waited for")
protocol.prefs.preview = Pref.uint("Bytes of a message in the summary", 60, "The tree always has all of it")


------------------------------------------------------------------------------------------------------------------------
-- 3. Fields and expert notes
------------------------------------------------------------------------------------------------------------------------

local PROTO_FIELD = {
  text = ProtoField.string, secret = ProtoField.string, id = ProtoField.string,
  whole = ProtoField.uint64, number = ProtoField.double, flag = ProtoField.bool,
}

-- All fields by what one filters for, without "p2pchat.": one field serves the same word of several commands.
local fields = {}

local function field_for(prefix, word)
  local abbreviation = prefix .. word
  if not fields[abbreviation] then
    local kind, label = WORDS[word][1], WORDS[word][2]
    fields[abbreviation] = PROTO_FIELD[kind]("p2pchat." .. abbreviation, label)
  end
  return fields[abbreviation]
end

-- "name[SHAPE] ..." as a table: name -> { field, kind, object/list/by_name = SHAPE }.
local function read_shape(prefix, written)
  local shape = {}
  for name, bracket, inner in written:gmatch("([%w_]+)([:%[{]?)([A-Z]*)") do
    local entry = shape[name] or { field = field_for(prefix, name), kind = WORDS[name][1] }
    if bracket == ":" then entry.object = inner end
    if bracket == "[" and inner ~= "" then entry.list = inner end
    if bracket == "{" then entry.by_name = inner end
    shape[name] = entry
  end
  return shape
end

local shapes, commands, statuses, any = {}, {}, {}, {}
for name, written in pairs(SHAPES) do shapes[name] = read_shape(name:lower() .. ".", written) end

-- What can be in any object: for those whose command is not known, and fields where they do not belong.
local function read_words(into, written_by_word)
  for word, written in pairs(written_by_word) do
    into[word] = read_shape("", written)
    for name, entry in pairs(into[word]) do
      local is_richer = entry.object or entry.list or entry.by_name
      if is_richer or not any[name] then any[name] = entry end
    end
  end
end
read_words(commands, REQUESTS)
read_words(commands, MESSAGES)
read_words(statuses, REPLIES)

-- Which conversation a command belongs to; every status belongs to that with the tracker.
local PART = { PING = "liveness", PONG = "liveness" }
for command in pairs(REQUESTS) do PART[command] = "tracker" end
for command in pairs(MESSAGES) do PART[command] = PART[command] or "peers" end

-- What is not on the wire but follows from it.
fields.info = ProtoField.string("p2pchat.info", "Summary")
fields.part = ProtoField.string("p2pchat.part", "Part", base.NONE, "tracker, peers or liveness")
fields.length = ProtoField.uint32("p2pchat.length", "Length", base.DEC, nil, nil, "Bytes, without a terminator")
fields.framing = ProtoField.string("p2pchat.framing", "Framing", base.NONE, "newline, or none: a bare object")
fields.encrypted = ProtoField.bool("p2pchat.encrypted", "Encrypted")
fields.index = ProtoField.uint32("p2pchat.index", "Object of this frame", base.DEC)
fields.request = ProtoField.bool("p2pchat.request", "Wants an answer")
fields.response = ProtoField.bool("p2pchat.response", "Is an answer")
fields.response_in = ProtoField.framenum("p2pchat.response_in", "Answered in", base.NONE, frametype.RESPONSE)
fields.response_to = ProtoField.framenum("p2pchat.response_to", "Answers", base.NONE, frametype.REQUEST)
fields.response_cmd = ProtoField.string("p2pchat.response_cmd", "Answers the command")
fields.time = ProtoField.relative_time("p2pchat.time", "Time to the answer")
fields.empty = ProtoField.string("p2pchat.null", "Null", base.NONE, "Names of fields that are there and null")
fields.other = ProtoField.string("p2pchat.field", "Unknown field", base.NONE, "Readers pass over it")

local listed = {}
for _, field in pairs(fields) do listed[#listed + 1] = field end
protocol.fields = listed

local function note(name, text, group, severity)
  return ProtoExpert.new("p2pchat." .. name, text, expert.group[group], expert.severity[severity])
end
local notes = {
  malformed   = note("malformed", "Not an object that can be read", "MALFORMED", "ERROR"),
  oversize    = note("oversize", "Larger than an object may be", "MALFORMED", "ERROR"),
  wrong_type  = note("wrong_type", "A value of the wrong kind", "PROTOCOL", "WARN"),
  unknown     = note("unknown", "Neither a known command nor a known status", "PROTOCOL", "WARN"),
  unexpected  = note("unexpected_field", "A field that does not belong here", "PROTOCOL", "CHAT"),
  password    = note("cleartext_password", "Password in clear text", "SECURITY", "WARN"),
  secret      = note("cleartext_secret", "A token, secret or key in clear text", "SECURITY", "WARN"),
  recorded    = note("records_keys", "The writer records the keys of its connections", "SECURITY", "NOTE"),
  unencrypted = note("encrypts_nothing", "The writer has chosen to encrypt nothing", "SECURITY", "NOTE"),
  refused     = note("refused", "Refused", "RESPONSE_CODE", "NOTE"),
  bare        = note("unframed", "Not ended by a newline, as a reference peer writes", "PROTOCOL", "CHAT"),
  orphan      = note("orphan_response", "What this answers is not in the capture", "SEQUENCE", "NOTE"),
}
local noted = {}
for _, one in pairs(notes) do noted[#noted + 1] = one end
protocol.experts = noted

-- What others have found out about the packet. Wireshark wants them made before it reads the first one.
local stream_field = Field.new("tcp.stream")
local tls_field = Field.new("tls")
local websocket_field = Field.new("websocket")


------------------------------------------------------------------------------------------------------------------------
-- 4. Text that is safe to show
------------------------------------------------------------------------------------------------------------------------

local REPLACEMENT = "\239\191\189" -- U+FFFD
local DOT, RETURN, ELLIPSIS = "·", "⏎", "…"

-- Bytes of the UTF-8 character at `at`, which is not ASCII; nil if there is none (RFC 3629).
local function character_bytes(text, at)
  local a, b, c, d = byte(text, at, at + 3)
  if a < 0xC2 or a > 0xF4 or not b or b > 0xBF then return nil end
  local least = a == 0xE0 and 0xA0 or a == 0xF0 and 0x90 or 0x80
  local most = a == 0xED and 0x9F or a == 0xF4 and 0x8F or 0xBF
  if b < least or b > most then return nil end
  if a < 0xE0 then return 2 end
  if not c or c < 0x80 or c > 0xBF then return nil end
  if a < 0xF0 then return 3 end
  return d and d >= 0x80 and d <= 0xBF and 4 or nil
end

local function is_utf8(text)
  local at = find(text, "[\128-\255]")
  while at do
    local length = character_bytes(text, at)
    if not length then return false end
    at = find(text, "[\128-\255]", at + length)
  end
  return true
end

-- Characters that one does not see and that can fool a reader or a terminal: C1 controls, marks of direction, separators
-- of lines, tags; and U+FFFE and U+FFFF, which no XML (`tshark -T pdml`) may hold. What joins the parts of an emoji may stay.
local function is_treacherous(character)
  return find(character, "^\194[\128-\159]") or character == "\216\156" or character == "\239\187\191"
    or find(character, "^\226\128[\139\142\143\168-\175]") or find(character, "^\226\129[\160-\175]")
    or find(character, "^\243\160") or find(character, "^\239\191[\190\191]")
end

local function printable(text)
  local parts, from = {}, 1
  while true do
    local at = find(text, "[%c\127-\255]", from)
    if not at then break end
    parts[#parts + 1] = sub(text, from, at - 1)
    local length = 1
    if byte(text, at) < 0x80 then
      parts[#parts + 1] = sub(text, at, at) == "\n" and RETURN or DOT
    else
      length = character_bytes(text, at)
      local character = length and sub(text, at, at + length - 1) or REPLACEMENT
      parts[#parts + 1] = is_treacherous(character) and DOT or character
      length = length or 1
    end
    from = at + length
  end
  parts[#parts + 1] = sub(text, from)
  return concat(parts)
end

-- At most `limit` bytes, cut where a character begins.
local function shorten(text, limit)
  if #text <= limit then return text end
  while limit > 0 and find(text, "^[\128-\191]", limit + 1) do limit = limit - 1 end
  return sub(text, 1, limit) .. ELLIPSIS
end

local function count_in(text, pattern)
  local _, count = gsub(text, pattern, "")
  return count
end

-- Whether the text holds the beginning of an invitation, in whatever case, percent-encoded or not.
local function holds_scheme(text)
  local small = lower(text)
  return find(small, "p2pchat:", 1, true) or find(small, "p2pchat%3a", 1, true)
end

local FINGERPRINT_LENGTH, KEY_LENGTH = 43, 22
local SECRET_LENGTH = FINGERPRINT_LENGTH + 1 + KEY_LENGTH
-- Of a key that is wrapped there may be hyphens in it.
local MAX_HYPHENS = 8

-- Whether a fingerprint and a key stand in the text in one piece; from one full stop to the next, in time linear in the text.
local function holds_secret_part(text)
  local dot = find(text, ".", FINGERPRINT_LENGTH + 1, true)
  while dot do
    local part = sub(text, dot - FINGERPRINT_LENGTH, dot + KEY_LENGTH)
    if #part == SECRET_LENGTH and not find(part, "[^%w_.-]") and count_in(part, "%.") == 1 then return true end
    dot = find(text, ".", dot + 1, true)
  end
  return false
end

-- Whether the letters and digits are as mixed as what was drawn at random, and no words: two in ten thousand keys are not.
local function is_mixed(text)
  return count_in(text, "%u") >= 6 and count_in(text, "%l") >= 6 and count_in(text, "%d") >= 2
end

-- False for most texts, which need no closer look.
local function may_hold_key(text)
  if holds_scheme(text) then return true end
  if #text < SECRET_LENGTH then return false end
  if find(text, "[&%%\\\239]") then return true end
  return find(text, ".", FINGERPRINT_LENGTH + 1, true) ~= nil and (is_mixed(text) or holds_secret_part(text))
end

-- The byte that an escape at `at` stands for, and its last place: of percent-encoding, also of what was encoded before; of
-- JSON and JavaScript; of HTML; of Markdown; or a full-width character. nil if there is none.
local function read_escape(text, at)
  local code, after = match(text, "^%%(%x%x)()", at)
  while code == "25" and find(text, "^%x%x", after) do code, after = match(text, "^(%x%x)()", after) end
  if not code then code, after = match(text, "^\\\\?[ux]0?0?(%x%x)()", at) end
  if not code then code, after = match(text, "^&#[xX](%x%x);?()", at) end
  if code then return tonumber(code, 16), after - 1 end
  code, after = match(text, "^&#(%d%d%d?);?()", at)
  if code then return tonumber(code), after - 1 end
  local second, third = match(text, "^\239([\188\189])([\128-\191])", at)
  if second then return byte(third) - (second == "\188" and 0x60 or 0x20), at + 2 end
  if find(text, "^\\[nrt]", at) then return 0, at + 1 end
  return nil
end

-- The characters of the text that an invitation may have, and where each begins and ends.
local function skeleton_of(text)
  local characters, first, last = {}, {}, {}
  local at = 1
  while at <= #text do
    local code, stop = byte(text, at), at
    if code == 0x25 or code == 0x26 or code == 0x5C or code == 0xEF then
      local escaped, escaped_stop = read_escape(text, at)
      if escaped then code, stop = escaped, escaped_stop end
    end
    local character = code < 0x80 and char(code) or ""
    if find(character, "^[%w_.-]$") then
      characters[#characters + 1] = character
      first[#characters], last[#characters] = at, stop
    end
    at = stop + 1
  end
  return concat(characters), first, last
end

-- Whether what stands around a full stop without the rest of an invitation is a fingerprint and a key, and not two sentences.
local function is_secret_part(skeleton, dot, first, last)
  local from, to = dot - FINGERPRINT_LENGTH, dot + KEY_LENGTH
  return last[to] - first[from] == SECRET_LENGTH - 1 or is_mixed(sub(skeleton, from, to))
end

-- The text without the keys of invitations: 22 characters behind a fingerprint of 43 and a full stop, whatever stands
-- between them that no invitation has (line breaks, frames). Of a damaged one, all that follows the `#` is hidden.
local function without_keys(text)
  local skeleton, first, last = skeleton_of(text)
  local has_scheme = find(lower(skeleton), "p2pchat", 1, true)
  local pieces, from, before = {}, 1, 0
  local dot = find(skeleton, ".", 1, true)
  while dot do
    local next_dot = find(skeleton, ".", dot + 1, true)
    local run = (next_dot or #skeleton + 1) - dot - 1
    local is_key = dot - before > FINGERPRINT_LENGTH and run >= KEY_LENGTH
    if is_key and (has_scheme or is_secret_part(skeleton, dot, first, last)) then
      local hidden = KEY_LENGTH
      if not find(skeleton, "^[AQgw]", dot + KEY_LENGTH) then hidden = math.min(run, KEY_LENGTH + MAX_HYPHENS) end
      for place = dot + 1, dot + hidden do
        pieces[#pieces + 1] = sub(text, from, first[place] - 1)
        if place == dot + 1 then pieces[#pieces + 1] = ELLIPSIS end
        from = last[place] + 1
      end
    end
    before, dot = dot, next_dot
  end
  pieces[#pieces + 1] = sub(text, from)
  return (gsub(concat(pieces), "%S+", function(word)
    local hash = find(word, "#", 1, true) or find(word, "%23", 1, true)
    if not hash or find(word, ELLIPSIS, 1, true) or not holds_scheme(word) then return word end
    return sub(word, 1, hash) .. ELLIPSIS
  end))
end

local function holds_key(text)
  return may_hold_key(text) and without_keys(text) ~= text
end

-- A stranger's text as it may be shown. An invitation that somebody pasted has a key at its end, which is a secret.
local function clean(text, limit)
  if find(text, "[^ -~]") then text = printable(text) end
  if not protocol.prefs.show_secrets and may_hold_key(text) then text = without_keys(text) end
  return limit and shorten(text, limit) or text
end


------------------------------------------------------------------------------------------------------------------------
-- 5. JSON, with the place of everything
------------------------------------------------------------------------------------------------------------------------

-- A value is { kind, value, first, last }, counted in bytes from 1; an object or list has `members` instead of a value;
-- a member has also its `name`, where that begins (`from`) and where it ends (`named`).
--
-- A reader that cannot go on returns nil and the problem with its place; MORE, if the text just ends too early.
local MORE = "more"

local QUOTE, BACKSLASH, COLON, COMMA = 0x22, 0x5C, 0x3A, 0x2C
local OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET = 0x7B, 0x7D, 0x5B, 0x5D
local NOT_SPACE = "[^ \t\r\n]"
local IS_SPACE = { [0x20] = true, [0x09] = true, [0x0D] = true, [0x0A] = true }
local IN_STRING = '["\\\0-\31]'

local ESCAPES = { ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function utf8_of(code)
  if code < 0x80 then return char(code) end
  if code < 0x800 then return char(0xC0 + floor(code / 64), 0x80 + code % 64) end
  if code < 0x10000 then return char(0xE0 + floor(code / 4096), 0x80 + floor(code / 64) % 64, 0x80 + code % 64) end
  local second, third = 0x80 + floor(code / 4096) % 64, 0x80 + floor(code / 64) % 64
  return char(0xF0 + floor(code / 262144), second, third, 0x80 + code % 64)
end

-- The character of the escape \uXXXX whose backslash is at `at`, and where the text goes on. Half a pair is no character.
local function read_unicode(text, at)
  local digits = match(text, "^%x%x%x%x", at + 2)
  if not digits then return nil, #text < at + 5 and MORE or "\\u without four digits", at end
  local code = tonumber(digits, 16)
  if code < 0xD800 or code > 0xDFFF then return utf8_of(code), at + 6 end
  local lower = code < 0xDC00 and match(text, "^\\u([dD][c-fC-F]%x%x)", at + 6)
  if not lower then return REPLACEMENT, at + 6 end
  return utf8_of(0x10000 + (code - 0xD800) * 1024 + tonumber(lower, 16) - 0xDC00), at + 12
end

-- The string whose opening quote is at `at`, and the place of the closing one.
local function read_string(text, at)
  local mark = find(text, IN_STRING, at + 1)
  if mark and byte(text, mark) == QUOTE then return sub(text, at + 1, mark - 1), mark end
  local parts, from = {}, at + 1
  while mark do
    parts[#parts + 1] = sub(text, from, mark - 1)
    local found = byte(text, mark)
    if found == QUOTE then return concat(parts), mark end
    if found ~= BACKSLASH then return nil, "a control character in a string", mark end
    local escape = sub(text, mark + 1, mark + 1)
    if escape == "u" then
      local character, problem, place = read_unicode(text, mark)
      if not character then return nil, problem, place end
      parts[#parts + 1], from = character, problem
    else
      if escape == "" then return nil, MORE end
      if not ESCAPES[escape] then return nil, "an escape that there is not", mark end
      parts[#parts + 1], from = ESCAPES[escape], mark + 2
    end
    mark = find(text, IN_STRING, from)
  end
  return nil, MORE
end

-- The next place from `at` on that is no white space, and the byte there; nil at the end.
local function skip_space(text, at)
  local found = byte(text, at)
  if not IS_SPACE[found] then return found and at, found end
  at = find(text, NOT_SPACE, at)
  return at, at and byte(text, at)
end

local LITERALS = { "true", "false", "null" }

-- Anything that is no string, object or list.
local function read_scalar(text, at)
  for _, literal in ipairs(LITERALS) do
    local there = sub(text, at, at + #literal - 1)
    if there == literal then return { kind = literal, value = literal, first = at, last = at + #literal - 1 } end
    if at + #there > #text and there == sub(literal, 1, #there) then return nil, MORE end
  end
  local number = match(text, "^%-?%d*%.?%d*[eE]?[+-]?%d*", at)
  if number ~= "" and at + #number > #text then return nil, MORE end
  local whole, fraction = match(number, "^%-?(%d+)(.*)")
  local exponent = fraction and gsub(fraction, "^%.%d+", "")
  local rest = exponent and gsub(exponent, "^[eE][+-]?%d+", "")
  if rest ~= "" or find(whole, "^0%d") then return nil, "a value expected", at end
  return { kind = "number", value = number, first = at, last = at + #number - 1 }
end

local read_value

-- The object or list that opens at `at`.
local function read_members(text, at, depth)
  if depth > MAX_DEPTH then return nil, "nested too deep", at end
  local is_object = byte(text, at) == OPEN_BRACE
  local close = is_object and CLOSE_BRACE or CLOSE_BRACKET
  local members, count = {}, 0
  local node = { kind = is_object and "object" or "list", members = members, first = at }
  local here, mark = skip_space(text, at + 1)
  if mark == close then
    node.last = here
    return node
  end
  while here do
    local from, name, named = here, nil, nil
    if is_object then
      if mark ~= QUOTE then return nil, "a name expected", here end
      local place
      name, named, place = read_string(text, here)
      if not name then return nil, named, place end
      here, mark = skip_space(text, named + 1)
      if not here then break end
      if mark ~= COLON then return nil, "':' expected", here end
      here, mark = skip_space(text, here + 1)
      if not here then break end
    end
    local value, problem, place = read_value(text, here, mark, depth + 1)
    if not value then return nil, problem, place end
    value.name, value.from, value.named = name, from, named
    count = count + 1
    members[count] = value
    here, mark = skip_space(text, value.last + 1)
    if not here then break end
    if mark == close then
      node.last = here
      return node
    end
    if mark ~= COMMA then return nil, "',' or the end expected", here end
    here, mark = skip_space(text, here + 1)
  end
  return nil, MORE
end

read_value = function(text, at, mark, depth)
  if mark == QUOTE then
    local value, last, place = read_string(text, at)
    if not value then return nil, last, place end
    -- With all that it will have: to make room for more later costs as much as to read it.
    return { kind = "string", value = value, first = at, last = last, name = false, from = at, named = false }
  end
  if mark == OPEN_BRACE or mark == OPEN_BRACKET then return read_members(text, at, depth) end
  return read_scalar(text, at)
end


------------------------------------------------------------------------------------------------------------------------
-- 6. Where an object ends, when it comes in many pieces
------------------------------------------------------------------------------------------------------------------------

-- Wireshark shows the beginning of an unfinished object again with each further piece. To read it again every time would
-- take minutes for a large object in small pieces, so the search for the end goes on where it stopped: `progress` is
-- { text, at, depth, is_in_string, asked }, `text` being what was searched, and `asked` how often there was too little of it.
-- To be given all of it with each piece takes time quadratic in their number. So what is still unfinished after many pieces is
-- taken as it is, and `held` here until its end comes: { progress, tail, pieces, bytes }, `tail` being what was not searched.
local MAX_ASKED = 64

-- The place where `text`, which begins with an object, has its end, or something that makes it none; nil: not yet.
local function search_end(text, progress)
  local at, depth, is_in_string = progress.at, progress.depth, progress.is_in_string
  while true do
    local mark = find(text, is_in_string and IN_STRING or '[{}%[%]"]', at)
    if not mark then
      at = #text + 1
      break
    end
    local found = byte(text, mark)
    at = mark + 1
    if found == QUOTE then is_in_string = not is_in_string
    elseif found == BACKSLASH then
      if mark == #text then
        at = mark
        break
      end
      at = mark + 2
    elseif is_in_string then return mark
    else
      depth = depth + ((found == OPEN_BRACE or found == OPEN_BRACKET) and 1 or -1)
      if depth == 0 or depth > MAX_DEPTH then return mark end
    end
  end
  progress.text, progress.at, progress.depth, progress.is_in_string = text, at, depth, is_in_string
  return nil
end

-- The object at `first`; or nil and what is wrong with it; or nil and MORE. `side` remembers how far the search has come.
local function read_object(text, first, side)
  local progress = side.unfinished
  if progress then
    local rest = sub(text, first)
    if sub(rest, 1, #progress.text) == progress.text and not search_end(rest, progress) then
      progress.asked = progress.asked + 1
      return nil, MORE
    end
    side.unfinished = nil
  end
  local object, problem, place = read_members(text, first, 1)
  if object or problem ~= MORE then return object, problem, place end
  progress = { at = 1, depth = 0, is_in_string = false, asked = 0 }
  if search_end(sub(text, first), progress) then return nil, "it ends too early", #text end
  side.unfinished = progress
  return nil, MORE
end

-- Whether the unfinished object of this side is held from now on: after many pieces, or where nobody else puts them together.
local function begins_to_hold(side, can_ask)
  local progress = side.unfinished
  if not progress or (can_ask and progress.asked < MAX_ASKED) then return false end
  local text = progress.text
  side.held = { progress = progress, tail = sub(text, progress.at), pieces = { text }, bytes = #text }
  side.unfinished = nil
  return true
end

-- What was held before this piece, if the object ends in it; else the piece is held, too.
local function held_before(side, piece)
  local held = side.held
  local rest = held.tail .. piece
  held.progress.at = 1
  if search_end(rest, held.progress) then
    side.held = nil
    return concat(held.pieces)
  end
  held.tail = sub(rest, held.progress.at)
  held.pieces[#held.pieces + 1] = piece
  held.bytes = held.bytes + #piece
  return nil
end


------------------------------------------------------------------------------------------------------------------------
-- 7. Who talks, and what answers what
------------------------------------------------------------------------------------------------------------------------

-- Found out while the packets are read for the first time, in order; kept by frame and object for every later look.
-- `pieces_held` is for section 10, `relayed` for section 11.
local streams, exchanges, pieces_held, relayed

local function forget()
  streams, exchanges, pieces_held, relayed = {}, {}, {}, {}
end
forget()
protocol.init = forget -- Called before a capture is read.

-- One end of a connection: the `username` that it has shown, and its `name` as that may be shown. `asked` are requests
-- without a number, in order; `numbered` those with one; `sent` messages and invitations by their ids.
local function new_side()
  return { asked = {}, answered = 0, numbered = {}, pings = {}, ponged = 0, sent = {} }
end

-- What is counted while one frame is dissected, which may have several pieces: of TLS records, or WebSocket frames. `objects`,
-- `pieces` and `records` (section 10 and 11) are numbers so far. To ask Wireshark for a field takes time linear in the
-- pieces before, so each is asked for once a frame.
local DISSECTION = "p2pchat_dissection"
local dissection

local function dissection_of(pinfo)
  local private = pinfo.private -- This lives as long as the dissection of one frame.
  if private[DISSECTION] then return dissection end
  private[DISSECTION] = "begun"
  local stream = stream_field()
  dissection = {
    objects = 0, pieces = 0, records = 0,
    stream = stream and stream.value or -1,
    is_encrypted = tls_field() ~= nil, is_websocket = websocket_field() ~= nil,
  }
  return dissection
end

-- The side that a packet comes from, and the other one.
local function sides_of(pinfo)
  local number = dissection_of(pinfo).stream
  local stream = streams[number]
  if not stream then
    stream = { new_side(), new_side() }
    streams[number] = stream
  end
  local from, to = pinfo.src_port, pinfo.dst_port
  local is_first = from < to
  if from == to then is_first = tostring(pinfo.src) < tostring(pinfo.dst) end
  return stream[is_first and 1 or 2], stream[is_first and 2 or 1]
end

local function text_of(node)
  return node and node.kind == "string" and node.value or nil
end

-- A request's number as a key: 1 and "1" are different ones.
local function number_of(node)
  if not node or (node.kind ~= "string" and node.kind ~= "number") then return nil end
  return node.kind .. node.value
end

-- The exchange that a reply, PONG, HELLO, ACK or INVITE_ANSWER belongs to: what it answers, as a list.
local function answered_by(word, object, other)
  if word == "PONG" then
    if other.ponged == #other.pings then return {} end
    other.ponged = other.ponged + 1
    return { other.pings[other.ponged] }
  end
  if word == "ACK" or word == "INVITE_ANSWER" then
    local answered, ids = {}, { object.id }
    if word == "ACK" and object.ids and object.ids.members then
      for _, id in ipairs(object.ids.members) do ids[#ids + 1] = id end
    end
    for _, node in ipairs(ids) do
      local id = text_of(node)
      if id and other.sent[id] then
        answered[#answered + 1] = other.sent[id]
        other.sent[id] = nil
      end
    end
    return answered
  end
  local number = number_of(object.request_id)
  if number then
    local request = other.numbered[number]
    other.numbered[number] = nil
    return { request }
  end
  if ANSWERS_NOTHING[text_of(object.code) or ""] or other.answered == #other.asked then return {} end
  other.answered = other.answered + 1
  return { other.asked[other.answered] }
end

-- Files an exchange that wants an answer, where the answer will look for it. Whether it wants one.
local function file(exchange, word, object, here, there)
  if REQUESTS[word] then
    local number = number_of(object.request_id)
    if number then here.numbered[number] = exchange else here.asked[#here.asked + 1] = exchange end
  elseif word == "PING" then here.pings[#here.pings + 1] = exchange
  elseif word == "HELLO" and not there.hello then here.hello = exchange
  elseif (word == "MESSAGE" or word == "INVITE") and text_of(object.id) then here.sent[object.id.value] = exchange
  else return false end
  return true
end

local IS_ANSWER = { OK = true, ERROR = true, PONG = true, ACK = true, INVITE_ANSWER = true }

-- More than fit into what Wireshark puts together.
local MAX_OBJECTS_OF_FRAME = 2 ^ 24

-- Its exchange, if this object wants an answer or is one: { frame, at, command, subject, is_request, answers,
-- answered_in }. Each is kept for as long as the capture is open, and there may be millions.
local function exchange_of(word, object, piece)
  local pinfo, here, there = piece.pinfo, piece.here, piece.there
  local key = pinfo.number * MAX_OBJECTS_OF_FRAME + piece.index
  if pinfo.visited then return exchanges[key] end
  local username = text_of(object.username)
  if username and (word == "MESSAGE" or word == "HELLO" or word == "LOGIN" or word == "REGISTER" or word == "SCRAM") then
    if username ~= here.username then here.username, here.name = username, clean(username, 64) end
  end
  local room = text_of(object.room)
  local exchange = {
    frame = pinfo.number, at = pinfo.rel_ts, command = word, subject = room and "#" .. room or username,
    is_request = false, answers = false, answered_in = false, -- To make room for them later costs as much again.
  }
  if word == "HELLO" and there.hello then exchange.answers = { there.hello }
  elseif IS_ANSWER[word or ""] then exchange.answers = answered_by(word, object, there)
  else exchange.is_request = file(exchange, word, object, here, there) end
  if not exchange.answers and not exchange.is_request then return nil end
  for _, request in ipairs(exchange.answers or {}) do request.answered_in = request.answered_in or exchange.frame end
  exchanges[key] = exchange
  return exchange
end


------------------------------------------------------------------------------------------------------------------------
-- 8. The summary: one line for a person
------------------------------------------------------------------------------------------------------------------------

-- A value in a summary; nil if there is none, or null.
local function said(node, limit)
  if not node or node.kind == "null" then return nil end
  return node.value and clean(node.value, limit or 64) or "(" .. node.kind .. ")"
end

local function with(before, text, after)
  return text and before .. text .. (after or "") or ""
end

local function member_of(node, name)
  for _, member in ipairs(node and node.members or {}) do
    if member.name == name then return member end
  end
  return nil
end

-- " [ana present, bob away]", of the entries of a list.
local function people(list, detail)
  local names = {}
  for _, entry in ipairs(list and list.members or {}) do
    if #names == 8 then break end -- There are three; hostile lists may have any number.
    local name = said(member_of(entry, "username")) or "?"
    names[#names + 1] = name .. with(" ", detail and said(member_of(entry, detail)))
  end
  return #names > 0 and " [" .. concat(names, ", ") .. "]" or ""
end

local function count_of(list, what)
  if not list or not list.members then return "" end
  return format(" [%d %s%s]", #list.members, what, #list.members == 1 and "" or "s")
end

local function about_login(object)
  local way = object.token and " by token" or object.proof and " by proof of the password"
    or object.password and " by password" or " by key"
  if object.cmd.value == "REGISTER" then way = "" end
  return with(" ", said(object.username)) .. way .. with(", listens on port ", said(object.port))
end

local function about_list(object)
  return with(" of #", said(object.room)) .. with(" for ", said(object.peer)) .. with(" after ", said(object.after))
end

local function about_room(object)
  return with(" #", said(object.room)) .. with(" (", said(object.access), ")")
end

local function about_reply(object, piece)
  local request = piece.exchange and piece.exchange.answers and piece.exchange.answers[1]
  local asked = request and request.command .. with(" ", request.subject and clean(request.subject, 64))
  return with(" ", said(object.code)) .. with(" to ", asked) .. with(": ", said(object.msg, 200))
    .. people(member_of(object.room, "seats"), "state")
    .. count_of(object.peers, "peer") .. count_of(object.rooms, "room")
end

-- What follows the word itself; a word that is not here needs no more.
local ABOUT = {
  REGISTER = about_login,
  LOGIN = about_login,
  LIST_PEERS = about_list,
  LIST_ROOMS = about_list,
  CREATE_ROOM = about_room,
  JOIN_ROOM = about_room,
  LEAVE_ROOM = about_room,
  DELETE_ROOM = about_room,
  LOGOUT = function(object, piece) return with(" ", said(object.username) or piece.here.name) end,
  OK = about_reply,
  ERROR = about_reply,
  ROOM_UPDATE = function(object)
    local room = object.room
    return with(" #", said(member_of(room, "name")) or said(object.room_name))
      .. with(" revision ", said(member_of(room, "revision"))) .. with(": ", said(object.msg, 200))
      .. people(member_of(room, "seats"), "state")
  end,
  WATCH_PEERS = function(object) return count_of(object.peers, "name") end,
  PEER_ONLINE = function(object)
    return with(" ", said(member_of(object.peer, "username"))) .. with(" at port ", said(member_of(object.peer, "port")))
  end,
  HELLO = function(object)
    return with(" ", said(object.username)) .. with(", version ", said(object.version))
      .. (object.keylog and object.keylog.kind == "true" and ", records keys" or "")
      .. (text_of(object.encryption) == "off" and ", encrypts nothing" or "")
  end,
  MESSAGE = function(object, piece)
    local room = said(object.room)
    return with(" ", said(object.username) or piece.here.name or "?")
      .. (room and " to #" .. room or " to " .. (piece.there.name or "?") .. " alone")
      .. format(': "%s"', said(object.content, protocol.prefs.preview) or "")
  end,
  ACK = function(object)
    local more = object.ids and object.ids.members and #object.ids.members or 0
    return with(object.code and " refused " or " ", said(object.id)) .. (more > 0 and " and " .. more .. " more" or "")
      .. with(": ", said(object.code))
  end,
  LEAVE = function(object, piece)
    local room = said(object.room)
    return with(" ", piece.here.name) .. (room and " from #" .. room or ", the end of the connection")
  end,
  ROSTER = function(object)
    return with(" #", said(object.room)) .. with(" revision ", said(object.revision)) .. people(object.members)
  end,
  PROVE = about_room,
  INVITE = function(object, piece) return with(" ", piece.there.name) .. with(" to #", said(object.room)) end,
  INVITE_ANSWER = function(object)
    return object.accepted and object.accepted.kind == "true" and " accepted" or " declined"
  end,
  KEY_CHANGE = function(object, piece) return with(" of ", piece.here.name) end,
}

local function summary_of(word, object, piece)
  if not word then return "An object without a command" end
  if ABOUT[word] then return word .. ABOUT[word](object, piece) end
  return (commands[word] or statuses[word]) and word or "Unknown: " .. clean(word, 64)
end


------------------------------------------------------------------------------------------------------------------------
-- 9. The tree: every field of an object
------------------------------------------------------------------------------------------------------------------------

-- Fields that we do not know may be secrets under another name.
local function sounds_secret(name)
  local lower = name:lower()
  return find(lower, "pass") or find(lower, "secret") or find(lower, "token") or find(lower, "key") or find(lower, "proof")
end

local function is_secret(name)
  if not name then return false end
  local word = WORDS[name]
  if word then return word[1] == "secret" end
  return sounds_secret(name) ~= nil
end

-- Whether there is any secret in a value, at whatever depth.
local function holds_secret(node)
  if is_secret(node.name) or (node.value and holds_key(node.value)) then return true end
  for _, member in ipairs(node.members or {}) do
    if holds_secret(member) then return true end
  end
  return false
end

local function hidden(node)
  return node.value and format("(hidden, %d characters)", #node.value) or "(hidden)"
end

-- Any value in one line, at most so many entries of it.
local function in_one_line(node)
  if is_secret(node.name) and not protocol.prefs.show_secrets then return hidden(node) end
  if not node.members then return clean(node.value, 200) end
  local parts = {}
  for index, member in ipairs(node.members) do
    if index > 20 then
      parts[index] = ELLIPSIS
      break
    end
    parts[index] = (member.name and clean(member.name, 64) .. ": " or "") .. in_one_line(member)
  end
  return (node.kind == "object" and "{" or "[") .. concat(parts, ", ") .. (node.kind == "object" and "}" or "]")
end

local function range_of_name(tvb, node)
  if not node.named then return tvb:range(node.first - 1, 1) end
  return tvb:range(node.from - 1, node.named - node.from + 1)
end

-- The bytes that are marked for a value. Of one that holds a secret it is only the name: an export of the tree (PDML)
-- writes down what is marked.
local function range_of(tvb, node)
  if not protocol.prefs.show_secrets and holds_secret(node) then return range_of_name(tvb, node) end
  local from = node.from or node.first
  return tvb:range(from - 1, node.last - from + 1)
end

-- The number if it is a whole one that 53 bits hold, as every reader of JSON understands it alike.
local function whole_of(node)
  local number = node.kind == "number" and tonumber(node.value)
  return number and number >= 0 and number <= 2 ^ 53 and number % 1 == 0 and UInt64.new(number) or nil
end

-- What a value of each kind is added as; nil if it is none.
local VALUE_OF = {
  text = function(node) return node.kind == "string" and clean(node.value) or nil end,
  id = function(node) return (node.kind == "string" or node.kind == "number") and clean(node.value) or nil end,
  whole = whole_of,
  number = function(node) return node.kind == "number" and tonumber(node.value) or nil end,
  flag = function(node)
    if node.kind == "true" then return true end
    if node.kind == "false" then return false end
    return nil
  end,
}

local add_members

-- An object in an object: its name, and below it what is in it.
local function add_object(tree, tvb, entry, node, shape)
  local title = node.name
  if entry.by_name == nil then title = text_of(member_of(node, "name")) or text_of(member_of(node, "username")) end
  local item = tree:add(entry.field, range_of(tvb, node), clean(title or "?"))
  add_members(item, tvb, shapes[shape], shapes[shape], node)
end

local function add_value(tree, tvb, entry, node)
  if entry.kind == "secret" then
    local shown = protocol.prefs.show_secrets and in_one_line(node) or hidden(node)
    tree:add(entry.field, range_of(tvb, node), shown)
    return
  end
  if node.kind == "null" then
    tree:add(fields.empty, range_of(tvb, node), clean(node.name or "?"))
    return
  end
  if node.kind == "object" and entry.object then return add_object(tree, tvb, entry, node, entry.object) end
  if node.kind == "object" and entry.list and not node.name then return add_object(tree, tvb, entry, node, entry.list) end
  if node.kind == "object" and entry.by_name then
    for _, member in ipairs(node.members) do
      if member.kind == "object" then add_object(tree, tvb, entry, member, entry.by_name)
      else tree:add(entry.field, range_of(tvb, member), clean(member.name)) end
    end
    return
  end
  if node.kind == "list" then
    for _, member in ipairs(node.members) do
      -- A list in a list is none of ours, and is not entered.
      if member.kind ~= "list" then add_value(tree, tvb, entry, member) end
    end
    return
  end
  local value = VALUE_OF[entry.kind](node)
  if value ~= nil then
    if tree:referenced(entry.field) then tree:add(entry.field, range_of(tvb, node), value) end
  else
    local item = tree:add(fields.other, range_of(tvb, node), with("", node.name and clean(node.name, 64), ": ") .. in_one_line(node))
    item:add_proto_expert_info(notes.wrong_type)
  end
end

-- Fields of `shape`; what does not belong there is looked up in `others`, which knows it perhaps.
add_members = function(tree, tvb, shape, others, node)
  for _, member in ipairs(node.members) do
    local entry = shape[member.name] or others[member.name]
    if entry then add_value(tree, tvb, entry, member)
    else tree:add(fields.other, range_of_name(tvb, member), clean(member.name, 64) .. ": " .. in_one_line(member)) end
    if not shape[member.name] then
      tree:add_proto_expert_info(notes.unexpected, clean(member.name, 64) .. " does not belong here")
    end
  end
end

-- What is not on the wire, if anybody wants it.
local function add_generated(tree, field, value)
  if tree:referenced(field) then tree:add(field, value):set_generated() end
end

local function add_exchange(tree, exchange)
  if exchange.is_request then
    add_generated(tree, fields.request, true)
    if exchange.answered_in then add_generated(tree, fields.response_in, exchange.answered_in) end
  end
  if not exchange.answers then return end
  add_generated(tree, fields.response, true)
  for _, request in ipairs(exchange.answers) do
    local seconds = math.max(0, exchange.at - request.at)
    local whole = floor(seconds)
    add_generated(tree, fields.response_to, request.frame)
    add_generated(tree, fields.response_cmd, request.command)
    add_generated(tree, fields.time, NSTime.new(whole, floor((seconds - whole) * 1e9 + 0.5)))
  end
end

-- What a reader should not miss.
local function add_notes(item, word, object, exchange, is_encrypted, is_bare)
  if not is_encrypted then
    if object.password then item:add_proto_expert_info(notes.password) end
    if object.token or object.secret or object.key then item:add_proto_expert_info(notes.secret) end
  end
  if object.keylog and object.keylog.kind == "true" then item:add_proto_expert_info(notes.recorded) end
  if text_of(object.encryption) == "off" then item:add_proto_expert_info(notes.unencrypted) end
  if word == "ERROR" or (word == "ACK" and object.code) then
    item:add_proto_expert_info(notes.refused, "Refused: " .. (said(object.code) or "?") .. with(". ", said(object.msg, 200)))
  end
  if not commands[word] and not statuses[word] then item:add_proto_expert_info(notes.unknown) end
  if is_bare then item:add_proto_expert_info(notes.bare) end
  local code = text_of(object.code) or ""
  if exchange and exchange.answers and #exchange.answers == 0 and not ANSWERS_NOTHING[code] then
    item:add_proto_expert_info(notes.orphan)
  end
end


------------------------------------------------------------------------------------------------------------------------
-- 10. An object, and a stream of them
------------------------------------------------------------------------------------------------------------------------

-- One piece of a connection under dissection is { tvb, pinfo, tree, text, index, here, there, can_ask, can_hold, exchange }:
-- `index` counts the objects of the frame, `here` and `there` are the sides that speak and listen, `exchange` is that of the
-- present object. `can_ask`: Wireshark would give this piece again with the next one; `can_hold`: the next one comes here, too.

local function malformed(piece, first, last, problem, place)
  local item = piece.tree:add(protocol, piece.tvb:range(first - 1, last - first + 1))
  local text = problem
  if place then text = format("%s, at byte %d of %d", problem, place - first + 1, last - first + 1) end
  item:append_text(", malformed")
  item:add_proto_expert_info(notes.malformed, "Malformed: " .. text)
  return "[malformed: " .. problem .. "]"
end

local function add_fields(piece, item, shape, node, exchange, facts)
  add_members(item, piece.tvb, shape, any, node)
  add_generated(item, fields.info, facts.info)
  if facts.part then add_generated(item, fields.part, facts.part) end
  add_generated(item, fields.length, node.last - node.first + 1)
  add_generated(item, fields.framing, facts.is_bare and "none" or "newline")
  add_generated(item, fields.encrypted, facts.is_encrypted)
  add_generated(item, fields.index, piece.index)
  if exchange then add_exchange(item, exchange) end
end

-- Whether anybody looks at our fields. To build them takes most of the time, so in a first pass it is left out.
local our_dissector

local function is_looked_at(tree)
  our_dissector = our_dissector or Dissector.get("p2pchat") -- Which is not there before this file has been read.
  return tree:referenced(our_dissector)
end

local is_inside_tls = false -- Of a relayed connection: section 11.

-- Shows an object that was read; its summary.
local function show_object(piece, node)
  local tvb, pinfo, text = piece.tvb, piece.pinfo, piece.text
  local object = {}
  for _, member in ipairs(node.members) do object[member.name] = member end
  local word = text_of(object.cmd)
  local shape = word and commands[word]
  if object.status and not shape then
    word = text_of(object.status)
    shape = word and statuses[word]
  end

  local exchange = exchange_of(word, object, piece)
  piece.exchange = exchange
  local is_encrypted = dissection.is_encrypted or is_inside_tls
  local is_bare = pinfo.can_desegment ~= 0 and not find(text, "^[ \t\r]*\n", node.last + 1)
  local info = summary_of(word, object, piece)

  local range = tvb:range(node.first - 1, node.last - node.first + 1)
  local item = piece.tree:add(protocol, range)
  if is_looked_at(piece.tree) then
    local part = word and (statuses[word] == shape and shape and "tracker" or PART[word]) or nil
    local facts = { info = info, part = part, is_bare = is_bare, is_encrypted = is_encrypted }
    item:append_text(", " .. info)
    add_fields(piece, item, shape or any, node, exchange, facts)
  end
  if not is_utf8(sub(text, node.first, node.last)) then
    item:add_proto_expert_info(notes.malformed, "Malformed: not UTF-8")
  end
  if #text > protocol.prefs.largest * 1024 and node.last - node.first + 1 > protocol.prefs.largest * 1024 then
    item:add_proto_expert_info(notes.oversize)
  end
  add_notes(item, word, object, exchange, is_encrypted, is_bare)
  if protocol.prefs.json and (protocol.prefs.show_secrets or not holds_secret(node)) then
    Dissector.get("json"):call(range:tvb(), pinfo, item)
  end
  return info
end

-- One object or what is in its place, beginning at `first`: where it ends, and its summary; or nil if the rest is to come.
local function show_next(piece, first)
  local text, pinfo, side = piece.text, piece.pinfo, piece.here
  if byte(text, first) ~= OPEN_BRACE then
    local last = (find(text, "[\n{]", first) or #text + 1) - 1
    return last, malformed(piece, first, last, "not an object")
  end
  local object, problem, place = read_object(text, first, side)
  if object then return object.last, show_object(piece, object) end
  if problem ~= MORE then
    -- A reader would close the connection. One who looks on goes on with the next line.
    local last = (find(text, "\n", first, true) or #text + 1) - 1
    return last, malformed(piece, first, last, problem, place)
  end
  if #text - first + 1 > protocol.prefs.largest * 1024 then
    local item = piece.tree:add(protocol, piece.tvb:range(first - 1))
    item:add_proto_expert_info(notes.oversize)
    side.unfinished = nil
    return #text, "[larger than an object may be]"
  end
  if piece.can_ask or piece.can_hold then return nil end
  return #text, malformed(piece, first, #text, "its end is missing")
end

-- Most of what is shown in the column of one frame; it may have hundreds of objects.
local MAX_INFO_BYTES = 600

local function show_info(pinfo, infos, is_first)
  local text = shorten(concat(infos, " | "), MAX_INFO_BYTES)
  local column = pinfo.cols.info
  if is_first then
    column:clear_fence() -- Or what TLS says of the pieces of an object stays in front of it.
    column:set(text)
  else
    column:append(" | " .. text)
  end
  pinfo.cols.protocol = "P2PCHAT"
  column:fence() -- Or TCP and TLS put something else in its place.
end

-- What `pieces_held` has for a piece: true in the middle of an object that is held, TOO_LARGE where that is given up, or
-- { before, begins }: what was held before the piece that ends it, and whether another one that is held begins in the piece.
local TOO_LARGE = "too large"

-- The key of the next piece of a frame, or of the next of its records, in `pieces_held` or `relayed`.
local function next_key(pinfo, counted)
  local frame = dissection_of(pinfo)
  frame[counted] = frame[counted] + 1
  return pinfo.number * MAX_OBJECTS_OF_FRAME + frame[counted]
end

local function hold(side, text)
  local before = held_before(side, text)
  if before then return { before = before, begins = false } end
  if side.held.bytes <= protocol.prefs.largest * 1024 then return true end
  side.held = nil
  return TOO_LARGE
end

local function dissect_objects(text, tvb, pinfo, tree, is_guess)
  local key = next_key(pinfo, "pieces")
  local before = dissection.objects
  local here, there = sides_of(pinfo)
  if here.held and not pinfo.visited then pieces_held[key] = hold(here, text) end
  local held = pieces_held[key]
  if held == true or held == TOO_LARGE then
    pinfo.cols.protocol = "P2PCHAT"
    if held == TOO_LARGE then tree:add(protocol, tvb:range(0)):add_proto_expert_info(notes.oversize) end
    return #text
  end
  local length = #text
  if held and held.before then
    text = held.before .. text
    tvb = ByteArray.new(text, true):tvb("Object in pieces")
  end
  local can_ask = (pinfo.can_desegment or 0) > 0
  -- A frame of a WebSocket may end within an object, and Wireshark puts no frames together.
  local can_hold = can_ask or (dissection.is_websocket and not is_inside_tls and not is_guess)
  local piece = {
    tvb = tvb, pinfo = pinfo, tree = tree, text = text, index = before, here = here, there = there,
    can_ask = can_ask, can_hold = can_hold,
  }
  local infos = {}
  local first = find(text, NOT_SPACE)
  while first do
    piece.index = piece.index + 1
    local last, info = show_next(piece, first)
    if not last then
      piece.index = piece.index - 1
      if not pinfo.visited and begins_to_hold(here, can_ask) then
        held = { before = held and held.before, begins = true }
        pieces_held[key] = held
      end
      if not held or not held.begins then
        pinfo.desegment_offset = first - 1 - (#text - length)
        pinfo.desegment_len = DESEGMENT_ONE_MORE_SEGMENT
      end
      break
    end
    infos[#infos + 1] = info
    first = find(text, NOT_SPACE, last + 1)
  end
  if #infos > 0 then
    show_info(pinfo, infos, before == 0)
    dissection.objects = piece.index
  else
    pinfo.cols.protocol = "P2PCHAT"
  end
  return length
end


------------------------------------------------------------------------------------------------------------------------
-- 11. Which connections are ours
------------------------------------------------------------------------------------------------------------------------

-- Through a relay two peers speak TLS in WebSocket frames. A frame may end in the middle of a record, which Wireshark's
-- TLS does not expect there: so it is given whole records. `relayed` keeps what was put together for each piece.
local RECORD_HEADER_BYTES = 5
local tls_dissector = Dissector.get("tls")

local function begins_record(text)
  return find(text, "^[\20-\23]\3") ~= nil or text == "\22"
end

-- The bytes of `text` that are whole TLS records, and the rest.
local function split_records(text)
  local last = 0
  while last + RECORD_HEADER_BYTES <= #text do
    local length = byte(text, last + 4) * 256 + byte(text, last + 5)
    if last + RECORD_HEADER_BYTES + length > #text then break end
    last = last + RECORD_HEADER_BYTES + length
  end
  return sub(text, 1, last), sub(text, last + 1)
end

-- The whole records that end in this piece of a relayed connection; nil if it carries no TLS.
local function relayed_records(tvb, pinfo)
  local key = next_key(pinfo, "records")
  if pinfo.visited then return relayed[key] end
  local side = sides_of(pinfo)
  local text = (side.record or "") .. tvb:raw(0, tvb:len())
  if side.record == "" or side.record == nil then
    side.record = nil
    if not begins_record(text) then return nil end
  end
  relayed[key], side.record = split_records(text)
  return relayed[key]
end

local function dissect_relayed(records, tvb, pinfo, tree)
  if records == "" then return end
  local is_in_one_piece = records == tvb:raw(0, tvb:len())
  local whole = is_in_one_piece and tvb or ByteArray.new(records, true):tvb("TLS records")
  is_inside_tls = true -- What TLS finds in there comes to us too.
  local is_done, problem = pcall(tls_dissector.call, tls_dissector, whole, pinfo, tree)
  is_inside_tls = false
  if not is_done then error(problem, 0) end
end

-- Whatever came on a connection of ours; how much of it was for us. 0: somebody else may have a look.
-- `is_guess`: what follows on this connection may not come here.
local function dissect(tvb, pinfo, tree, is_guess)
  local length = tvb:len()
  if length == 0 then return 0 end
  if not is_inside_tls and dissection_of(pinfo).is_websocket then
    local records = relayed_records(tvb, pinfo)
    if records then
      dissect_relayed(records, tvb, pinfo, tree)
      return length
    end
  end
  local text = tvb:raw(0, length)
  -- TLS, or the beginning of a WebSocket, on the port of the tracker: Wireshark knows them by itself.
  if begins_record(text) or find(text, "^GET ") then return 0 end
  return dissect_objects(text, tvb, pinfo, tree, is_guess)
end

protocol.dissector = function(tvb, pinfo, tree) return dissect(tvb, pinfo, tree, false) end

-- Whether it begins like an object of ours. Many a program says {"status":"OK"}; ours go on with a sentence.
local function looks_like_ours(tvb)
  local length = math.min(tvb:len(), 256)
  if length < 8 then return false end
  local text = tvb:raw(0, length)
  if not find(text, "^%s*{") then return false end
  local command = match(text, '"cmd"%s*:%s*"([A-Z_]+)"')
  if command then return commands[command] ~= nil end
  local status = match(text, '^%s*{%s*"status"%s*:%s*"([A-Z_]+)"%s*,%s*"msg"')
  return status ~= nil and statuses[status] ~= nil
end

protocol:register_heuristic("tcp", function(tvb, pinfo, tree)
  if not protocol.prefs.guess or not looks_like_ours(tvb) then return false end
  dissect(tvb, pinfo, tree)
  pinfo.conversation = protocol -- What follows on this connection comes straight to us.
  return true
end)

-- Inside TLS or WebSocket the connection stays theirs: to take it would leave the next record unread.
local function guess_inside(tvb, pinfo, tree)
  if not protocol.prefs.guess or not looks_like_ours(tvb) then return false end
  dissect(tvb, pinfo, tree, true)
  return true
end
protocol:register_heuristic("tls", guess_inside)
protocol:register_heuristic("ws", guess_inside)

for _, id in ipairs(ALPN) do DissectorTable.get("tls.alpn"):add(id, protocol) end
DissectorTable.get("ws.protocol"):add(SUBPROTOCOL, protocol)

local taken_port = 0

local function take_port()
  if taken_port == protocol.prefs.port then return end
  for _, name in ipairs({ "tcp.port", "tls.port" }) do
    local ports = DissectorTable.get(name)
    if taken_port > 0 then ports:remove(taken_port, protocol) end
    if protocol.prefs.port > 0 then ports:add(protocol.prefs.port, protocol) end
  end
  taken_port = protocol.prefs.port
end
protocol.prefs_changed = take_port
take_port()
