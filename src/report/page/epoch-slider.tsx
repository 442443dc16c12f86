/** The slider over the epochs whose weights are known; none where there is one alone. */
export function EpochSlider({ epochs }: { readonly epochs: readonly number[] }) {
  if (epochs.length < 2) return null;
  const last = epochs.length - 1;
  return (
    <form class="controls epoch-slider" aria-label="After which epoch the weights are shown">
      <button type="button" data-play aria-label="Play the epochs">
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
          aria-label="Epoch"
          aria-valuetext={`epoch ${epochs[last]}`}
        />
        <span class="ticks" aria-hidden="true">
          {epochs.map((epoch) => (
            <span>{epoch}</span>
          ))}
        </span>
      </div>
      <b data-text="epoch" aria-hidden="true">
        epoch {epochs[last]}
      </b>
    </form>
  );
}
