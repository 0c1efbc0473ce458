const HAN = /\p{Script=Han}/u;
const BOUNDARY = /(?<=\p{Script=Han})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=\p{Script=Han})/gu;

/** Text as the data writes it: with a blank between Chinese and Latin letters or digits, which people leave out. */
export function withBlanks(text: string): string {
  return HAN.test(text) ? text.replace(BOUNDARY, ' ') : text;
}
