// Draws the samples of bench/engine-plot.mjs: panels below each other over one axis of time.

const SIZE = { width: 860, left: 64, right: 16, top: 56, panel: 130, gap: 34, bottom: 44 };
/** The rate is that over so many milliseconds: one sample alone would show the timer's steps. */
const RATE_MS = 250;
/** Points that a line has at most: more than one a pixel shows nothing. */
const MOST_POINTS = 600;
const INK = '#24292f';
const GRID = '#d8dee4';

export function drawing(title, samples) {
  const points = thinned(samples.map((sample, index) => ({ ...sample, rate: rateAt(samples, index) })));
  const seconds = Math.max(0.1, points.at(-1).ms / 1000);
  const panels = [
    {
      title: 'connects',
      lines: [
        { name: 'in flight', color: '#54aeff', fill: true, of: ({ inFlight }) => inFlight },
        { name: 'window', color: '#0550ae', of: ({ window }) => window },
      ],
    },
    { title: 'connects begun a second', lines: [{ name: 'connects begun', color: '#1a7f37', of: ({ rate }) => rate }] },
    {
      title: 'loss, %',
      lines: [{ name: 'loss', color: '#cf222e', of: ({ loss }) => (loss === null ? null : loss * 100) }],
    },
    {
      title: 'answered, %',
      lines: [
        { name: 'share settled', color: '#8250df', of: ({ settled, planned }) => (100 * settled) / (planned || 1) },
      ],
    },
  ];
  const height = SIZE.top + panels.length * (SIZE.panel + SIZE.gap) - SIZE.gap + SIZE.bottom;
  const body = panels.map((panel, index) =>
    panelText(panel, SIZE.top + index * (SIZE.panel + SIZE.gap), points, seconds, index === panels.length - 1),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${height}" font-family="sans-serif" font-size="12" fill="${INK}">
<rect width="${SIZE.width}" height="${height}" fill="#ffffff"/>
<text x="${SIZE.left}" y="18" font-size="14" font-weight="bold">${escaped(title)}</text>
${body.join('\n')}
</svg>
`;
}

/** Connects begun a second, over the samples of the last quarter second. */
function rateAt(samples, index) {
  let first = index;
  while (first > 0 && samples[index].ms - samples[first].ms < RATE_MS) first -= 1;
  const passed = samples[index].ms - samples[first].ms;
  return passed === 0 ? 0 : ((samples[index].sent - samples[first].sent) * 1000) / passed;
}

function thinned(samples) {
  const step = Math.ceil(samples.length / MOST_POINTS);
  return samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
}

function panelText({ title, lines }, top, points, seconds, isLast) {
  const scale = ticks(Math.max(...lines.flatMap(({ of }) => points.map(of)), 0.01));
  const most = scale.at(-1);
  const x = (point) => round(SIZE.left + (point.ms / 1000 / seconds) * (SIZE.width - SIZE.left - SIZE.right));
  const y = (value) => round(top + SIZE.panel * (1 - value / most));
  const parts = scale.map((value) => gridLine(y(value), value));
  for (const value of ticks(seconds).filter((tick) => tick <= seconds)) {
    parts.push(timeTick(x({ ms: value * 1000 }), top, isLast ? `${value}` : ''));
  }
  for (const { of, color, fill } of lines) {
    // Nothing is measured until somebody has answered.
    const known = points.filter((point) => of(point) !== null);
    if (known.length === 0) continue;
    const path = known.map((point) => `${x(point)},${y(of(point))}`).join(' ');
    const floor = `${x(known[0])},${y(0)} ${path} ${x(known.at(-1))},${y(0)}`;
    if (fill) parts.push(`<polygon points="${floor}" fill="${color}" fill-opacity="0.35"/>`);
    parts.push(`<polyline points="${path}" fill="none" stroke="${color}" stroke-width="1.4"/>`);
  }
  parts.push(legend(title, lines, top));
  if (isLast) {
    parts.push(
      `<text x="${SIZE.width / 2}" y="${top + SIZE.panel + 34}" text-anchor="middle">seconds since the start</text>`,
    );
  }
  return parts.join('\n');
}

function gridLine(y, value) {
  return `<line x1="${SIZE.left}" x2="${SIZE.width - SIZE.right}" y1="${y}" y2="${y}" stroke="${GRID}"/><text x="${SIZE.left - 6}" y="${y + 4}" text-anchor="end">${value.toLocaleString('en')}</text>`;
}

function timeTick(x, top, text) {
  const line = `<line x1="${x}" x2="${x}" y1="${top}" y2="${top + SIZE.panel}" stroke="${GRID}"/>`;
  return text === '' ? line : `${line}<text x="${x}" y="${top + SIZE.panel + 16}" text-anchor="middle">${text}</text>`;
}

function legend(title, lines, top) {
  const entries = lines.length === 1 ? [] : lines;
  const keys = entries.map(
    ({ name, color }, index) =>
      `<tspan dx="${index === 0 ? 12 : 8}" fill="${color}" font-weight="bold">${escaped(name)}</tspan>`,
  );
  return `<text x="${SIZE.left}" y="${top - 8}">${escaped(title)}${keys.join('')}</text>`;
}

/** Round numbers from 0 to at least `most`, some five of them. */
function ticks(most) {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

function round(value) {
  return Math.round(value * 10) / 10;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
