import { replyLines } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** SVDRP, by which the Video Disk Recorder is steered. No standard: the product's documentation. */
export const svdrp: Protocol = {
  name: 'svdrp',
  title: 'Simple Video Disk Recorder Protocol',
  ports: [6419],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: replyLines,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: 'QUIT',
  converse: null,
};

function recognize(greeting: string): Recognition | null {
  const match = /^220 (\S{1,255}) SVDRP VideoDiskRecorder \d[\d.]{0,15}/.exec(greeting);
  return match && { confidence: 0.98, text: match[0], hostname: match[1]! };
}
