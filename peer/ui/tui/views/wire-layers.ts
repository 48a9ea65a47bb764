// One object on the wire, layer by layer: what it means, what it says, the record that carried it, and its bytes.

import { visible } from '../../../../commons/text/text.ts';
import type { WireReport } from '../../../reports.ts';
import { meaningOf } from '../../../wire/meaning.ts';
import { type Face, preciseTime } from '../face.ts';
import type { Row } from '../text/row.ts';

const BYTES_A_ROW = 16;
/** Rows of bytes; the first ones tell the story. */
const MAX_BYTE_ROWS = 24;

export function wireLayers(face: Face, report: WireReport): Row[] {
  const { layers } = face.phrases;
  const heading = (text: string): Row => [{ text, style: 'heading' }];
  const plain = (text: string): Row => [{ text: `  ${text}`, style: 'text' }];
  const ends = report.direction === 'sent' ? [report.local, report.remote] : [report.remote, report.local];
  const bytes = report.carried === null ? null : Buffer.from(report.carried, 'hex');
  return [
    heading(layers.meaning),
    plain(meaningOf(report.object, face.language)),
    heading(layers.object(report.bytes)),
    ...JSON.stringify(report.object, null, 2)
      .split('\n')
      .map((line): Row => [{ text: `  ${visible(line)}`, style: 'code' }]),
    heading(layers.record),
    ...recordRows(face, report, bytes),
    heading(layers.path),
    plain(`${ends[0]} ${face.characters.sent} ${ends[1]}`),
    plain(layers.connection(report.connection, report.is_dialled, preciseTime(Date.parse(report.at)))),
    heading(layers.bytes(report.carried_bytes)),
    ...(bytes ? hexRows(bytes) : [plain(report.security === 'tls1.3' ? layers.noBytes : layers.hiddenBytes)]),
  ];
}

/** A TLS record begins with its kind, the version of long ago, and its length (RFC 8446, 5.1). */
function recordRows({ phrases: { layers } }: Face, { security }: WireReport, bytes: Buffer | null): Row[] {
  const say = (text: string): Row => [{ text: `  ${text}`, style: 'text' }];
  if (security !== 'tls1.3') return [say(layers.noRecord)];
  if (!bytes || bytes.length < 5) return [say(layers.encrypted)];
  const kind = bytes.readUInt8(0);
  return [say(layers.encrypted), say(layers.tlsRecord(kind, bytes.readUInt16BE(1), bytes.readUInt16BE(3)))];
}

function hexRows(bytes: Buffer): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < bytes.length && rows.length < MAX_BYTE_ROWS; at += BYTES_A_ROW) {
    const part = bytes.subarray(at, at + BYTES_A_ROW);
    const hex = [...part].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = [...part].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    rows.push([
      { text: `  ${at.toString(16).padStart(4, '0')}  `, style: 'dim' },
      { text: hex.padEnd(BYTES_A_ROW * 3), style: 'code' },
      { text: ` ${text}`, style: 'dim' },
    ]);
  }
  return rows;
}
