/** Findings of several services as one list, the gravest first. */
import type { Finding } from '../mail/types.js';
import { FINDING_GRADES } from '../types.js';
import { countsOf } from './mail-cells.js';
import { shortPlaces } from './mail-groups.js';
import type { MailWords } from './mail-words.js';
import { pad, printable, type Style, wrap } from './text.js';
import { columnsOf } from './wrap.js';

/** A finding that several services may share. */
export interface SharedFinding extends Finding {
  /** Where it was found; empty where it concerns the host or the domain as a whole. */
  readonly places: readonly string[];
}

/** Where findings come from: a service, or null for a host or domain as a whole. */
export interface FindingSource {
  readonly place: string | null;
  readonly findings: readonly Finding[];
}

/** Lines of evidence that are shown for one finding, with one that tells how many there are besides; JSON has all. */
const EVIDENCE_LINES = 7;
/** Characters of a line of evidence that are shown; JSON has all. */
const EVIDENCE_COLUMNS = 300;

/** Findings with the same meaning become one, with the places that share it; evidence that differs names its place. */
export function sharedFindings(sources: readonly FindingSource[]): SharedFinding[] {
  const shared = new Map<string, { finding: Finding; lines: Map<string, string[]>; places: Set<string> }>();
  for (const { place, findings } of sources) {
    for (const finding of findings) {
      const key = `${finding.id} ${finding.sentence}`;
      const entry = shared.get(key) ?? { finding, lines: new Map<string, string[]>(), places: new Set<string>() };
      shared.set(key, entry);
      if (place !== null) entry.places.add(place);
      for (const line of new Set(finding.evidence)) {
        const at = entry.lines.get(line) ?? [];
        entry.lines.set(line, at);
        if (place !== null) at.push(place);
      }
    }
  }
  const merged = [...shared.values()].map(({ finding, lines, places }) => ({
    ...finding,
    places: [...places],
    evidence: [...lines].map(([line, at]) => placed(line, at, places.size)),
  }));
  return FINDING_GRADES.flatMap((grade) => merged.filter((finding) => finding.grade === grade));
}

/** A line of evidence, with its places where not all that share the finding have it. */
function placed(line: string, at: readonly string[], places: number): string {
  return new Set(at).size === places ? line : `${shortPlaces(at).join(', ')}: ${line}`;
}

export interface FindingLayout {
  readonly words: MailWords;
  readonly width: number;
  readonly style: Style;
  /** Whether the documents that a finding rests on are named. Default: not. */
  readonly references?: boolean;
  /** Advice that was given above, by the id that it was given for, and is not given again; what is given now joins it. */
  readonly advised?: Map<string, string>;
}

/** The list for people: grade, id and ports in a line, then what it means, what it rests on and how to mend it. */
export function findingLines(findings: readonly SharedFinding[], layout: FindingLayout): string[] {
  const { words, style } = layout;
  if (findings.length === 0) return [];
  const total = words.findingsTotal(words.gradeCounts(countsOf(findings)));
  return [style.bold(total), ...findings.flatMap((finding) => linesOf(finding, layout))];
}

function linesOf(finding: SharedFinding, layout: FindingLayout): string[] {
  const { words, width, style } = layout;
  const { grade, id, places, sentence, evidence, mend, references } = finding;
  const label = Math.max(...FINDING_GRADES.map((each) => columnsOf(words.grades[each])));
  const indent = ' '.repeat(label + 4);
  const text = (line: string, further = '') =>
    wrap(line, width - indent.length - further.length).map(
      (each, index) => indent + (index === 0 ? '' : further) + each,
    );
  const mark = pad(words.grades[grade], label);
  const marked = grade === 'wrong' ? style.bold(mark) : mark;
  const where = places.length === 0 ? '' : `  ${shortPlaces(places).map(printable).join(words.listComma)}`;
  const isSourced = layout.references === true && references.length > 0;
  const sources = !isSourced ? '' : words.aside(references.map(printable).join(words.listComma));
  const advisedFor = layout.advised?.get(mend);
  layout.advised?.set(mend, advisedFor ?? id);
  const advice = advisedFor === undefined ? `${printable(mend)}${sources}` : words.seeAbove(printable(advisedFor));
  const heading = wrap(`${style.bold(printable(id))}${where}`, width - indent.length);
  return [
    ...heading.map((line, index) => (index === 0 ? `  ${marked}  ${line}` : `${indent}  ${line}`)),
    ...text(printable(sentence)),
    ...evidenceLines(evidence, words).flatMap((line) => text(`> ${line}`, '  ').map((each) => style.dim(each))),
    ...text(`${words.mend}${words.colon}${advice}`),
  ];
}

/** Evidence on lines of its own, what is hostile in it shown and not obeyed. */
export function evidenceLines(evidence: readonly string[], words: MailWords): string[] {
  const lines = evidence.flatMap((text) => text.split(/\r?\n/)).filter((line) => line !== '');
  const most = lines.length > EVIDENCE_LINES ? EVIDENCE_LINES - 1 : EVIDENCE_LINES;
  const shown = lines.slice(0, most).map((line) => {
    const text = printable(line.slice(0, EVIDENCE_COLUMNS));
    return line.length > EVIDENCE_COLUMNS ? `${text}…` : text;
  });
  return lines.length > most ? [...shown, words.moreLines(lines.length - most)] : shown;
}
