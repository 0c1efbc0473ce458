import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

interface Text {
  en: string;
  zh: string;
}
interface Reply {
  code: string;
  meaning: Text;
}
interface Entry {
  name: string;
  type: string;
  aliases: string[];
  title: Text;
  description: Text;
  syntax: string[];
  replies: Reply[];
  example: string[];
  standing: string;
  references: string[];
}
interface Part {
  part: string;
  meaning: Text;
}
interface Enhanced {
  classes: Part[];
  subjects: Part[];
  codes: Pick<Entry, 'name' | 'title' | 'description' | 'replies' | 'references'>[];
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../data/mail/${name}`, import.meta.url), 'utf8')) as T;
}

const entries = read<Entry[]>('smtp.json');
const enhanced = read<Enhanced>('enhanced.json');

const namesOf = (type: string): string[] => entries.filter((one) => one.type === type).map(({ name }) => name);
const words = (list: string): string[] => list.split(/\s+/);
const HAN = /\p{Script=Han}/u;

/** English without Chinese; Chinese with full-width marks and a blank beside Latin words and numbers. */
function checkText({ en, zh }: Text, where: string): void {
  assert.notEqual(en.trim(), '', where);
  assert.doesNotMatch(en, HAN, where);
  assert.match(zh, HAN, where);
  assert.doesNotMatch(zh, /\p{Script=Han}[A-Za-z0-9,;:()]|[A-Za-z0-9,;:()]\p{Script=Han}/u, where);
}

test('every SMTP entry has both languages, a reference and a known standing', () => {
  for (const { name, type, title, description, standing, references } of entries) {
    checkText(title, name);
    checkText(description, name);
    assert.ok(['command', 'reply', 'keyword'].includes(type), name);
    assert.ok(['standard', 'extension', 'obsolete', 'private'].includes(standing), name);
    assert.ok(references.length > 0 && references.every((one) => one !== ''), name);
    if (standing !== 'private') assert.match(references.join(), /RFC \d+/, name);
  }
});

test('SMTP names are told apart within their type and no alias repeats the name', () => {
  for (const type of ['command', 'reply', 'keyword']) {
    const seen = namesOf(type).map((name) => name.toLowerCase());
    assert.equal(new Set(seen).size, seen.length, type);
  }
  for (const { name, aliases } of entries) {
    const spellings = [name, ...aliases].map((one) => one.toLowerCase());
    assert.equal(new Set(spellings).size, spellings.length, name);
  }
});

test('every SMTP command has a syntax, an example and replies that are explained', () => {
  const known = new Set(namesOf('reply'));
  for (const { name, type, syntax, replies, example } of entries) {
    for (const { code, meaning } of replies) {
      assert.ok(known.has(code), `${name} ${code}`);
      checkText(meaning, `${name} ${code}`);
    }
    assert.equal(new Set(replies.map(({ code }) => code)).size, replies.length, name);
    for (const line of example) assert.match(line, /^[CS]: /, name);
    if (type !== 'command') continue;
    assert.ok(syntax.length > 0 && replies.length > 0, name);
    assert.ok(example.length >= 2, name);
  }
});

test('an example of a command or a reply shows it', () => {
  for (const { name, type, example } of entries) {
    const sender = type === 'command' ? 'C' : 'S';
    if (type === 'keyword' || example.length === 0) continue;
    assert.ok(
      example.some((line) => line.startsWith(`${sender}: ${name}`)),
      name,
    );
  }
});

test('the commands of RFC 821, RFC 5321 and the extensions are there', () => {
  const names = new Set(namesOf('command'));
  const expected = [
    ...words('EHLO HELO DATA . RSET VRFY EXPN HELP NOOP QUIT SEND SOML SAML TURN'),
    ...words('AUTH STARTTLS BDAT BURL ETRN ATRN LHLO XCLIENT XFORWARD VERB ONEX'),
  ];
  for (const name of ['MAIL FROM', 'RCPT TO', ...expected]) assert.ok(names.has(name), name);
});

test('the reply codes of RFC 5321 and the extensions are there', () => {
  const names = new Set(namesOf('reply'));
  const expected = [
    ...words('211 214 220 221 250 251 252 354 421 450 451 452 455 500 501 502 503 504 550 551 552 553 554 555'),
    ...words('235 253 334 432 453 454 458 459 521 530 534 535 538 556'),
  ];
  for (const name of expected) assert.ok(names.has(name), name);
  for (const { code } of enhanced.codes.flatMap(({ replies }) => replies)) assert.ok(names.has(code), code);
});

test('the keywords that IANA registers are there', () => {
  const names = new Set(namesOf('keyword'));
  const expected = [
    ...words('SEND SOML SAML EXPN HELP TURN 8BITMIME SIZE VERB ONEX CHUNKING BINARYMIME CHECKPOINT DELIVERBY'),
    ...words('PIPELINING DSN ETRN ENHANCEDSTATUSCODES STARTTLS NO-SOLICITING MTRK SUBMITTER ATRN AUTH BURL'),
    ...words('FUTURERELEASE CONPERM CONNEG SMTPUTF8 MT-PRIORITY RRVS REQUIRETLS LIMITS'),
  ];
  for (const name of expected) assert.ok(names.has(name), name);
});

test('wrong spellings lead to the right command', () => {
  const wrong = {
    HELLO: 'HELO',
    MAILFROM: 'MAIL FROM',
    RCPTTO: 'RCPT TO',
    'recpt to': 'RCPT TO',
    REST: 'RSET',
    'AHTU LOGIN': 'AUTH',
  };
  for (const [alias, name] of Object.entries(wrong)) {
    assert.ok(entries.find((one) => one.type === 'command' && one.name === name)?.aliases.includes(alias), alias);
  }
});

test('the questions of AUTH LOGIN are what the entry of 334 says they are', () => {
  const text = entries.find(({ name }) => name === '334')?.description.en ?? '';
  for (const question of ['Username:', 'username:', 'Password:']) {
    const code = Buffer.from(question).toString('base64');
    assert.ok(text.includes(code) && text.includes(question), question);
  }
});

test('the enhanced codes are complete, in order, and in both languages', () => {
  const last = [0, 10, 4, 6, 7, 6, 10, 30];
  const expected = last.flatMap((detail, subject) =>
    Array.from({ length: detail + 1 }, (_, number) => `X.${subject}.${number}`),
  );
  assert.deepEqual(
    enhanced.codes.map(({ name }) => name),
    expected,
  );
  for (const { name, title, description, replies, references } of enhanced.codes) {
    checkText(title, name);
    checkText(description, name);
    for (const { meaning } of replies) checkText(meaning, name);
    assert.ok(references.length > 0, name);
  }
});

test('the three classes and eight subjects of an enhanced code are explained', () => {
  const parts = (list: Part[]): string => list.map(({ part }) => part).join('');
  assert.equal(parts(enhanced.classes), '245');
  assert.equal(parts(enhanced.subjects), '01234567');
  for (const { part, meaning } of [...enhanced.classes, ...enhanced.subjects]) checkText(meaning, part);
});
