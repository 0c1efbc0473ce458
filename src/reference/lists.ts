/** A range such as `6000-6063`, or one number. */
export function parseRange(text: string): { readonly first: number; readonly last: number } {
  const [first = Number.NaN, last = first] = text.split('-').map(Number);
  return { first, last };
}

/** Items of a field, without blanks around them. */
export function listOf(field: string, separator = ','): string[] {
  return field === '' ? [] : field.split(separator).map((item) => item.trim());
}

/** Adds a value to the list of a key. */
export function append<Key, Value>(index: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = index.get(key);
  if (list) list.push(value);
  else index.set(key, [value]);
}
