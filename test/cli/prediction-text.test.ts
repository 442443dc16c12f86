import { expect } from 'chai';
import { barsText, lineText, predictionRecord } from '../../src/cli/predict/prediction-text';
import { isUnicodeLocale } from '../../src/cli/terminal/unicode';

const PREDICTION = {
  input: 'cat.png',
  sample: null,
  top: [
    { label: 'cat', index: 3, probability: 0.75 },
    { label: 'airplane', index: 0, probability: 0.21 },
    { label: 'dog', index: 5, probability: 0.001 },
  ],
};

describe('the text of a prediction', () => {
  it('is a line for each class, with a bar to the eighth of a column', () => {
    expect(barsText(PREDICTION, true)).to.equal(
      ['cat        75.00 %  ██████████████████', 'airplane   21.00 %  █████', 'dog         0.10 %'].join('\n'), // prettier-ignore
    );
    const half = { ...PREDICTION, top: [{ label: 'cat', index: 3, probability: 1.5 / 24 }] };
    expect(barsText(half, true)).to.match(/ █▌$/);
    expect(barsText(half, false)).to.match(/ ##$/);
  });

  it('is one line where there are several samples', () => {
    expect(lineText(PREDICTION)).to.equal('cat.png: cat 75.00 %, airplane 21.00 %, dog 0.10 %');
    expect(lineText({ ...PREDICTION, sample: 4 })).to.match(/^cat\.png\[4\]: cat/);
  });

  it('shows no control sequence that is in a class’s name', () => {
    const top = [{ label: 'c\u001b[31mat\n', index: 0, probability: 1 }];
    expect(lineText({ ...PREDICTION, top })).to.equal('cat.png: c\\u{1b}[31mat\\u{a} 100.00 %');
    expect(barsText({ ...PREDICTION, top }, true)).to.match(/^c\\u\{1b\}\[31mat\\u\{a\} /);
  });

  it('is a record for other programs', () => {
    expect(predictionRecord(PREDICTION)).to.deep.include({
      input: 'cat.png',
      sample: null,
      label: 'cat',
      probability: 0.75,
    });
  });

  it('is plain where the locale is not Unicode', () => {
    expect(isUnicodeLocale({})).to.equal(true);
    expect(isUnicodeLocale({ LANG: 'de_DE.UTF-8' })).to.equal(true);
    expect(isUnicodeLocale({ LANG: 'C' })).to.equal(false);
    expect(isUnicodeLocale({ LC_ALL: 'POSIX', LANG: 'en_US.utf8' })).to.equal(false);
    expect(isUnicodeLocale({ LC_ALL: '', LANG: 'en_US.utf8' })).to.equal(true);
  });
});
