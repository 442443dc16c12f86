import { Chart } from './chart';
import type { PageContent } from './content';

/** What each figure of an effect shows, by the end of its name. */
const CAPTIONS: readonly (readonly [ending: RegExp, caption: string])[] = [
  [/-accuracy(-\d+)?$/, 'Accuracy'],
  [/-gap(-\d+)?$/, 'Generalisation gap'],
  [/-weight-norm(-\d+)?$/, 'Size of the weights, ‖W‖'],
];

/** Whether there are runs that differ in λ or η alone. */
export function hasEffects({ effects }: Pick<PageContent, 'effects'>): boolean {
  return effects.length > 0;
}

/** Accuracy, generalisation gap and ‖W‖ along λ and along η. */
export function Effects(content: PageContent) {
  if (!hasEffects(content)) return null;
  const { effects, figures } = content;
  return (
    <section id="effects" aria-labelledby="effects-title">
      <h2 id="effects-title">What λ and η do</h2>
      <p>
        Runs that have all settings in common but one, along this one. The gap is training accuracy
        − validation accuracy. Test accuracies whose broad bars don’t overlap differ by more than
        chance.
      </p>
      {effects.map(({ title, figures: own }) => (
        <>
          <h3>{title}</h3>
          <div class="thirds">
            {own.map(({ name }) => (
              <Chart
                figure={figures[name]}
                title={CAPTIONS.find(([ending]) => ending.test(name))?.[1] ?? name}
              />
            ))}
          </div>
        </>
      ))}
    </section>
  );
}
