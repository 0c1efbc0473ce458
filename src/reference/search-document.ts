import type { Language, Transport } from '../types.js';
import { entryOfRun } from './port-runs.js';
import { TRANSPORTS } from './ports.js';
import { lookupProtocol } from './protocols.js';
import type { Entry, EntryKind } from './types.js';

/** A name of a document, in lower case. */
export interface SearchName {
  readonly name: string;
  /** Transports that have the name; empty where there are none. */
  readonly letters: string;
  readonly isAlias: boolean;
}

/** Tier of what is neither common nor explained. */
export const RARE_TIER = 4;

interface DocumentShape {
  readonly kind: EntryKind;
  /** Port, protocol number, or place in its list. */
  readonly number: number;
  /** Last port of a run. */
  readonly last?: number;
  /** Smaller for what people meet more often. */
  readonly tier: number;
  /** The answer in English and in Chinese, for what is found neither by port nor by protocol number. */
  readonly entries?: readonly [english: Entry, chinese: Entry];
}

/** What is searched of one port or run of ports, IP protocol, word of a mail protocol or topic. */
export class SearchDocument {
  readonly kind: EntryKind;
  readonly number: number;
  readonly tier: number;
  /** Whether it is a port or protocol that hardly anybody meets. */
  readonly isRare: boolean;
  private readonly last: number;
  private readonly entries: DocumentShape['entries'];
  readonly names: SearchName[] = [];
  /** Names and descriptions in lower case, in both languages. */
  text = '';
  /** The part of the text that says what it is: names and titles. */
  about = '';
  /** Parts of the text with the transports that they are about. */
  private readonly segments: { readonly text: string; readonly letters: string }[] = [];
  private letters = '';

  constructor(shape: DocumentShape) {
    this.kind = shape.kind;
    this.number = shape.number;
    this.tier = shape.tier;
    this.isRare = shape.tier >= RARE_TIER;
    this.last = shape.last ?? shape.number;
    this.entries = shape.entries;
  }

  addName(name: string, letters: string): void {
    this.add({ name: name.toLowerCase(), letters, isAlias: false });
  }

  addAlias(name: string, letters: string): void {
    this.add({ name: name.toLowerCase(), letters, isAlias: true });
  }

  /** A text that says what it is: a registered description, a title. */
  addTitle(text: string, letters: string): void {
    if (text === '') return;
    this.about += `${text.toLowerCase()}\t`;
    this.append(text.toLowerCase(), letters);
  }

  /** A text that explains it, in which other things are mentioned too. */
  addText(text: string, letters: string): void {
    if (text !== '') this.append(text.toLowerCase(), letters);
  }

  /** Transports of which the text that holds one of the words speaks. */
  lettersWith(words: readonly string[]): string {
    const speaking = this.segments.filter(({ text }) => words.some((word) => text.includes(word)));
    return [...new Set(speaking.flatMap(({ letters }) => [...letters]))].join('');
  }

  /** The answers, of all transports or of those given by their letters. */
  answers(language: Language, letters = this.letters): Entry[] {
    if (this.entries !== undefined) return [language === 'en' ? this.entries[0] : this.entries[1]];
    if (this.kind === 'protocol') return [lookupProtocol(this.number, { language })].filter((one) => one !== undefined);
    const transports = TRANSPORTS.filter((transport) => letters.includes(transport.charAt(0)));
    return transports.map((transport) => entryOfRun(this.number, this.last, transport, { language }));
  }

  /** Whether a transport is among those of the document, or among some of them. */
  hasTransport(transport: Transport, letters = this.letters): boolean {
    return (letters === '' ? this.letters : letters).includes(transport.charAt(0));
  }

  private add(name: SearchName): void {
    if (this.names.some((known) => known.name === name.name && known.letters === name.letters)) return;
    this.names.push(name);
    this.about += `${name.name}\t`;
    this.append(name.name, name.letters);
  }

  private append(text: string, letters: string): void {
    this.text += `${text}\t`;
    this.segments.push({ text, letters });
    this.join(letters);
  }

  private join(letters: string): void {
    for (const letter of letters) if (!this.letters.includes(letter)) this.letters += letter;
  }
}
