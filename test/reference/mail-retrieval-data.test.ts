import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import type { MailEntryType } from '../../src/reference/types.js';

interface Text {
  readonly en: string;
  readonly zh: string;
}

interface RawEntry {
  readonly name: string;
  readonly type: MailEntryType;
  readonly aliases: readonly string[];
  readonly title: Text;
  readonly description: Text;
  readonly syntax: readonly string[];
  readonly replies: readonly { readonly code: string; readonly meaning: Text }[];
  readonly example: readonly string[];
  readonly standing: string;
  readonly references: readonly string[];
}

type Names = Partial<Record<MailEntryType, string>>;

const FIELDS = 'name type aliases title description syntax replies example standing references'.split(' ');

/** The words of the protocols' RFCs and of IANA's registries for POP3, IMAP, ManageSieve and SASL. */
const EXPECTED: Record<'pop3' | 'imap' | 'sieve' | 'sasl', Names> = {
  pop3: {
    command: 'USER PASS APOP STAT LIST RETR DELE NOOP RSET QUIT TOP UIDL CAPA STLS AUTH UTF8 LANG RPOP LAST',
    reply: '+OK -ERR + .',
    'response-code': 'IN-USE LOGIN-DELAY SYS/TEMP SYS/PERM AUTH UTF8',
    keyword: 'TOP USER SASL RESP-CODES LOGIN-DELAY PIPELINING EXPIRE UIDL IMPLEMENTATION STLS AUTH-RESP-CODE UTF8 LANG',
  },
  imap: {
    command: `CAPABILITY NOOP LOGOUT STARTTLS AUTHENTICATE LOGIN ENABLE SELECT EXAMINE CREATE DELETE RENAME SUBSCRIBE
      UNSUBSCRIBE LIST LSUB NAMESPACE STATUS APPEND IDLE CLOSE UNSELECT EXPUNGE SEARCH FETCH STORE COPY MOVE UID CHECK
      ID GETQUOTA GETQUOTAROOT SETQUOTA GETACL SETACL DELETEACL LISTRIGHTS MYRIGHTS SORT THREAD GETMETADATA SETMETADATA
      COMPRESS NOTIFY UNAUTHENTICATE CONVERT ESEARCH REPLACE GETJMAPACCESS LANGUAGE COMPARATOR CANCELUPDATE GENURLAUTH
      RESETKEY URLFETCH RLIST RLSUB`,
    reply: `OK NO BAD BYE PREAUTH + CAPABILITY ENABLED LIST LSUB NAMESPACE STATUS SEARCH ESEARCH FLAGS EXISTS RECENT EXPUNGE
      FETCH VANISHED UIDFETCH ID QUOTA QUOTAROOT ACL LISTRIGHTS MYRIGHTS SORT THREAD METADATA LANGUAGE COMPARATOR CONVERTED
      GENURLAUTH URLFETCH JMAPACCESS`,
    'response-code': `ALERT ALREADYEXISTS ANNOTATE ANNOTATIONS APPENDUID AUTHENTICATIONFAILED AUTHORIZATIONFAILED BADCHARSET
      BADCOMPARATOR BADEVENT BADURL CANNOT CAPABILITY CLIENTBUG CLOSED COMPRESSIONACTIVE CONTACTADMIN COPYUID CORRUPTION
      EXPIRED EXPUNGEISSUED HASCHILDREN HIGHESTMODSEQ INPROGRESS INUSE LIMIT MAILBOXID MAXCONVERTMESSAGES MAXCONVERTPARTS
      MESSAGELIMIT METADATA MODIFIED NEWNAME NOMODSEQ NONEXISTENT NOPERM NOTIFICATIONOVERFLOW NOTSAVED NOUPDATE OVERQUOTA
      PARSE PERMANENTFLAGS PRIVACYREQUIRED READ-ONLY READ-WRITE REFERRAL SERVERBUG TEMPFAIL TOOBIG TRYCREATE UIDNEXT
      UIDNOTSTICKY UIDREQUIRED UIDVALIDITY UNAVAILABLE UNDEFINED-FILTER UNKNOWN-CTE UNSEEN URLMECH USEATTR`,
    keyword: `ACL ANNOTATE-EXPERIMENT-1 APPENDLIMIT AUTH= BINARY CATENATE CHILDREN COMPRESS=DEFLATE CONDSTORE CONTEXT=SEARCH
      CONTEXT=SORT CONVERT CREATE-SPECIAL-USE ENABLE ESEARCH ESORT FILTERS I18NLEVEL=1 I18NLEVEL=2 ID IDLE IMAP4rev1 IMAP4rev2
      IMAPSIEVE= INPROGRESS JMAPACCESS LANGUAGE LIST-EXTENDED LIST-METADATA LIST-MYRIGHTS LIST-STATUS LITERAL+ LITERAL-
      LOGIN-REFERRALS LOGINDISABLED MAILBOX-REFERRALS MESSAGELIMIT= METADATA METADATA-SERVER MOVE MULTIAPPEND MULTISEARCH
      NAMESPACE NOTIFY OBJECTID PARTIAL PREVIEW QRESYNC QUOTA QUOTA=RES- QUOTASET REPLACE RIGHTS= SASL-IR SAVEDATE SAVELIMIT=
      SEARCH=FUZZY SEARCHRES SORT SORT=DISPLAY SPECIAL-USE STARTTLS STATUS=SIZE THREAD= UIDONLY UIDPLUS UNAUTHENTICATE UNSELECT
      URL-PARTIAL URLAUTH URLAUTH=BINARY UTF8=ACCEPT UTF8=ALL UTF8=APPEND UTF8=ONLY UTF8=USER WITHIN X-GM-EXT-1 XLIST`,
  },
  sieve: {
    command: `AUTHENTICATE STARTTLS LOGOUT CAPABILITY HAVESPACE PUTSCRIPT LISTSCRIPTS SETACTIVE GETSCRIPT DELETESCRIPT
      RENAMESCRIPT CHECKSCRIPT NOOP UNAUTHENTICATE`,
    reply: 'OK NO BYE',
    'response-code': `AUTH-TOO-WEAK ENCRYPT-NEEDED QUOTA QUOTA/MAXSCRIPTS QUOTA/MAXSIZE REFERRAL SASL TRANSITION-NEEDED TRYLATER
      ACTIVE NONEXISTENT ALREADYEXISTS TAG WARNINGS`,
    keyword: 'IMPLEMENTATION SASL SIEVE STARTTLS MAXREDIRECTS NOTIFY LANGUAGE OWNER VERSION UNAUTHENTICATE EXTLISTS',
  },
  sasl: {
    mechanism: `9798-M-DSA-SHA1 9798-M-ECDSA-SHA1 9798-M-RSA-SHA1-ENC 9798-U-DSA-SHA1 9798-U-ECDSA-SHA1 9798-U-RSA-SHA1-ENC
      ANONYMOUS CRAM-MD5 DIGEST-MD5 EAP-AES128 EAP-AES128-PLUS ECDH-X25519-CHALLENGE ECDSA-NIST256P-CHALLENGE EXTERNAL GS2-
      GS2-KRB5 GS2-KRB5-PLUS GSS-SPNEGO GSSAPI KERBEROS_V4 KERBEROS_V5 LOGIN NMAS-SAMBA-AUTH NMAS_AUTHEN NMAS_LOGIN NTLM
      OAUTH10A OAUTHBEARER OPENID20 OTP PLAIN SAML20 SAML20EC SCRAM- SCRAM-SHA-1 SCRAM-SHA-1-PLUS SCRAM-SHA-256
      SCRAM-SHA-256-PLUS SECURID SKEY SPNEGO SPNEGO-PLUS SXOVER-PLUS XOAUTH XOAUTH2`,
  },
};

const CHINESE = /\p{Script=Han}/u;
/** A Chinese character next to a Latin letter or a digit: a blank is missing. */
const UNSPACED = /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u;
const HALF_WIDTH = /\p{Script=Han}[,;:()]|[,;:()]\p{Script=Han}/u;

for (const protocol of ['pop3', 'imap', 'sieve', 'sasl'] as const) {
  const entries = read(protocol);

  test(`every ${protocol} entry has all fields, a known standing and a reference`, () => {
    for (const entry of entries) {
      assert.deepEqual(Object.keys(entry), FIELDS, entry.name);
      assert.match(entry.standing, /^(?:standard|extension|obsolete|private)$/, entry.name);
      assert.ok(entry.references.length > 0, entry.name);
      for (const reference of entry.references.filter((text) => text.startsWith('RFC'))) {
        assert.match(reference, /^RFC \d{3,4}(?: section \d+(?:\.\d+)*| appendix [A-Z])?$/, entry.name);
      }
    }
  });

  test(`every ${protocol} text is there in English and in Chinese with its blanks and punctuation`, () => {
    for (const { name, title, description, replies } of entries) {
      for (const { en, zh } of [title, description, ...replies.map(({ meaning }) => meaning)]) {
        assert.ok(en !== '' && !CHINESE.test(en), `${name}: ${en}`);
        assert.ok(CHINESE.test(zh) && !UNSPACED.test(zh) && !HALF_WIDTH.test(zh), `${name}: ${zh}`);
      }
    }
  });

  test(`every ${protocol} command has its syntax, expected replies and an example`, () => {
    for (const { name, syntax, replies, example } of entries.filter(({ type }) => type === 'command')) {
      assert.ok(syntax.length > 0 && replies.length > 0 && example.length >= 2, name);
    }
    for (const { name, example } of entries) {
      for (const line of example) assert.match(line, /^[CS]: /, name);
    }
  });

  test(`every reply that a ${protocol} entry expects is an entry of its own`, () => {
    const known = new Set(entries.filter(({ type }) => type === 'reply').map(({ name }) => name));
    for (const { name, replies } of entries) {
      for (const { code } of replies) assert.ok(known.has(code), `${name} ${code}`);
    }
  });

  test(`a ${protocol} name or alias stands for one entry of its type`, () => {
    const seen = new Set<string>();
    for (const { name, type, aliases } of entries) {
      for (const word of [name, ...aliases]) {
        const key = `${type} ${word.toUpperCase()}`;
        assert.ok(!seen.has(key), key);
        seen.add(key);
      }
    }
  });

  test(`the ${protocol} words of the RFCs and registries are all there`, () => {
    for (const [type, names] of Object.entries(EXPECTED[protocol])) {
      const present = new Set(
        entries.filter((entry) => entry.type === type).flatMap(({ name, aliases }) => [name, ...aliases]),
      );
      const missing = names.split(/\s+/).filter((name) => !present.has(name));
      assert.deepEqual(missing, [], type);
    }
  });
}

test('a misspelt POP3 command leads to the right one', () => {
  const stat = read('pop3').find(({ type, aliases }) => type === 'command' && aliases.includes('SATA'));
  assert.equal(stat?.name, 'STAT');
});

function read(protocol: string): RawEntry[] {
  return JSON.parse(readFileSync(new URL(`../../data/mail/${protocol}.json`, import.meta.url), 'utf8'));
}
