import { capital } from '../conclusions/words';

/** The slider over the epochs whose weights are known; none where there is one alone. */
export function EpochSlider({
  epochs,
  unit,
}: {
  readonly epochs: readonly number[];
  /** What an epoch is called. */
  readonly unit: string;
}) {
  if (epochs.length < 2) return null;
  const last = epochs.length - 1;
  return (
    <form class="controls epoch-slider" aria-label={`After which ${unit} the weights are shown`}>
      <button type="button" data-play aria-label={`Play the ${unit}s`}>
        <span aria-hidden="true">▶{'\ufe0e'}</span>
      </button>
      <div class="slider">
        <input
          type="range"
          name="epoch"
          min={0}
          max={last}
          step={1}
          value={last}
          data-epochs={epochs.join(' ')}
          data-unit={unit}
          aria-label={capital(unit)}
          aria-valuetext={`${unit} ${epochs[last]}`}
        />
        <span class="ticks" aria-hidden="true">
          {epochs.map((epoch) => (
            <span>{epoch}</span>
          ))}
        </span>
      </div>
      <b data-text="epoch" aria-hidden="true">
        {unit} {epochs[last]}
      </b>
    </form>
  );
}
