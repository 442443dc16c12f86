/** How LaTeX has characters that pdflatex's usual fonts don't. */

/** Characters that mean something else to LaTeX, or would be drawn as others, in any font. */
const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '"': '\\textquotedbl{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '`': '\\textasciigrave{}',
  '\u00a0': '~',
  '\u00ad': '\\-',
  '\u2009': '\\,',
  '\u200b': '\\allowbreak{}',
  '\u2011': '\\mbox{-}',
  '\u202f': '\\,',
  '…': '\\ldots{}',
};

const MATHEMATICS: Readonly<Record<string, string>> = {
  ...greek(),
  ...{ '−': '-', '±': '\\pm', '×': '\\times', '·': '\\cdot', '÷': '\\div', '√': '\\surd' },
  ...{ '≤': '\\leq', '≥': '\\geq', '≠': '\\neq', '≈': '\\approx', '∞': '\\infty', '‖': '\\Vert' },
  ...{ '→': '\\rightarrow', '←': '\\leftarrow', '↑': '\\uparrow', '↓': '\\downarrow' },
  ...{ '∂': '\\partial', '∇': '\\nabla', '∈': '\\in', '∑': '\\sum', '∏': '\\prod' },
  ...{ '✓': '\\surd', '✗': '\\times', '²': '^2', '³': '^3', '¹': '^1', ₐ: '_a', ₙ: '_n' },
  ...Object.fromEntries(Array.from('⁰⁴⁵⁶⁷⁸⁹').map((sign, i) => [sign, `^${i === 0 ? 0 : i + 3}`])),
  ...{ '⁻': '^-', '⁺': '^+', ᵀ: '^T' },
  ...Object.fromEntries(Array.from('₀₁₂₃₄₅₆₇₈₉').map((sign, i) => [sign, `_${i}`])),
};

/** Those letters of Greek that mathematics has. */
function greek(): Record<string, string> {
  const small = {
    ...{ α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'varepsilon', ζ: 'zeta', η: 'eta' },
    ...{ θ: 'theta', ι: 'iota', κ: 'kappa', λ: 'lambda', μ: 'mu', µ: 'mu', ν: 'nu', ξ: 'xi' },
    ...{ π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'varsigma', τ: 'tau', υ: 'upsilon', φ: 'varphi' },
    ...{ χ: 'chi', ψ: 'psi', ω: 'omega' },
  };
  const large = {
    ...{ Γ: 'Gamma', Δ: 'Delta', Θ: 'Theta', Λ: 'Lambda', Ξ: 'Xi', Π: 'Pi', Σ: 'Sigma' },
    ...{ Υ: 'Upsilon', Φ: 'Phi', Ψ: 'Psi', Ω: 'Omega' },
  };
  const commands = Object.entries({ ...small, ...large });
  return Object.fromEntries(commands.map(([letter, name]) => [letter, `\\${name}`]));
}

/** ASCII, and what the encodings T1 and TS1 have of Latin letters, quotation marks and dashes. */
const TYPED =
  /^[\u0020-\u007e\u00a1-\u00ff\u0100-\u0107\u010a-\u0125\u0128-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e–—‘’‚“”„†‡•‰‹›€™]$/u;

/** A character in LaTeX, in ASCII unless pdflatex knows it. */
export function latexCharacter(character: string): string {
  const special = SPECIAL[character] as string | undefined;
  if (special !== undefined) return special;
  const formula = MATHEMATICS[character] as string | undefined;
  if (formula !== undefined) return `\\ensuremath{${formula}}`;
  if (TYPED.test(character)) return character;
  return `\\otherchar{${character.codePointAt(0)?.toString(16).toUpperCase() ?? ''}}`;
}

/** A character among bookmarks, which have no formulae: itself, its name or nothing. */
export function bookmarkCharacter(character: string): string {
  if (/[\p{L}\p{N} ,.:()-]/u.test(character) && TYPED.test(character)) return character;
  return /^\\(?<name>[A-Za-z]+)$/.exec(MATHEMATICS[character] ?? '')?.groups?.name ?? '';
}

/**
 * The definition of a character that pdflatex has no sign for, by its code, unless the document has
 * another one.
 */
export const OTHER_CHARACTER =
  '\\providecommand{\\otherchar}[1]{{\\footnotesize[U+#1]}\\allowbreak}';
