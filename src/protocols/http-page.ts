/** What a page of HTML says of itself. */
export interface PageFacts {
  /** Text of the first `<title>`, blanks joined. */
  readonly title: string | null;
  /** Of `<meta name="generator">`: the program that made the page. */
  readonly generator: string | null;
  /** Of `<meta name="application-name">` or, where there is none, `og:site_name`. */
  readonly application: string | null;
}

/** Characters of a title, and of a meta element, that are looked at. */
const ELEMENT_LENGTH = 300;
/** Meta elements that are looked at. */
const MAX_META = 64;

/** Reads a page, as far as it came. Null for what it does not say. */
export function pageFacts(body: string): PageFacts {
  const meta = metaOf(body);
  return {
    title: titleOf(body),
    generator: meta.get('generator') ?? null,
    application: meta.get('application-name') ?? meta.get('og:site_name') ?? null,
  };
}

function titleOf(body: string): string | null {
  const start = body.search(/<title[\s>]/i);
  const open = start < 0 ? -1 : body.indexOf('>', start);
  if (open < 0) return null;
  const rest = body.slice(open + 1, open + 1 + ELEMENT_LENGTH);
  const end = rest.search(/<\/title/i);
  return oneLine(end < 0 ? rest : rest.slice(0, end));
}

/** Content of the first meta element of each name. */
function metaOf(body: string): Map<string, string> {
  const found = new Map<string, string>();
  const elements = body.split(/<meta\s/i, MAX_META + 1).slice(1);
  for (const rest of elements) {
    const end = rest.slice(0, ELEMENT_LENGTH).indexOf('>');
    const element = ` ${rest.slice(0, end < 0 ? ELEMENT_LENGTH : end)}`;
    const name = attribute(element, /\s(?:name|property)\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i)?.toLowerCase();
    const content = attribute(element, /\scontent\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i);
    if (name && content && !found.has(name)) found.set(name, content);
  }
  return found;
}

function attribute(element: string, pattern: RegExp): string | null {
  const [, double, single, bare] = pattern.exec(element) ?? [];
  return oneLine(double ?? single ?? bare ?? '');
}

function oneLine(text: string): string | null {
  const joined = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
  return joined === '' ? null : joined;
}
