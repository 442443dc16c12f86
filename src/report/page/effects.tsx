import { effectCaption, EFFECTS_INTRO } from '../text/introductions';
import { Chart } from './chart';
import type { PageContent } from './content';

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
      <p>{EFFECTS_INTRO}</p>
      {effects.map(({ title, figures: own }) => (
        <>
          <h3>{title}</h3>
          <div class="thirds">
            {own.map(({ name }) => (
              <Chart figure={figures[name]} title={effectCaption(name)} />
            ))}
          </div>
        </>
      ))}
    </section>
  );
}
