/** Names of classes that mean something to Markdown, LaTeX, HTML or a shell, or that fonts lack. */
export const HOSTILE_NAMES: readonly string[] = [
  '"quotes" `ticks` \'\'',
  '\\input{x} \\end{tabular} & % $x^2$ #_{}~',
  '猫 漢字 かな',
  '\u202eשלום العربية',
  '<script>alert(1)</script> & &amp; <img src=x>',
  'x'.repeat(200),
  '| pipe || --- |',
  '[link](http://evil.example) www.evil.example a@b.c',
  '- - -- --- ?` !` ,, << >>',
  '* star',
  '[12pt]',
  '1. Łódź ĳ ŉ ſ Ħ naïve ⅔ 🙂 e\u0301',
];

/** A title and an author of the same kind. */
export const HOSTILE_TITLE = '50 % of $x_1$ & \\LaTeX{} #1 ~ ^ <b>"λ"</b>\n漢字 ‖W‖';
export const HOSTILE_AUTHOR = "O'Brien & \\Søn {x} _y_, שלום";
