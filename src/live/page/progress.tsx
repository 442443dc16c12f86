import type { LiveContent } from './content';

/** How far the training is, whether the page still hears of it, and what can be asked of it. */
export function Progress({ state: { progress, report } }: LiveContent) {
  const { done, total } = progress ?? { done: 0, total: 1 };
  return (
    <section id="progress" aria-label="Progress">
      <progress max={total} value={done} aria-label="Part of the training that is done" />
      <p class="figures">
        <b data-live="position" />
        <span data-live="rate" />
        <span data-live="left" />
        <span class="connection" role="status" data-live="connection">
          as they were when the page was opened
        </span>
      </p>
      <p data-live-report hidden={report === undefined}>
        <a href={report}>Open the finished report</a>
      </p>
      <div class="controls">
        <button type="button" data-ask="stop" hidden>
          Stop the training…
        </button>
        <button type="button" data-ask="checkpoint" hidden>
          Write a checkpoint
        </button>
        <span class="note" data-live="answer" role="status" />
      </div>
      <StopDialog />
    </section>
  );
}

function StopDialog() {
  return (
    <dialog id="stopping" aria-labelledby="stopping-title">
      <h2 id="stopping-title">Stop the training?</h2>
      <p>
        It ends now, as early stopping would end it: the best weights so far are kept and tested,
        and results and report are written.
      </p>
      <form method="dialog">
        <button type="submit" value="stop">
          Stop, keeping the best
        </button>
        <button type="submit" value="" autofocus>
          Go on training
        </button>
      </form>
    </dialog>
  );
}
