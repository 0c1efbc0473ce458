import { mailFindings } from '../../src/reference/mail-findings.js';

type Finding = ReturnType<typeof mailFindings>[number];

/** Subjects of findings, in the order of the page, and the ids that belong to each by their beginning. */
const SUBJECTS: readonly (readonly [title: string, ids: RegExp])[] = [
  ['TLS', /^(?:starttls|tls)-/],
  ['Certificates', /^certificate-/],
  ['Promises in DNS: DANE and MTA-STS', /^(?:dane|mta-sts-(?:certificate|exchanger|testing))/],
  ['Logging in', /^(?:smtp-auth|pop3-login|pop3-user|imap-login|sieve-login|login|auth|imap-preauth|apop|obsolete)/],
  ['What is announced', /^(?:ehlo|size|pop3-capa|capabilities)/],
  ['Names', /^(?:greeting|reverse-dns)/],
  ['Relaying', /^open-relay$/],
  ['The services of a host together', /^(?:submissions|retrieval|certificates)-/],
  ['A domain', /^(?:mx|mta-sts|srv)-|-not-answering$/],
];

/** Options of `portolan probe` without which a finding cannot come up; the first that fits. */
const NEEDS: readonly (readonly [ids: RegExp, options: string])[] = [
  [/^tls-old-accepted$/, '`--tls-versions`'],
  [/^open-relay$/, '`--relay-test --own-host`'],
  [/^(?:mx|mta-sts|exchanger)-/, '`--mx`'],
  [/^(?:srv|service)-/, '`--srv`'],
  [/^(?:dane|reverse-dns)-|^greeting-name-unresolvable$/, '`--mx`, `--srv` or `--dns`'],
];

/** What stands between two marks of the page is made. */
const MARKS = /(<!-- findings: made by npm run build:docs -->\n)[\s\S]*?(<!-- end -->)/g;

/** The page with the list of findings as it is now. */
export function withFindings(page: string): string {
  return page.replace(MARKS, (_whole, begin: string, end: string) => `${begin}\n${list()}\n${end}`);
}

function list(): string {
  const left = new Set(mailFindings());
  const sections = SUBJECTS.map(([title, ids]) => {
    const own = [...left].filter(({ id }) => ids.test(id));
    for (const finding of own) left.delete(finding);
    return sectionOf(title, own);
  });
  if (left.size > 0) throw new Error(`no subject for ${[...left].map(({ id }) => id).join(', ')}`);
  return sections.join('\n');
}

function sectionOf(title: string, findings: readonly Finding[]): string {
  const rows = findings.map((finding) => `| ${cellsOf(finding).join(' | ')} |`);
  const head = ['| finding | grade | what it means | how to mend it | sources |', '| --- | --- | --- | --- | --- |'];
  return [`### ${title}`, '', ...head, ...rows, ''].join('\n');
}

function cellsOf({ id, grade, sentence, mend, references }: Finding): string[] {
  const needs = NEEDS.find(([ids]) => ids.test(id))?.[1];
  const name = needs === undefined ? `\`${id}\`` : `\`${id}\`<br>needs ${needs}`;
  return [name, grade, sentence, mend, references.join('<br>')].map((cell) => cell.replaceAll('|', '\\|'));
}
