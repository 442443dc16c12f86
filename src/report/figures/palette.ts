/**
 * Colours by meaning. Figures name them as CSS variables: the page sets these for its light and dark
 * themes; files get the light ones.
 *
 * The series differ in hue and lightness, with a contrast of at least 4.5:1 to the background; lines
 * differ in their dashes too, points in their shapes.
 */
export const LIGHT = {
  surface: '#ffffff',
  ink: '#1c2128',
  muted: '#57606a',
  grid: '#e4e7eb',
  'series-1': '#0a5fce',
  'series-2': '#b54708',
  'series-3': '#087a6b',
  'series-4': '#8b3fc7',
  'series-5': '#8a6100',
  'series-6': '#c11f3a',
  'series-7': '#3f4a56',
  'series-8': '#2f6f1d',
} as const;

export type Colour = keyof typeof LIGHT;

export const DARK: Readonly<Record<Colour, string>> = {
  surface: '#11161d',
  ink: '#e6ebf1',
  muted: '#a0abb8',
  grid: '#2a323c',
  'series-1': '#6fb1ff',
  'series-2': '#f7a15c',
  'series-3': '#4fd1b5',
  'series-4': '#cf9dff',
  'series-5': '#d9b44a',
  'series-6': '#ff8f9b',
  'series-7': '#c3ccd6',
  'series-8': '#8ed17a',
};

export function colour(name: Colour): string {
  return `var(--${name})`;
}

/** The style of the i-th of several runs; after eight, they repeat. */
export const SERIES = [
  { colour: colour('series-1'), dash: [1, 0], shape: 'circle' },
  { colour: colour('series-2'), dash: [8, 3], shape: 'square' },
  { colour: colour('series-3'), dash: [2, 2], shape: 'triangle-up' },
  { colour: colour('series-4'), dash: [8, 3, 2, 3], shape: 'diamond' },
  { colour: colour('series-5'), dash: [4, 4], shape: 'cross' },
  { colour: colour('series-6'), dash: [12, 4], shape: 'triangle-down' },
  { colour: colour('series-7'), dash: [1, 4], shape: 'triangle-right' },
  { colour: colour('series-8'), dash: [6, 2, 1, 2, 1, 2], shape: 'triangle-left' },
] as const;

/** Replaces the variables by the light colours: a file has no style sheet around it. */
export function withLightColours(svg: string): string {
  return svg.replace(/var\(--([a-z0-9-]+)\)/g, (whole, name: string) =>
    name in LIGHT ? LIGHT[name as Colour] : whole,
  );
}

export function cssVariables(colours: Readonly<Record<Colour, string>>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
}
