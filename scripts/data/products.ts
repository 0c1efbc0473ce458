/** One product that signatures name. */
interface Product {
  readonly product: string;
  readonly vendor: string | null;
  /** CPE 2.3 name without version, null where none is certain. */
  readonly cpe: string | null;
}

type Entry = Partial<Product> & { readonly id: string };

/**
 * The text of `products.json`: every product that signature files name, once, by name.
 *
 * @param files - Parsed content of the signature files.
 * @throws Error with one line for each product or vendor that is written in two ways, and each product with two vendors or CPE
 *   names
 */
export function buildProducts(files: readonly unknown[]): string {
  const products = new Map<string, Product & { readonly id: string }>();
  const vendors = new Map<string, string>();
  const faults: string[] = [];
  for (const { id, product = '', vendor = null, cpe = null } of files.flatMap(entriesOf)) {
    const spelling = vendors.get(likeness(vendor ?? '')) ?? vendor;
    if (spelling !== vendor) faults.push(`${id}: the vendor ${vendor} is written ${spelling} elsewhere`);
    else if (vendor !== null) vendors.set(likeness(vendor), vendor);
    const known = products.get(likeness(product));
    if (known === undefined) products.set(likeness(product), { product, vendor, cpe, id });
    else if (known.product !== product || known.vendor !== vendor || known.cpe !== cpe) {
      faults.push(`${id}: ${told({ product, vendor, cpe })}, but ${known.id}: ${told(known)}`);
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const lines = [...products.values()]
    .sort((first, second) => (likeness(first.product) < likeness(second.product) ? -1 : 1))
    .map(({ product, vendor, cpe }) => `  ${JSON.stringify({ product, vendor, cpe })}`);
  return `[\n${lines.join(',\n')}\n]\n`;
}

function entriesOf(file: unknown): readonly Entry[] {
  return (file as { readonly signatures: readonly Entry[] }).signatures;
}

/** The same for names that differ in case, blanks or punctuation only. */
function likeness(product: string): string {
  return product.toLowerCase().replace(/[^\p{L}\p{N}+]/gu, '');
}

function told({ product, vendor, cpe }: Product): string {
  return JSON.stringify({ product, vendor, cpe });
}
